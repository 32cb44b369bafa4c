import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../../src-shared/kernel/id.ts'
import { type MortalBrowser, mortalBrowser } from './mortal-browser.ts'
import type {} from './page.ts'
import { servePage } from './site.ts'

let site: Awaited<ReturnType<typeof servePage>>
let profile: string
let browser: MortalBrowser

beforeAll(async () => {
  site = await servePage('page.ts')
})
afterAll(() => site.close())
beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'journal-profile-'))
  browser = await mortalBrowser(profile)
})
afterEach(async () => {
  await browser.kill()
  await rm(profile, { recursive: true, force: true, maxRetries: 5 })
})

async function openPage(): Promise<Page> {
  const page = await browser.context.newPage()
  page.on('pageerror', (error) => console.error(error))
  await page.goto(site.url)
  await page.waitForFunction(() => 'journalPage' in window)
  return page
}

const idsIn = (page: Page) => page.evaluate(() => window.journalPage.ids())
const manyIds = (n: number) => Array.from({ length: n }, () => newId())

describe('[SY-9] a browser killed while it writes', () => {
  test('has every command whose append had resolved when it starts again', async () => {
    const written: string[] = []
    for (const limit of [1, 40, 25]) {
      const page = await openPage()
      let told = 0
      await new Promise<void>((resolve) => {
        void page
          .exposeFunction('tell', (id: string) => {
            written.push(id)
            told += 1
            if (told === limit) resolve()
          })
          .then(() => page.evaluate(() => window.journalPage.appendForEver()))
          .catch(() => {})
      })
      await browser.kill()
      browser = await mortalBrowser(profile)
    }
    const found = await idsIn(await openPage())
    expect(found).toEqual(expect.arrayContaining(written))
    expect(new Set(found).size).toBe(found.length)
    // One append of each life may have been on its way.
    expect(found.length).toBeLessThanOrEqual(written.length + 3)
  })
})

describe('[DX-R29] two windows', () => {
  test('[DX-R29] [DX-A24] one writes for both; when it goes, the other takes over at once and nothing is lost or doubled', async () => {
    const [first, second] = [await openPage(), await openPage()]
    await first.waitForFunction(() => window.journalPage.owns())
    expect(await second.evaluate(() => window.journalPage.owns())).toBe(false)
    const ids = manyIds(400)
    const before = second.evaluate((mine) => window.journalPage.appendAll(mine), ids.slice(0, 200))
    const lost = first.evaluate((mine) => window.journalPage.appendAll(mine), ids.slice(200, 300)).catch(() => {})
    const closedAt = Date.now()
    await first.close()
    const after = second.evaluate((mine) => window.journalPage.appendAll(mine), ids.slice(300))
    await Promise.all([before, lost, after])
    const takenOverAt = await second.evaluate(() => window.journalPage.takenOverAt())
    console.info(`taken over ${Number(takenOverAt) - closedAt} ms after the window was told to close`)
    expect(Number(takenOverAt) - closedAt).toBeLessThanOrEqual(500)
    const found = await idsIn(second)
    expect(found).toEqual(expect.arrayContaining([...ids.slice(0, 200), ...ids.slice(300)]))
    expect(new Set(found).size).toBe(found.length)
    const orders = await second.evaluate(() => window.journalPage.orders())
    expect(new Set(orders).size).toBe(orders.length)
    expect(await (await openPage()).evaluate(() => window.journalPage.ids())).toEqual(found)
  })

  test('the same command given twice is written once', async () => {
    const [first, second] = [await openPage(), await openPage()]
    const [id] = manyIds(1)
    for (const page of [first, second, first]) await page.evaluate((given) => window.journalPage.append(given), id)
    expect(await idsIn(first)).toEqual([id])
  })
})

test('a full disk refuses the append by its name, writes nothing, and takes the next one when there is room', async () => {
  const page = await browser.context.newPage()
  const session = await browser.context.newCDPSession(page)
  const { origin } = new URL(site.url)
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 4 * 1024 * 1024 })
  await page.goto(site.url)
  await page.waitForFunction(() => 'journalPage' in window)
  const { written, refusal } = await page.evaluate(() => window.journalPage.fillDisk())
  expect(refusal).toBe('QuotaExceededError')
  expect(await idsIn(page)).toEqual(written.reverse())
  await session.send('Storage.overrideQuotaForOrigin', { origin })
  await page.evaluate(() => window.journalPage.append())
  expect(await idsIn(page)).toHaveLength(written.length + 1)
})
