import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveDesk, type WebHost } from '../../src-main/host-web/serve.ts'
import { launchBrowser } from '../fixtures/browser.ts'
import { type BuiltPages, buildPages } from './hosts/built-pages.ts'
import { smallDesk } from './hosts/desk-under-test.ts'

/** DX-R55 as a real browser sees it: what only it decides are cookies, origins and the policy. */
let browser: Browser
let pages: BuiltPages
let host: WebHost

beforeAll(async () => {
  pages = await buildPages()
  const markup = `<!doctype html><title>Holdfast</title><style nonce="__NONCE__">body { color: rgb(1, 2, 3) }</style>
    <style>body { background: rgb(4, 5, 6) }</style><script>window.inline = true</script>
    <script src="./first-paint.js"></script><body></body>`
  await writeFile(join(pages.rendererFolder, 'index.html'), markup)
  await writeFile(join(pages.rendererFolder, 'first-paint.js'), 'window.own = true')
  host = await serveDesk({ door: smallDesk().door, port: 0, rendererFolder: pages.rendererFolder })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await host.close()
  await pages.remove()
})

/** Spends the token of the page's address, as the screens do. */
const spendToken = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const token = new URLSearchParams(location.hash.slice(1)).get('token')
    return (await fetch('/session', { method: 'POST', body: JSON.stringify({ token }) })).status
  })

/** Opens a socket to the desk of a port and gives the first thing it hears, or the code with which it was closed. */
const firstWord = (page: Page, port: string): Promise<string | number> =>
  page.evaluate(
    (to) =>
      new Promise((resolve) => {
        const socket = new WebSocket(`ws://127.0.0.1:${to}/desk`)
        socket.onmessage = ({ data }) => resolve(String(data))
        socket.onclose = ({ code }) => resolve(code)
      }),
    port,
  )

test('a browser opens the desk once by its first URL, and again by its cookie', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(host.url)
  const { port } = new URL(host.url)
  expect(await firstWord(page, port)).toBe(4403)
  expect(await spendToken(page)).toBe(204)
  expect(await firstWord(page, port)).toContain('"event":"status"')
  expect(await page.evaluate(() => document.cookie)).toBe('')
  await page.reload()
  expect(await spendToken(page)).toBe(403)
  expect(await firstWord(page, port)).toContain('"event":"status"')
  await context.close()
})

test('the policy lets the page be itself and nothing else', async () => {
  const page = await browser.newPage()
  await page.goto(new URL(host.url).origin)
  const looks = () => {
    const { color, backgroundColor } = getComputedStyle(document.body)
    return { color, backgroundColor, own: 'own' in window, inline: 'inline' in window }
  }
  expect(await page.evaluate(looks)).toEqual({
    color: 'rgb(1, 2, 3)',
    backgroundColor: 'rgba(0, 0, 0, 0)',
    own: true,
    inline: false,
  })
  const outside = await page.evaluate(() =>
    fetch('http://127.0.0.1:1/').then(
      () => 'reached',
      () => 'blocked',
    ),
  )
  expect(outside).toBe('blocked')
  await page.close()
})

test('another page of this machine cannot use the cookie of the desk', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${new URL(host.url).origin}/#token=${host.newToken()}`)
  expect(await spendToken(page)).toBe(204)
  const stranger = await context.newPage()
  const { port } = new URL(host.url)
  await stranger.goto('about:blank')
  expect(await firstWord(stranger, port)).toBe(4403)
  const other = await serveDesk({ door: smallDesk().door, port: 0, rendererFolder: pages.rendererFolder })
  await stranger.route(new URL(other.url).origin, (route) => route.fulfill({ contentType: 'text/html', body: '<p>' }))
  await stranger.goto(new URL(other.url).origin)
  expect(await firstWord(stranger, port)).toBe(4403)
  await other.close()
  await context.close()
})
