import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DeskDoor } from '../../src-main/desk/api/desk-api.ts'
import { serveScreens } from '../../src-main/host-electron/door-port.ts'
import { smallDesk } from './hosts/desk-under-test.ts'
import { lastPort, loadPage, type RunningApp, startApp } from './hosts/electron-host.ts'
import { StandInChannel } from './hosts/stand-in-port.ts'
import { watchingPage as watching, firstWindow as windowOf } from './hosts/watching-page.ts'

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

const firstWindow = () => windowOf(running)
const watchingPage = (window = firstWindow()) => watching(desk, window)

/** An IPC message as it reaches main. */
const say = (channel: string, senderFrame: unknown = firstWindow().webContents.frame, ...args: unknown[]) =>
  firstWindow().webContents.emit('ipc-message', { senderFrame }, channel, ...args)

describe('[DX-A55] [E8] the way from a page to its desk', () => {
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
    expect(page.posted).toEqual([])
    expect(drops).toEqual(['window 1: unknown channel', 'window 1: malformed'])
  })

  test('[E8] main lets no page wait for it', () => {
    const event = { returnValue: undefined }
    firstWindow().webContents.emit('ipc-message-sync', event, 'holdfast:connect')
    expect(event.returnValue).toBeNull()
    expect(drops).toEqual(['window 1: unknown channel'])
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

test('[E9] a page that left before the desk was open gets no line to it', async () => {
  const { promise: opening, resolve: open } = Promise.withResolvers<DeskDoor>()
  const parent = Object.assign(new EventEmitter(), { postMessage: () => {} })
  serveScreens(parent, opening, { unlock: () => {}, stop: () => {}, sendRest: async () => 0 }, () => {})
  const [gone, here] = [new StandInChannel(), new StandInChannel()]
  parent.emit('message', { data: { order: 'open', screen: 1 }, ports: [gone.port2] })
  parent.emit('message', { data: { order: 'open', screen: 2 }, ports: [here.port2] })
  parent.emit('message', { data: { order: 'close', screen: 1 }, ports: [] })
  expect([gone.port1.closed, here.port1.closed]).toEqual([true, false])
  const heard: unknown[] = []
  here.port1.on('message', ({ data }) => heard.push(data))
  here.port1.start()
  open(desk.door)
  await vi.waitFor(() => expect(heard).toHaveLength(1))
  desk.tellAll({ event: 'progress', entries: [] })
  await vi.waitFor(() => expect(heard).toHaveLength(2))
})
