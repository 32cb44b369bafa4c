import { expect, vi } from 'vitest'
import { newId } from '../../../src-shared/kernel/id.ts'
import type { DeskUnderTest } from './desk-under-test.ts'
import { lastPort, loadPage, type Page, type RunningApp } from './electron-host.ts'
import type { StandInPort } from './stand-in-port.ts'
import type { StandInWindow } from './stand-in-window.ts'

/** The window that the app opened by itself. */
export function firstWindow({ electron }: RunningApp): StandInWindow {
  const [window] = electron.windows
  if (!window) throw new Error('No window has opened.')
  return window
}

/** Loads a page that has a port, and a watch on it: the desk knows of it as long as it is there. */
export async function watchingPage(
  desk: DeskUnderTest,
  window: StandInWindow,
): Promise<{ page: Page; port: StandInPort }> {
  const page = await loadPage(window)
  page.connect()
  const port = lastPort(page)
  port.start()
  const before = desk.watches()
  port.postMessage(JSON.stringify({ call: 1, name: 'watch', input: { watchId: newId(), ...desk.question } }))
  await vi.waitFor(() => expect(desk.watches()).toBe(before + 1))
  return { page, port }
}
