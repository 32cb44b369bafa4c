import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DeskDoor, type Reply, request } from '../../../src-main/desk/api/desk-api.ts'
import { serveDesk } from '../../../src-main/host-web/serve.ts'
import { launchBrowser } from '../../fixtures/browser.ts'
import type {} from './lines-page.ts'
import { buildPage, servePage } from './site.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** A desk that answers each call with its input. */
const echo: DeskDoor = {
  connect: () => ({
    async handle(message): Promise<Reply> {
      const { call, input } = request.parse(message)
      return { reply: call, ok: true, value: input }
    },
    close() {},
  }),
}

const linkIs = (page: Page, link: string) =>
  page.waitForFunction((link) => window.linesPage.link() === link, link, { timeout: 10_000 })
const ask = (page: Page) => page.evaluate(() => window.linesPage.ask('ğ가'))
const answered = { ok: true, value: { name: 'echo', input: 'ğ가' } }

/** In a browser profile of its own. */
async function open(address: string): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(address)
  await page.evaluate(() => window.linesPage.open())
  return page
}

test('[DX-R55] the web page spends its token once, hides it, and comes back with its cookie', async () => {
  await using built = await buildPage('lines-page.ts')
  const host = await serveDesk({ door: echo, port: 0, rendererFolder: built.folder })
  const page = await open(host.url)
  await linkIs(page, 'connected')
  expect(await ask(page)).toEqual(answered)
  expect(new URL(page.url()).hash).toBe('')
  await page.reload()
  await page.evaluate(() => window.linesPage.open())
  await linkIs(page, 'connected')
  // The token is spent, and a profile without the cookie is not let in with it.
  await linkIs(await open(host.url), 'refused')
  await host.close()
  await linkIs(page, 'lost')
  expect(await ask(page)).toMatchObject({ ok: false, failure: { code: 'desk_unavailable' } })
})

test("the desktop app's page asks for a port, and for another when it is closed", async () => {
  const site = await servePage('lines-page.ts')
  const page = await browser.newPage()
  await page.goto(site.url)
  await page.evaluate(() => window.linesPage.bridge())
  await page.evaluate(() => window.linesPage.open())
  await linkIs(page, 'connected')
  expect(await ask(page)).toEqual(answered)
  await page.evaluate(() => window.linesPage.breakPort())
  await page.waitForFunction(() => window.linesPage.ports() === 2, null, { timeout: 10_000 })
  await linkIs(page, 'connected')
  expect(await ask(page)).toEqual(answered)
  await site.close()
})
