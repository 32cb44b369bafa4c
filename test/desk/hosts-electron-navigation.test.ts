import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { smallDesk } from './hosts/desk-under-test.ts'
import { type RunningApp, startApp } from './hosts/electron-host.ts'
import { StandInContents } from './hosts/stand-in-window.ts'

let running: RunningApp

beforeEach(async () => {
  running = await startApp(smallDesk().door)
})
afterEach(async () => {
  vi.useRealTimers()
  await running.remove()
})

function page(): StandInContents {
  const [window] = running.electron.windows
  if (!window) throw new Error('No window has opened.')
  return window.webContents
}
const click = (contents = page()) => contents.emit('input-event', {}, { type: 'mouseDown' })

describe('[DX-A57] [E6] a page stays where it is', () => {
  const prevented = (event: string, url: string, contents = page()): boolean => {
    const preventDefault = vi.fn()
    contents.emit(event, { url, preventDefault })
    return preventDefault.mock.calls.length > 0
  }
  const events = ['will-navigate', 'will-redirect', 'will-frame-navigate']

  test.each(events)('[E6] %s: to the own page and nowhere else', (event) => {
    for (const url of ['holdfast://app/', 'holdfast://app/#/open/slot/1']) expect(prevented(event, url)).toBe(false)
    for (const url of [
      'https://evil.example/',
      'file:///etc/passwd',
      'holdfast://app/assets/x.html',
      'holdfast://app/?x',
      'holdfast://app',
      'holdfast://other/',
      'holdfast://app.evil.example/',
      'data:text/html,x',
      'javascript:alert(1)',
      'about:blank',
    ])
      expect(prevented(event, url), url).toBe(true)
  })

  test.each(events)('[E6] %s is guarded in pages nobody planned, too', (event) => {
    const unplanned = new StandInContents()
    running.electron.app.emit('web-contents-created', {}, unplanned)
    expect(prevented(event, 'https://evil.example/', unplanned)).toBe(true)
  })

  test('[E6] no web view is attached', () => expect(prevented('will-attach-webview', '')).toBe(true))

  test('[E6] window.open opens nothing, not even the own page', () => {
    for (const url of ['holdfast://app/', 'https://example.org/', 'about:blank'])
      expect(page().openWindow({ url })).toEqual({ action: 'deny' })
    expect(running.electron.windows).toHaveLength(1)
  })
})

describe('[E7] addresses outside', () => {
  const link = async (url: string): Promise<void> => {
    page().openWindow({ url })
    await new Promise((settled) => setImmediate(settled))
  }

  test.each(['https://example.org/a?b', 'mailto:someone@example.org', 'tel:+905551112233'])(
    '[E7] %s is shown in full, and opens when the person says so',
    async (url) => {
      click()
      await link(url)
      const message = 'Open this address outside Holdfast?'
      // A thoughtless Enter or Escape opens nothing.
      const answers = { buttons: ['Open', 'Cancel'], defaultId: 1, cancelId: 1 }
      expect(running.electron.asked).toEqual([{ type: 'question', message, detail: url, ...answers }])
      expect(running.electron.opened).toEqual([])
      running.electron.answer = 0
      await link(url)
      expect(running.electron.opened).toEqual([url])
    },
  )

  test.each([
    'http://example.org/',
    'file:///etc/passwd',
    'smb://example.org/share',
    'ms-msdt:/id',
    'vscode://x',
    'javascript:alert(1)',
    'holdfast://open/slot/1',
    'https://bank.example@evil.example/',
    'https://user:word@example.org/',
    `https://example.org/${'x'.repeat(2000)}`,
    'not an address',
    '',
  ])('[E7] %s does not open, whatever the person would say', async (url) => {
    running.electron.answer = 0
    click()
    await link(url)
    expect([running.electron.asked, running.electron.opened]).toEqual([[], []])
  })

  test('[E7] the server opens without a question, and only it', async () => {
    click()
    await link('https://sync.example.org/help')
    expect(running.electron.opened).toEqual(['https://sync.example.org/help'])
    for (const url of ['https://sync.example.org:8443/', 'https://sync.example.org.evil.example/']) await link(url)
    expect(running.electron.opened).toHaveLength(1)
    expect(running.electron.asked).toHaveLength(2)
  })

  test('[E7] nothing opens without a click, not even the question', async () => {
    running.electron.answer = 0
    await link('https://example.org/')
    await link('https://sync.example.org/')
    expect([running.electron.asked, running.electron.opened]).toEqual([[], []])
  })

  test('[E7] asks in the language of the machine', async () => {
    running.electron.app.locale = 'tr-TR'
    click()
    await link('https://example.org/')
    expect(running.electron.asked[0]?.message).toBe('Bu adres Holdfast dışında açılsın mı?')
  })
})
