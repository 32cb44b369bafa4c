import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import { smallDesk } from './hosts/desk-under-test.ts'
import { lastPort, loadPage, type Page, type RunningApp, startApp } from './hosts/electron-host.ts'
import type { StandInPort } from './hosts/stand-in-port.ts'
import type { StandInWindow } from './hosts/stand-in-window.ts'

let running: RunningApp
let desk: ReturnType<typeof smallDesk>
let drops: string[]

beforeEach(async () => {
  desk = smallDesk()
  drops = []
  running = await startApp(desk.door, { log: (_event, { where, reason }) => drops.push(`${where}: ${reason}`) })
})
afterEach(async () => {
  vi.useRealTimers()
  await running.remove()
})

function firstWindow(): StandInWindow {
  const [window] = running.electron.windows
  if (!window) throw new Error('No window has opened.')
  return window
}

/** A page with a port on which it watches. */
async function watchingPage(window = firstWindow()): Promise<{ page: Page; port: StandInPort }> {
  const page = await loadPage(window)
  page.connect()
  const port = lastPort(page)
  port.start()
  const input = { watchId: newId(), ...desk.question }
  port.postMessage(JSON.stringify({ call: 1, name: 'watch', input }))
  const before = desk.watches()
  await vi.waitFor(() => expect(desk.watches()).toBe(before + 1))
  return { page, port }
}

/** An IPC message as it reaches main. */
const say = (channel: string, senderFrame: unknown = firstWindow().webContents.frame, ...args: unknown[]) =>
  firstWindow().webContents.emit('ipc-message', { senderFrame }, channel, ...args)

describe('[E8] the way from a page to its desk', () => {
  test('[E8] the preload gives the page one object with one function, and keeps all of Electron to itself', async () => {
    const page = await loadPage(firstWindow())
    expect(Object.keys(page.globals)).toEqual(['holdfast'])
    expect(Object.entries(page.globals.holdfast ?? {})).toEqual([['connect', expect.any(Function)]])
    expect(page.taken).toEqual(['electron'])
    expect(firstWindow().options.webPreferences?.preload).toBe('/app/preload.cjs')
  })

  test('[E8] the port comes as a message to the own origin, with no event of Electron on it', async () => {
    const page = await loadPage(firstWindow())
    page.connect()
    expect(page.posted).toEqual([
      { message: { type: 'holdfast-port' }, origin: 'holdfast://app', ports: [expect.anything()] },
    ])
  })

  test.each([
    ['no frame', null],
    ['a frame inside the page', { origin: 'holdfast://app', parent: { origin: 'holdfast://app', parent: null } }],
    ['another origin', { origin: 'https://evil.example', parent: null }],
    ['a look-alike origin', { origin: 'holdfast://app.evil.example', parent: null }],
    ['an opaque origin', { origin: 'null', parent: null }],
  ])('[E8] main does not hear %s', async (_who, frame) => {
    const page = await loadPage(firstWindow())
    say('holdfast:connect', frame)
    expect(page.posted).toEqual([])
    expect(drops).toEqual(['window 1: foreign sender'])
  })

  test('[E8] main drops and logs unknown channels and malformed messages', async () => {
    const page = await loadPage(firstWindow())
    say('holdfast:port')
    say('ELECTRON_BROWSER_REQUIRE')
    say('holdfast:connect', undefined, { more: true })
    const event = { returnValue: undefined }
    firstWindow().webContents.emit('ipc-message-sync', event, 'holdfast:connect')
    expect(event.returnValue).toBeNull()
    expect(page.posted).toEqual([])
    expect(drops).toEqual(['window 1: unknown channel', 'window 1: malformed'])
  })

  test('[E8] main hears 1,000 messages of a window in a second', async () => {
    vi.useFakeTimers()
    running.electron.clickMenu('New window')
    const page = await loadPage(running.electron.windows[1] ?? firstWindow())
    for (let n = 0; n < 1500; n++) page.connect()
    expect(page.posted).toHaveLength(1000)
    expect(drops).toContain('window 2: too many')
    vi.advanceTimersByTime(1000)
    page.connect()
    expect(page.posted).toHaveLength(1001)
  })

  test('[E8] the desk drops and logs what is not text, and an order it does not know', async () => {
    const { port } = await watchingPage()
    const handled = desk.handled()
    port.postMessage({ call: 2, name: 'status', input: {} })
    await vi.waitFor(() => expect(drops).toEqual(['port: not text']))
    running.electron.children[0]?.parentPort.emit('message', { data: { order: 'format' }, ports: [] })
    running.electron.children[0]?.parentPort.emit('message', { data: 'stop', ports: [] })
    expect(drops.slice(1)).toEqual(['desk: unknown order'])
    expect(running.stops()).toBe(0)
    expect(desk.handled()).toBe(handled)
  })
})

