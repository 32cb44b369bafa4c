import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchBrowser } from '../../fixtures/browser.ts'
import type {} from './hooks-page.tsx'
import { servePage } from './site.ts'

let site: Awaited<ReturnType<typeof servePage>>
let browser: Browser
let context: BrowserContext

beforeAll(async () => {
  site = await servePage('hooks-page.tsx', 'development')
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await site.close()
})
beforeEach(async () => {
  context = await browser.newContext()
  context.setDefaultTimeout(10_000)
})
afterEach(() => context.close())

async function openPage(): Promise<Page> {
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(error))
  await page.goto(site.url)
  await shows(page, 'link', 'connected')
  return page
}

const shows = (page: Page, id: string, text: string) =>
  page.waitForFunction(([id, text]) => document.getElementById(id ?? '')?.textContent === text, [id, text])
const click = (page: Page, name: string) => page.getByRole('button', { name }).click()
const result = (page: Page, name: string, value: number | object) =>
  page.evaluate(([name, value]) => window.hooksPage.result(name, value), [name, value] as const)

test('a command shows as held, and turns into its verdict in place, in every window', async () => {
  const [page, other] = [await openPage(), await openPage()]
  await shows(other, 'outbox', '0')
  await click(page, 'Give')
  await shows(page, 'state', 'held')
  for (const each of [page, other]) await shows(each, 'outbox', '1')
  const id = (await page.textContent('#id')) ?? ''
  // The desk tells every window; the one that owns the journal writes it.
  for (const each of [page, other]) await each.evaluate((id) => window.hooksPage.progress(id, 'rejected'), id)
  await shows(page, 'state', 'rejected')
  for (const each of [page, other]) {
    await shows(each, 'outbox', '0')
    // What the server decided it brings to people itself: the entry is not in the list a second time.
    await result(each, 'desk.attention', { items: [] })
    await shows(each, 'attention', '0')
  }
})

test('[DX-R2] a row is not taken for confirmed before the desk has said what is not', async () => {
  const page = await openPage()
  await shows(page, 'certainty', 'not known')
  await result(page, 'desk.unconfirmed', { rows: { 'row-1': 'at_risk', 'row-2': 'held' } })
  await shows(page, 'certainty', 'at_risk')
  await result(page, 'desk.unconfirmed', { rows: { 'row-2': 'held' } })
  await shows(page, 'certainty', 'as the server has it')
})

test('a changed filter keeps the former answer until the new one comes; another subject does not', async () => {
  const page = await openPage()
  await shows(page, 'board', 'nothing …')
  await result(page, 'board', { slots: 1 })
  await shows(page, 'board', '1')
  await click(page, 'Filter')
  await shows(page, 'board', '1 …')
  await result(page, 'board', { slots: 2 })
  await shows(page, 'board', '2')
  await click(page, 'Other')
  await shows(page, 'board', 'nothing …')
  await result(page, 'board', { slots: 3 })
  await shows(page, 'board', '3')
})

test('what was typed is there a second later, whatever became of the page, until it is discarded', async () => {
  const page = await openPage()
  await shows(page, 'found', 'null')
  await page.getByLabel('name').pressSequentially('Kim', { delay: 50 })
  await page.waitForTimeout(1000)
  await page.close({ runBeforeUnload: false })
  const next = await openPage()
  await shows(next, 'found', '{"name":"Kim"}')
  await next.getByLabel('name').fill('Kim L')
  await click(next, 'Discard')
  await next.waitForTimeout(1000)
  await shows(await openPage(), 'found', 'null')
})

test('[DX-A65] what one person typed is not shown to the next one at the same desk, and is theirs again after', async () => {
  const page = await openPage()
  await shows(page, 'found', 'null')
  await page.getByLabel('name').fill('Kim, of whom only A knows')
  await page.evaluate(() => window.hooksPage.comes('B'))
  await shows(page, 'found', 'null')
  await page.getByLabel('name').fill('Lee, of whom only B knows')
  await page.evaluate(() => window.hooksPage.comes('A'))
  await shows(page, 'found', '{"name":"Kim, of whom only A knows"}')
  await page.evaluate(() => window.hooksPage.comes('B'))
  await shows(page, 'found', '{"name":"Lee, of whom only B knows"}')
})

test('a choice of this machine holds in its other windows and at the next start', async () => {
  const [page, other] = [await openPage(), await openPage()]
  await click(page, 'Wider')
  for (const each of [page, other]) await shows(each, 'width', '11')
  await page.reload()
  await shows(page, 'width', '11')
})

/** All that RxDB's free build lets one window have open (toolchain facts; error COL23). */
const mostCollections = 13

test("[DX-A66] React's double mount opens one journal, few collections, and asks each question once", async () => {
  const page = await openPage()
  await click(page, 'Give')
  await shows(page, 'state', 'held')
  await shows(page, 'outbox', '1')
  const collections = await page.evaluate(() => window.hooksPage.collections())
  expect(collections).toBe(3)
  expect(collections).toBeLessThanOrEqual(mostCollections)
  const databases = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
  expect(databases.filter((name) => name?.includes('journal'))).toHaveLength(1)
  expect(await page.evaluate(() => window.hooksPage.calls('watch'))).toBe(3)
})
