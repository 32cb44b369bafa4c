import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Club, type ClubDesk, openClub, whileCut } from './club.ts'
import { goTo, settled } from './screens-world.ts'
import { violationsOf } from './violations.ts'

/** Pictures for whoever looks, where a folder is named. */
const pictures = process.env.HOLDFAST_PICTURES

let club: Club
let desk: ClubDesk
let page: Page
/** What the desk told, and what the server made of it. */
let told: string
let got: string
beforeAll(async () => {
  club = await openClub({ members: 3, slots: 4 })
  desk = await club.desk()
  page = await desk.window()
  await whileCut(desk, async () => {
    await give()
    const [mine] = await given()
    told = mine?.number ?? ''
    const other = club.garden.members.findIndex(({ membershipId }) => membershipId !== mine?.membershipId)
    const taken = club.garden.slots.findIndex(({ slotNumber }) => slotNumber === told)
    await club.owner.must('plant-slots.allocate', club.allocation(other, taken))
  })
}, 240_000)
afterAll(() => club.close())

/** Gives any slot to one of the members, on the screen: its journal is what stories are read from. */
async function give(): Promise<void> {
  await goTo(page, `/slots/${club.garden.location.locationId}?give=true`)
  await page.getByLabel('Member', { exact: true }).fill('Ada')
  await page.getByRole('option', { name: /Ada/ }).first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('status').filter({ hasText: 'Held here' }).first().waitFor()
}

const slots = z.object({ slots: z.array(z.looseObject({ number: z.string(), membershipId: z.string().nullable() })) })
const given = async () => slots.parse(await desk.behind.query('plant-slots.list', { status: 'allocated' })).slots

const card = () => page.getByRole('complementary', { name: 'What happened here' })

/** Rests the pointer on something until its story stands beside it. */
async function storyUnder(what: Locator): Promise<string> {
  await what.hover()
  await card().waitFor()
  await settled(page)
  return card().innerText()
}

describe('[DX-A67] [DX-R3] the story of a row', () => {
  test('under the pointer says who, when, the verdict, and what differs from what was told', async () => {
    await goTo(page, '/journal')
    const badge = page.getByRole('row').getByText('Changed by the server').first()
    const story = await storyUnder(badge)
    if (pictures) await page.screenshot({ path: `${pictures}/story-hover.png` })
    got = club.garden.slots.map(({ slotNumber }) => slotNumber).find((n) => n !== told && story.includes(n)) ?? ''
    expect(got).not.toBe('')
    for (const words of ['Give slots', 'Changed by the server', told, 'frontdesk of club'])
      expect(story).toContain(words)
    expect(story).toMatch(/\d{1,2}:\d{2}/)
    expect(await violationsOf(page)).toEqual([])
    await page.mouse.move(700, 5)
    await card().waitFor({ state: 'detached' })
  })

  test('by Shift+F1, without a pointer, says the same to everybody', async () => {
    const slotId = club.garden.slots.find(({ slotNumber }) => slotNumber === got)?.id
    await goTo(page, `/slots/${club.garden.location.locationId}?slot=${slotId}`)
    await page.keyboard.press('Shift+F1')
    const sheet = page.getByRole('dialog')
    await sheet.getByText('Changed by the server').waitFor()
    const story = await sheet.innerText()
    for (const words of ['Give slots', told, got, 'frontdesk of club']) expect(story).toContain(words)
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
  })

  test('tells of what is only held here on the sign of its row, and names it to a screen reader', async () => {
    await desk.behind.call('workOffline', { offline: true })
    const slotId = club.garden.slots.find(({ slotNumber }) => slotNumber === got)?.id
    await goTo(page, `/slots/${club.garden.location.locationId}?slot=${slotId}`)
    await page.locator('[data-action="r"]').click()
    await page.getByRole('status').filter({ hasText: 'Held here' }).first().waitFor()
    await goTo(page, `/slots/${club.garden.location.locationId}?view=list`)
    const sign = page.getByRole('row').getByRole('img', { name: 'Held here' })
    const story = await storyUnder(sign)
    for (const words of ['Held here', got, 'frontdesk of club']) expect(story).toContain(words)
    expect(story).not.toContain('Confirmed')
  })
})
