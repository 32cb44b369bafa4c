import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { smallDesk } from './hosts/desk-under-test.ts'
import { lastPort, type RunningApp, startApp } from './hosts/electron-host.ts'
import { watchingPage as watching, firstWindow as windowOf } from './hosts/watching-page.ts'

let running: RunningApp
let desk: ReturnType<typeof smallDesk>

beforeEach(async () => {
  desk = smallDesk()
  running = await startApp(desk.door)
})
afterEach(async () => {
  vi.useRealTimers()
  await running.remove()
})

const firstWindow = () => windowOf(running)
const watchingPage = (window = firstWindow()) => watching(desk, window)

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

  test('that is gone for the moment neither delays the end nor comes back after it', async () => {
    vi.useFakeTimers()
    running.electron.children[0]?.emit('exit', 9)
    running.electron.app.emit('will-quit', { preventDefault: () => {} })
    await vi.advanceTimersByTimeAsync(1000)
    expect(running.electron.app.calls).toContain('exit 0')
    expect(running.electron.forked).toHaveLength(1)
  })
})
