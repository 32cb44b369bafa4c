import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Club, type ClubDesk, openClub } from './club.ts'
import { byHand, goTo, settled } from './screens-world.ts'
import { violationsOf } from './violations.ts'

const pictures = process.env.HOLDFAST_PICTURES

let club: Club
let desk: ClubDesk
let page: Page
beforeAll(async () => {
  club = await openClub({ members: 5, slots: 5 })
  desk = await club.desk()
  page = await desk.window()
}, 240_000)
afterAll(() => club.close())

const numberOf = (slot: number): string => club.garden.slots[slot]?.slotNumber ?? ''

/** Gives a slot to the first member that has none, by keyboard alone once the map is open. */
async function giveSlot(slot: number): Promise<void> {
  await goTo(page, `/slots/${club.garden.location.locationId}`)
  await page.getByRole('grid').focus()
  await byHand(page, numberOf(slot).replace(/[^a-z0-9]/gi, ''))
  await page.locator('[data-action="a"]').waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('a')
  await page.getByLabel('Member', { exact: true }).fill('Ada')
  await page.getByRole('option', { name: /Ada/ }).nth(slot).waitFor()
  for (let n = 0; n <= slot; n += 1) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  await page
    .getByRole('status')
    .filter({ hasText: numberOf(slot) })
    .first()
    .waitFor()
}

const statuses = async (): Promise<Record<string, string>> => {
  const answer: { slots?: { number: string; status: string }[] } = Object(await desk.behind.query('plant-slots.list'))
  return Object.fromEntries((answer.slots ?? []).map(({ number, status }) => [number, status]))
}
const becomes = async (slot: number, status: string): Promise<void> =>
  expect.poll(async () => (await statuses())[numberOf(slot)], { timeout: 20_000 }).toBe(status)

const names = async (): Promise<string[]> => (await club.log()).map(({ name }) => name)

describe('[DX-R13] taking back', () => {
  test('[DX-A8] Ctrl+Z frees what was given and says what it takes back; Ctrl+Shift+Z does it again', async () => {
    await giveSlot(0)
    await becomes(0, 'allocated')
    await goTo(page, '/journal')
    const button = page.getByRole('button', { name: /^Undo:/ })
    expect(await button.innerText()).toContain(numberOf(0))
    await page.keyboard.press('Control+z')
    await becomes(0, 'available')
    await page.keyboard.press('Control+Shift+z')
    await becomes(0, 'allocated')
    await desk.behind.until(({ queued }) => queued === 0)
    expect(await names()).toEqual(['plant-slots.allocate', 'plant-slots.release', 'plant-slots.allocate'])
  })

  test("[DX-A12] in a field it is the field's own, also where the field has nothing left", async () => {
    const before = (await names()).length
    await goTo(page, '/members')
    const field = page.getByRole('main').locator('input').first()
    await field.focus()
    await byHand(page, 'Ada')
    for (let n = 0; n < 8; n += 1) await page.keyboard.press('Control+z')
    expect(await field.inputValue()).not.toBe('Ada')
    await settled(page)
    expect((await names()).length).toBe(before)
    await becomes(0, 'allocated')
  })

  test('[DX-A14] [DX-R19] what waits can be taken out; what leans on it is named before', async () => {
    await desk.behind.call('workOffline', { offline: true })
    await desk.behind.until(({ connection }) => connection === 'working_offline')
    await giveSlot(1)
    await page.keyboard.press('Control+z')
    await becomes(1, 'available')
    await goTo(page, '/outbox')
    await page
      .getByRole('row')
      .filter({ hasText: numberOf(1) })
      .first()
      .click()
    await page.getByText(/leans on this one/).waitFor()
    await settled(page)
    if (pictures) await page.screenshot({ path: `${pictures}/outbox-withdrawal.png` })
    expect(await violationsOf(page)).toEqual([])
    const before = (await names()).length
    await page.getByRole('button', { name: 'Take it out' }).click()
    // Not before the desk has taken that too: else what waits is sent as it was.
    await page.getByRole('button', { name: 'Take it out' }).waitFor({ state: 'detached' })
    await desk.behind.call('workOffline', { offline: false })
    await desk.behind.until(({ connection, queued }) => connection === 'current' && queued === 0)
    expect((await names()).slice(before)).toContain('desk.withdraw')
    expect((await names()).slice(before)).not.toContain('plant-slots.allocate')
  })

  test('[DX-R46] the outbox with the way out is read in the dark too', async () => {
    await desk.behind.call('workOffline', { offline: true })
    await desk.behind.until(({ connection }) => connection === 'working_offline')
    await giveSlot(2)
    await goTo(page, '/outbox')
    await page.emulateMedia({ colorScheme: 'dark' })
    await page
      .getByRole('row')
      .filter({ hasText: numberOf(2) })
      .first()
      .click()
    await page.getByRole('button', { name: 'Take it out' }).waitFor()
    await settled(page)
    expect(await violationsOf(page)).toEqual([])
    await desk.behind.call('workOffline', { offline: false })
  })
})
