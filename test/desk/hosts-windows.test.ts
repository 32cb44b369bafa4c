import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { deepLinkAddress } from '../../src-main/host-electron/deep-link.ts'
import { onScreen, readPlaces } from '../../src-main/host-electron/window-places.ts'
import { smallDesk } from './hosts/desk-under-test.ts'
import { type RunningApp, startApp } from './hosts/electron-host.ts'
import type { StandInElectron } from './hosts/electron-stand-in.ts'

let running: RunningApp | undefined
let userData: string

beforeEach(async () => {
  userData = await mkdtemp(join(tmpdir(), 'holdfast-user-'))
})
afterEach(async () => {
  vi.useRealTimers()
  await running?.remove()
  await rm(userData, { recursive: true })
  running = undefined
})

async function start(argv: string[] = [], prepare: (electron: StandInElectron) => void = () => {}) {
  running = await startApp(smallDesk().door, {
    argv,
    prepare: (electron) => {
      electron.app.userData = userData
      prepare(electron)
    },
  })
  return running.electron
}

const left = { x: 0, y: 0, width: 1920, height: 1080 }
const right = { x: 1920, y: 0, width: 2560, height: 1440 }
const wanted = { x: 100, y: 50, width: 1280, height: 800, maximized: false }

describe('DX-R28 windows', () => {
  test('a window stands where it stood, and comes back when its monitor is gone', () => {
    const onRight = { ...wanted, x: 2500 }
    expect(onScreen(wanted, [left, right])).toEqual(wanted)
    expect(onScreen(onRight, [left, right])).toEqual(onRight)
    expect(onScreen(onRight, [left])).toEqual({ ...wanted, x: 640 })
    expect(onScreen({ ...wanted, x: -5000, y: -5000 }, [left])).toEqual({ ...wanted, x: 0, y: 0 })
    // Across two monitors is a place like any other.
    expect(onScreen({ ...wanted, x: 1400 }, [left, right])).toEqual({ ...wanted, x: 1400 })
    const small = { x: 0, y: 0, width: 1024, height: 600 }
    expect(onScreen({ ...wanted, x: 3000 }, [small])).toEqual({ ...small, maximized: false })
  })

  test('opens again as the desk was left, with several windows', async () => {
    const places = [wanted, { ...wanted, x: 300, maximized: true }]
    await writeFile(join(userData, 'windows.json'), JSON.stringify(places))
    const first = await start()
    expect(first.windows.map(({ options, maximized }) => [options.x, options.y, options.width, maximized])).toEqual([
      [100, 50, 1280, false],
      [300, 50, 1280, true],
    ])
    first.clickMenu('New window')
    first.app.quit()
    await vi.waitFor(() => expect(first.app.calls).toEqual(expect.arrayContaining(['stay', 'quit'])))
    await vi.waitFor(() => expect(first.app.calls.filter((call) => call === 'quit')).toHaveLength(2))
    for (const window of first.windows) window.close()
    expect(readPlaces(join(userData, 'windows.json')).slice(0, 2)).toEqual(places)
    expect(readPlaces(join(userData, 'windows.json'))).toHaveLength(3)
  })

  test('remembers the last window that is closed by itself', async () => {
    const electron = await start()
    electron.clickMenu('New window')
    electron.windows[0]?.close()
    electron.windows[1]?.close()
    expect(readPlaces(join(userData, 'windows.json'))).toHaveLength(1)
  })

  test('a places file that is no such thing opens one plain window', async () => {
    for (const text of ['', '{', '[{"x":1}]', '[{"x":"a","y":0,"width":1,"height":1,"maximized":false}]']) {
      await writeFile(join(userData, 'windows.json'), text)
      expect(readPlaces(join(userData, 'windows.json'))).toEqual([])
    }
  })

  test('are at least 1024 × 640, six at most, and shown with their first picture', async () => {
    const electron = await start()
    for (let n = 0; n < 10; n++) electron.clickMenu('New window')
    expect(electron.windows).toHaveLength(6)
    for (const { options, shown } of electron.windows) {
      expect(options).toMatchObject({ minWidth: 1024, minHeight: 640, show: false })
      expect(shown).toBe(true)
    }
    expect(electron.windows[0]?.focused).toBe(5)
  })

  test('a crashed page is loaded again, unless its window is gone', async () => {
    const electron = await start()
    electron.clickMenu('New window')
    vi.useFakeTimers()
    for (const { webContents } of electron.windows) webContents.emit('render-process-gone', {})
    electron.windows[1]?.close()
    vi.advanceTimersByTime(2000)
    expect(electron.windows.map(({ webContents }) => webContents.reloads)).toEqual([1, 0])
  })

  test('the app ends with its last window, but on macOS stays and opens another', async () => {
    const electron = await start()
    const { platform } = process
    const on = (value: string) => Object.defineProperty(process, 'platform', { value })
    on('darwin')
    electron.windows[0]?.close()
    electron.app.emit('window-all-closed')
    expect(electron.app.calls).not.toContain('quit')
    electron.app.emit('activate')
    expect(electron.windows).toHaveLength(2)
    on('linux')
    electron.app.emit('window-all-closed')
    expect(electron.app.calls).toContain('quit')
    on(platform)
  })

  test('a second start raises the first window and ends', async () => {
    const first = await start()
    const [window] = first.windows
    if (window) window.minimized = true
    first.app.emit('second-instance', {}, ['app'])
    expect([window?.focused, window?.minimized]).toEqual([1, false])
    await running?.remove()
    const second = await start([], (electron) => {
      electron.app.firstInstance = false
    })
    expect(second.app.calls).toEqual(['quit'])
    expect([second.windows, second.forked]).toEqual([[], []])
  })
})

