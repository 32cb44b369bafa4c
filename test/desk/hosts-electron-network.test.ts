import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { smallDesk } from './hosts/desk-under-test.ts'
import { type RunningApp, startApp } from './hosts/electron-host.ts'

let running: RunningApp

beforeEach(async () => {
  running = await startApp(smallDesk().door)
})
afterEach(() => running.remove())

const session = () => running.electron.session.defaultSession

describe('[E4] the page has no network', () => {
  const cancelled = (url: string, resourceType: string): boolean | undefined => {
    let verdict: boolean | undefined
    session().beforeRequest?.({ url, resourceType }, ({ cancel }) => {
      verdict = cancel
    })
    return verdict
  }

  test.each([
    ['holdfast://app/', 'mainFrame'],
    ['holdfast://app/assets/index.js', 'script'],
    ['blob:holdfast://app/0b4c', 'image'],
    ['data:image/png;base64,AA', 'image'],
  ])('[E4] loads %s as %s', (url, type) => expect(cancelled(url, type)).toBe(false))

  test.each([
    ['https://example.org/', 'xhr'],
    ['http://127.0.0.1/', 'xhr'],
    ['ws://127.0.0.1/', 'webSocket'],
    ['file:///etc/passwd', 'image'],
    ['ftp://example.org/', 'other'],
    ['holdfast://other/', 'script'],
    ['holdfast://app.evil.example/', 'script'],
    ['data:text/html,<p>', 'mainFrame'],
    ['data:text/javascript,x', 'script'],
    ['blob:https://example.org/1', 'image'],
    ['devtools://devtools/bundled/inspector.html', 'mainFrame'],
    ['chrome-extension://abc/x.js', 'script'],
  ])('[E4] cancels %s as %s', (url, type) => expect(cancelled(url, type)).toBe(true))

  test('[E4] no proxy, no DNS ahead of need, no download of dictionaries', () => {
    const { calls } = running.electron.app
    expect(session().proxy).toBe('direct')
    expect(session().spellChecker).toBe(false)
    expect(running.electron.windows[0]?.options.webPreferences).toHaveProperty('spellcheck', false)
    expect(calls).toContain('switch dns-prefetch-disable')
    expect(calls).toContain('switch force-webrtc-ip-handling-policy disable_non_proxied_udp')
    expect(calls.indexOf('switch dns-prefetch-disable')).toBeLessThan(calls.indexOf('ready'))
  })

  test('[E4] holds before the first window opens', async () => {
    const walls = vi.fn()
    const late = await startApp(smallDesk().door, {
      prepare: (electron) =>
        electron.app.on('web-contents-created', () => {
          const { beforeRequest, request, check, device, proxy } = electron.session.defaultSession
          walls([beforeRequest, request, check, device].every(Boolean) && proxy)
        }),
    })
    await late.remove()
    expect(walls).toHaveBeenCalledWith('direct')
  })
})
