import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Club, type ClubDesk, openClub, whileCut } from './club.ts'
import { goTo, settled } from './screens-world.ts'
import { violationsOf } from './violations.ts'

/** Pictures for whoever looks, where a folder is named. */
const pictures = process.env.HOLDFAST_PICTURES

let club: Club
let desk: ClubDesk
let page: Page
beforeAll(async () => {
  club = await openClub({ members: 26, slots: 26 })
  desk = await club.desk()
  page = await desk.window()
}, 240_000)
afterAll(() => club.close())

const give = (member: number, slot: number, meta = {}) =>
  desk.behind.submit('plant-slots.allocate', club.allocation(member, slot), meta)

const ways = (of: Page): Locator =>
  of.locator('main [aria-keyshortcuts="1"], main [aria-keyshortcuts="2"], main [aria-keyshortcuts="3"]')
const numberOf = (slot: number): string => club.garden.slots[slot]?.slotNumber ?? ''

async function look(of: Page, name: string): Promise<void> {
  await settled(of)
  if (pictures) await of.screenshot({ path: `${pictures}/${name}.png` })
}

describe('what the server decided otherwise', () => {
  test('[DX-R46] nothing is calm, and read by everybody', async () => {
    await page.getByText('Nothing needs you').waitFor()
    await look(page, 'attention-empty')
    expect(await violationsOf(page)).toEqual([])
  })

  test('[DX-A2] [DX-A3] says what was told, who was quicker, and what else there is; a way that is gone is not listed', async () => {
    await whileCut(desk, async () => {
      await give(0, 0)
      await club.owner.must('plant-slots.allocate', club.allocation(1, 0))
    })
    const main = page.getByRole('main')
    await main.getByText('Not accepted').first().waitFor()
    expect(await main.innerText()).toContain('owner of club')
    await ways(page).first().waitFor()
    const first = await ways(page).first().innerText()
    await look(page, 'attention-one')
    expect(await violationsOf(page)).toEqual([])

    const offered = club.garden.slots.findIndex(({ slotNumber }) => first.includes(slotNumber))
    expect(offered).toBeGreaterThan(0)
    await club.owner.must('plant-slots.allocate', club.allocation(2, offered))
    await main.getByRole('button', { name: numberOf(offered), exact: false }).waitFor({ state: 'detached' })
    expect(await ways(page).count()).toBeGreaterThan(0)
  })

  test('[DX-A4] [DX-R10] a way out that comes to nothing too brings the item back with both stories; the next one ends it', async () => {
    await ways(page).first().waitFor()
    await whileCut(desk, async () => {
      const label = await ways(page).first().innerText()
      const offered = club.garden.slots.findIndex(({ slotNumber }) => label.includes(slotNumber))
      await page.keyboard.press('1')
      await page.getByText('Nothing needs you').waitFor()
      await club.owner.must('plant-slots.allocate', club.allocation(3, offered))
    })
    const main = page.getByRole('main')
    await main.getByText('Tried too:').waitFor()
    await look(page, 'attention-tried')
    await ways(page).first().waitFor()
    await page.keyboard.press('1')
    await page.getByText('Confirmed').first().waitFor()
    await main.getByText('Nothing needs you').waitFor()
  })

  test('[DX-A5] [DX-R12] what has one cause stands together, and one decision ends it, each by its own command', async () => {
    await whileCut(desk, async () => {
      for (let n = 0; n < 9; n += 1) await give(4 + n, 12 + n)
      for (let n = 0; n < 9; n += 1) await club.owner.must('plant-slots.allocate', club.allocation(13 + n, 12 + n))
    })
    const main = page.getByRole('main')
    await main.getByText('9 for the same reason').waitFor()
    await look(page, 'attention-group')
    expect(await violationsOf(page)).toEqual([])
    const before = (await club.log()).length
    await main.getByRole('button', { name: 'Leave all at that' }).click()
    await main.getByText('Nothing needs you').waitFor()
    await desk.behind.until(({ queued }) => queued === 0)
    const given = (await club.log()).slice(before)
    expect(given.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual(
      Array.from({ length: 9 }, () => 'desk.dismiss-attention applied'),
    )
  })

  test.each(['light', 'dark'] as const)('[DX-R46] its menus are read and reached by everybody, %s', async (scheme) => {
    const language = scheme === 'light' ? 'en' : 'ko'
    const taken = scheme === 'light' ? 22 : 23
    await whileCut(desk, async () => {
      await give(scheme === 'light' ? 4 : 5, taken)
      await club.owner.must('plant-slots.allocate', club.allocation(taken, taken))
    })
    const window = await desk.window({ scheme, language })
    await ways(window).first().waitFor()
    await look(window, `attention-${scheme}-${language}`)
    for (const key of ['s', 'h', 'd']) {
      await window.keyboard.press(key)
      await window.getByRole('menu').waitFor()
      await look(window, `attention-${scheme}-menu-${key}`)
      expect(await violationsOf(window)).toEqual([])
      await window.keyboard.press('Escape')
      await window.getByRole('menu').waitFor({ state: 'detached' })
    }
    await window.setViewportSize({ width: 1024, height: 640 })
    await look(window, `attention-${scheme}-small`)
    await window.context().close()
    await goTo(page, '/attention')
  })
})
