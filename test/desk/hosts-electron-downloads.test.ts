import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { smallDesk } from './hosts/desk-under-test.ts'
import { type RunningApp, startApp } from './hosts/electron-host.ts'

let running: RunningApp
beforeEach(async () => {
  running = await startApp(smallDesk().door)
})
afterEach(() => running.remove())

const own = 'blob:holdfast://app/0b4c'
function download(url: string, name: string) {
  const preventDefault = vi.fn()
  const setSaveDialogOptions = vi.fn()
  const item = { getURL: () => url, getFilename: () => name, setSaveDialogOptions }
  running.electron.session.defaultSession.emit('will-download', { preventDefault }, item)
  return { refused: preventDefault.mock.calls.length > 0, asked: setSaveDialogOptions.mock.calls }
}

describe('[E13] downloads', () => {
  test.each(['slots.csv', 'Invoice 12.PDF', 'unsent.holdfast', 'calendar.ics'])(
    '[E13] the person is asked where %s is to go',
    (name) => {
      const { refused, asked } = download(own, name)
      expect(refused).toBe(false)
      expect(asked).toEqual([[expect.objectContaining({ defaultPath: name })]])
    },
  )

  test.each([
    'setup.exe',
    'run.sh',
    'run.command',
    'a.csv.bat',
    'x.lnk',
    'x.html',
    'x.svg',
    'x.desktop',
    'noname',
    '.pdf',
  ])('[E13] %s is not let out', (name) => expect(download(own, name)).toEqual({ refused: true, asked: [] }))

  test.each([
    'https://evil.example/slots.csv',
    'data:text/csv,a',
    'holdfast://app/slots.csv',
    'blob:https://evil.example/1',
    'file:///etc/passwd',
  ])('[E13] nothing is taken from %s', (url) => expect(download(url, 'slots.csv').refused).toBe(true))
})
