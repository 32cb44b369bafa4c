import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import { goTo, locationId, openScreensWorld, type ScreenDesk, type ScreensWorld, settled } from './screens-world.ts'

let world: ScreensWorld
let desk: ScreenDesk
let page: Page
beforeAll(async () => {
  world = await openScreensWorld()
  desk = await world.desk('Desk 1')
  page = await desk.window()
  const behind = await desk.behind()
  await behind.until(({ connection }) => connection === 'current')
  behind.close()
}, 240_000)
afterAll(() => world.close())

const hash = () => page.evaluate(() => location.hash)
const title = () => page.getByRole('heading', { level: 1 }).innerText()
const tabNames = () => page.locator('nav[aria-label="Open screens"] li').allInnerTexts()
const focused = () => page.evaluate(() => document.activeElement?.tagName ?? 'none')

describe('[DX-R27] the frame', () => {
  test('a key of two strokes goes to a place, the focus is not lost, and Alt with an arrow comes back', async () => {
    await goTo(page, '/')
    await page.keyboard.press('g')
    await page.keyboard.press('m')
    await page.waitForFunction(() => location.hash.startsWith('#/members'))
    await settled(page)
    expect(await title()).toBe('Members')
    expect(await focused()).not.toBe('BODY')
    await page.getByRole('button', { name: 'Ends soon' }).or(page.locator('fieldset button').first()).first().click()
    await page.waitForFunction(() => location.hash.includes('filter='))
    const filtered = await hash()
    await page.keyboard.press('Control+o')
    await page.waitForFunction(() => location.hash === '#/outbox')
    await page.keyboard.press('Alt+ArrowLeft')
    await page.waitForFunction((to) => location.hash === to, filtered)
    await page.keyboard.press('Alt+ArrowRight')
    await page.waitForFunction(() => location.hash === '#/outbox')
  })

  test('a list is found again where it was left, however far it was scrolled', async () => {
    await goTo(page, '/members')
    const scroller = page.locator('div:has(> table[role=grid])')
    await scroller.evaluate((each) => each.scrollTo({ top: 7_200 }))
    await settled(page)
    await goTo(page, '/outbox')
    await page.keyboard.press('Alt+ArrowLeft')
    await page.waitForFunction(() => {
      const list = document.querySelector('div:has(> table[role=grid])')
      return list !== null && Math.abs(list.scrollTop - 7_200) < 2
    })
    await settled(page)
    expect(await scroller.evaluate((each) => each.scrollTop)).toBeCloseTo(7_200, -1)
  })

  test('tabs open by a middle click and by key, are gone to by number, and close by key', async () => {
    await goTo(page, '/members')
    await page.getByRole('link', { name: 'Slots' }).click({ button: 'middle' })
    await settled(page)
    expect(await tabNames()).toEqual(['Members', 'Slots'])
    await page.keyboard.press('Control+1')
    await settled(page)
    expect(await title()).toBe('Members')
    await page.keyboard.press('Control+9')
    await settled(page)
    expect(await title()).toBe('Slots')
    await page.keyboard.press('Control+w')
    await settled(page)
    expect(await title()).toBe('Members')
    expect(await page.locator('nav[aria-label="Open screens"]').count()).toBe(0)
  })

  test('tabs are there again after a reload, and the key sheet names the keys that work', async () => {
    await page.keyboard.press('Control+t')
    await goTo(page, '/journal')
    await page.reload()
    await page.waitForSelector('nav[aria-label="Open screens"]')
    await settled(page)
    expect(await tabNames()).toEqual(['Members', 'Journal'])
    expect(await title()).toBe('Journal')
    await page.keyboard.press('Control+w')
    await page.keyboard.press('Shift+?')
    const sheet = page.getByRole('dialog')
    await sheet.waitFor()
    expect(await sheet.innerText()).toContain('Go to members')
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'hidden' })
  })

  test('what is typed into a field is no key', async () => {
    await goTo(page, '/journal')
    await page.getByLabel('Search the journal').focus()
    await page.keyboard.type('g m ?')
    expect(await page.getByLabel('Search the journal').inputValue()).toBe('g m ?')
    expect(await hash()).toContain('#/journal')
  })

  test('[DX-A23] a link from outside opens the thing; one of another kind, or that goes astray, opens nothing', async () => {
    const behind = await desk.behind()
    const tent = await locationId(behind, 'tent-a')
    const board = await behind.query('plant-slots.board', { locationId: tent })
    behind.close()
    const [slot] = Array.isArray(board) ? board : []
    const slotId = typeof slot === 'object' && slot !== null && !Array.isArray(slot) ? String(slot.id) : ''
    await goTo(page, `/open/slot/${slotId}`)
    await page.waitForFunction((to) => location.hash === to, `#/slots/${tent}?slot=${slotId}`)
    for (const wrong of [`/run/${newId()}`, '/open/../x', `/open/payment/${newId()}`, '/open/slot/not-an-id']) {
      await goTo(page, wrong)
      expect(await title(), wrong).toContain('Today')
    }
  })
})
