import { afterEach, describe, expect, test, vi } from 'vitest'
import { smallDesk } from './hosts/desk-under-test.ts'
import { type RunningApp, startApp } from './hosts/electron-host.ts'

let running: RunningApp | undefined
afterEach(async () => {
  await running?.remove()
  running = undefined
})

/** The app with so many commands unsent, answered by the n-th button. */
async function start(unsent: number, answer = 0) {
  running = await startApp(smallDesk().door, {
    unsent: () => unsent,
    prepare: (electron) => (electron.answer = answer),
  })
  const { electron } = running
  const [window] = electron.windows
  if (!window) throw new Error('No window has opened')
  return { electron, window, quits: () => electron.app.calls.filter((call) => call === 'quit').length }
}
const [keep, quit, cancel] = [0, 1, 2]

describe('[DX-R30] the last window closes', () => {
  test('with nothing unsent the app quits and asks nobody', async () => {
    const { electron, window, quits } = await start(0)
    window.close()
    await vi.waitFor(() => expect(quits()).toBe(1))
    expect(electron.asked).toEqual([])
  })

  test('[DX-A25] with 12 unsent the person is told that they are safe; kept running it goes out of sight and comes back', async () => {
    const { electron, window, quits } = await start(12, keep)
    window.close()
    await vi.waitFor(() => expect(window.shown).toBe(false))
    expect(electron.asked).toMatchObject([
      {
        message: '12 held here are safe and go out at the next start.',
        buttons: ['Keep running', 'Quit', 'Cancel'],
      },
    ])
    expect(quits()).toBe(0)
    expect(running?.stops()).toBe(0)
    electron.app.emit('second-instance', {}, [])
    expect(window.shown).toBe(true)
  })

  test('[DX-A25] quit is quit, and the desk closes its replica first', async () => {
    const { electron, window, quits } = await start(12, quit)
    window.close()
    await vi.waitFor(() => expect(quits()).toBe(1))
    // Nobody objects now, so Electron goes on to the end.
    expect(electron.app.calls).not.toContain('stay')
    electron.app.emit('will-quit', { preventDefault: () => {} })
    await vi.waitFor(() => expect(running?.stops()).toBe(1))
  })

  test('by the menu it is the same, and who cancels stays where they were', async () => {
    const { electron, window, quits } = await start(1, cancel)
    electron.app.quit()
    await vi.waitFor(() => expect(electron.asked).toHaveLength(1))
    expect(electron.asked[0]?.message).toBe('1 held here is safe and goes out at the next start.')
    expect(electron.app.calls.at(-1)).toBe('stay')
    expect(window.shown).toBe(true)
    expect(quits()).toBe(1)
  })

  test('a window that is not the last one just closes', async () => {
    const { electron, window } = await start(12)
    electron.clickMenu('New window')
    let closed = false
    window.on('closed', () => {
      closed = true
    })
    window.close()
    expect(closed).toBe(true)
    expect(electron.asked).toEqual([])
  })

  test('a machine that shuts down is not held up', async () => {
    const { electron } = await start(12)
    electron.powerMonitor.emit('shutdown')
    electron.app.quit()
    expect(electron.app.calls).not.toContain('stay')
    expect(electron.asked).toEqual([])
  })
})