describe('[E9] a port lives as long as its page', () => {
  test.each([
    ['navigates', 'did-start-navigation', { isMainFrame: true, isSameDocument: false }],
    ['crashes', 'render-process-gone', {}],
    ['is closed', 'destroyed', {}],
  ])('[E9] it is closed when the page %s', async (_what, event, details) => {
    const { port } = await watchingPage()
    firstWindow().webContents.emit(event, details)
    await vi.waitFor(() => expect(port.closed).toBe(true))
    expect(desk.watches()).toBe(0)
  })

  test('[E9] moving within the page, or a frame moving, closes nothing', async () => {
    const { port } = await watchingPage()
    firstWindow().webContents.navigate({ isMainFrame: true, isSameDocument: true })
    firstWindow().webContents.navigate({ isMainFrame: false, isSameDocument: false })
    await new Promise((settled) => setTimeout(settled, 20))
    expect(port.closed).toBe(false)
    expect(desk.watches()).toBe(1)
  })

  test('[E9] one window that goes takes only its own port along', async () => {
    const first = await watchingPage()
    running.electron.clickMenu('New window')
    const second = await watchingPage(running.electron.windows[1])
    firstWindow().close()
    await vi.waitFor(() => expect(first.port.closed).toBe(true))
    expect(second.port.closed).toBe(false)
  })

  test('[E9] each port is handed over once; a page that asks again loses the one it had', async () => {
    const { page, port } = await watchingPage()
    page.connect()
    await vi.waitFor(() => expect(port.closed).toBe(true))
    expect(page.posted).toHaveLength(2)
    expect(new Set(page.posted.flatMap(({ ports }) => ports)).size).toBe(2)
    expect(lastPort(page).closed).toBe(false)
  })
})

describe('DX-R34 the desk in its own process', () => {
  test('starts again when it dies; pages get a new port', async () => {
    const { page, port } = await watchingPage()
    vi.useFakeTimers()
    running.electron.children[0]?.emit('exit', 9)
    expect(port.closed).toBe(true)
    page.connect()
    expect(lastPort(page).closed).toBe(true)
    vi.advanceTimersByTime(2000)
    expect(running.electron.forked).toHaveLength(2)
    vi.useRealTimers()
    await watchingPage()
    expect(running.electron.forked[1]).toEqual({ modulePath: '/app/desk-process.ts', args: ['--folder', '/desk'] })
  })

  test('that dies again and again is not started in a frenzy', () => {
    vi.useFakeTimers()
    running.electron.started = (child) => setTimeout(() => child.emit('exit', 1), 10)
    running.electron.children[0]?.emit('exit', 1)
    vi.advanceTimersByTime(60_000)
    expect(running.electron.forked).toHaveLength(5)
  })

  test('closes its replica before the app is gone', async () => {
    const preventDefault = vi.fn()
    running.electron.app.emit('will-quit', { preventDefault })
    expect(preventDefault).toHaveBeenCalled()
    expect(running.electron.app.calls).not.toContain('exit 0')
    await vi.waitFor(() => expect(running.electron.app.calls).toContain('exit 0'))
    expect(running.stops()).toBe(1)
    expect(running.electron.forked).toHaveLength(1)
  })

  test('does not keep the app from quitting when it hangs', async () => {
    vi.useFakeTimers()
    running.electron.children[0]?.parentPort.removeAllListeners()
    running.electron.app.emit('will-quit', { preventDefault: () => {} })
    await vi.advanceTimersByTimeAsync(5001)
    expect(running.electron.app.calls).toContain('exit 0')
  })
})