const slot = '0190a5f0-7c3e-7aaa-8bbb-0123456789ab'

describe('DX-R27 [E13] deep links', () => {
  const opened = `holdfast://app/#/open/slot/${slot}`

  test.each([
    '',
    'holdfast://open',
    'holdfast://open/slot',
    'holdfast://open/slot/1',
    `holdfast://open/slot/${slot}/more`,
    `holdfast://open/slot/${slot}?do=cancel`,
    `holdfast://open/slot/${slot}#x`,
    `holdfast://open/setting/${slot}`,
    `holdfast://do/slot/${slot}`,
    `holdfast://open/../slot/${slot}`,
    `https://open/slot/${slot}`,
    `--x=holdfast://open/slot/${slot}`,
  ])('%j opens nothing', (text) => expect(deepLinkAddress(text)).toBeUndefined())

  test('opens in the first window, at a start and later', async () => {
    const electron = await start(['app', `holdfast://open/slot/${slot}`])
    expect(electron.app.calls).toContain('client of holdfast')
    expect(electron.windows[0]?.loaded).toEqual([opened])
    electron.app.emit('second-instance', {}, ['app', `holdfast://open/plant/${slot}`])
    expect(electron.windows[0]?.loaded.at(-1)).toBe(`holdfast://app/#/open/plant/${slot}`)
    const preventDefault = vi.fn()
    electron.app.emit('open-url', { preventDefault }, `holdfast://open/slot/${slot}`)
    expect(preventDefault).toHaveBeenCalled()
    expect(electron.windows[0]?.loaded.at(-1)).toBe(opened)
    electron.app.emit('open-url', { preventDefault }, 'holdfast://open/evil/1')
    expect(electron.windows[0]?.loaded).toHaveLength(3)
  })

  test('that comes before there is a window waits for it', async () => {
    const electron = await start([], ({ app }) => {
      app.whenReady = async () => {
        app.emit('open-url', { preventDefault: () => {} }, `holdfast://open/slot/${slot}`)
      }
    })
    expect(electron.windows[0]?.loaded).toEqual([opened])
  })
})
