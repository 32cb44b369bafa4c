import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { printingState } from '../../src-main/desk/api/printing-api.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { languages } from '../../src-shared/kernel/rejection.ts'
import { printerAt } from '../desk/printing-world.ts'
import type { RemoteDesk } from '../fixtures/remote-desk.ts'
import { StandInPrinter } from '../fixtures/stand-in-printer.ts'
import { schemesIn } from './looks-tried.ts'
import {
  byHand,
  goTo,
  locationId,
  openScreensWorld,
  type ScreenDesk,
  type ScreensWorld,
  settled,
} from './screens-world.ts'
import { violationsOf } from './violations.ts'

let world: ScreensWorld
let desk: ScreenDesk
let behind: RemoteDesk
let printer: StandInPrinter
const awayId = newId()
beforeAll(async () => {
  world = await openScreensWorld()
  desk = await world.desk('Kasa 1')
  printer = await StandInPrinter.start()
  // Somebody has to sign in before the desk can be set up.
  await (await desk.window()).context().close()
  behind = await desk.behind()
  await behind.until(({ connection }) => connection === 'current')
}, 240_000)
afterAll(async () => {
  behind.close()
  await world.close()
  await printer.unplug()
})

const openMember = async (page: Page): Promise<void> => {
  await goTo(page, '/members')
  await page.getByRole('grid').focus()
  await page.keyboard.press('ArrowDown')
  await settled(page)
}

describe('[DX-R43] without a printer', () => {
  test('Ctrl+P on a member shows the card, and gives it as a PDF', async () => {
    const page = await desk.window()
    await openMember(page)
    await page.keyboard.press('Control+p')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('img', { name: /^Paper/ }).waitFor()
    expect(await violationsOf(page)).toEqual([])
    const coming = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Save as PDF' }).click()
    expect((await coming).suggestedFilename()).toMatch(/\.pdf$/)
    await page.context().close()
  })

  test('the page of printers says what to do', async () => {
    const page = await desk.window()
    await goTo(page, '/settings/printers')
    await page.getByRole('heading', { name: 'Printers' }).waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.context().close()
  })
})

test('[DX-R40] a printer is added by keyboard, tested, and prints from then on', async () => {
  const page = await desk.window()
  await goTo(page, '/settings/printers')
  await page.getByRole('button', { name: 'Add printer' }).focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('Name').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText('Give it a name').first().waitFor()
  await page.getByLabel('Name').fill('Kasa')
  await page.getByLabel('Address').fill('127.0.0.1')
  await page.getByLabel('Port', { exact: true }).fill(String(printer.port))
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: 'Test page' }).click()
  await expect.poll(() => printer.papers.at(-1)?.lines).toContain('ğüşİıöç')
  await page.locator('[data-job="done"]').first().waitFor()
  await openMember(page)
  await page.keyboard.press('Control+p')
  await page.getByRole('status').locator('[data-job="done"]').waitFor()
  await page.context().close()
})

/** A member who reads Korean, with a plan whose slots were given back so that they can be given again. */
async function koreanMember(givenName: string): Promise<string> {
  const plans = await behind.query('memberships.active-plans')
  const plan = (Array.isArray(plans) ? plans : []).find((each): each is JsonObject =>
    JSON.stringify(each).includes('"name":"Basic"'),
  )
  const [memberId, membershipId] = [newId(), newId()]
  const code = newId()
    .replaceAll('-', '')
    .slice(-8)
    .toUpperCase()
    .replace(/^(....)/, '$1-')
  const person = { memberId, code, givenName, familyName: '김', language: 'ko' }
  const terms = { planId: plan?.id ?? null, planVersionId: plan?.versionId ?? null }
  const sale = { membershipId, periodId: newId(), chargeId: newId(), ...terms }
  const enrolled = await behind.verdict((await behind.submit('memberships.enrol', { ...person, ...sale })).id)
  const { plantSlots } = z.object({ plantSlots: z.object({ slotIds: z.array(z.string()) }) }).parse(enrolled.outcome)
  await behind.verdict((await behind.submit('plant-slots.release', { membershipId, slotIds: plantSlots.slotIds })).id)
  return membershipId
}

/** Gives a slot of the tent to a member, by keyboard, and opens what came of it among the receipts. */
async function give(page: Page, number: string, member: string): Promise<void> {
  await goTo(page, `/slots/${await locationId(behind, 'tent-a')}`)
  await page.getByRole('grid').focus()
  await byHand(page, ['ArrowRight', ...number])
  await page.locator('[data-action="a"]').waitFor()
  await byHand(page, ['Enter', 'a'])
  await page.getByRole('form').waitFor()
  await page.keyboard.type(member)
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Held here').first().waitFor()
  await goTo(page, '/journal')
  await page.getByRole('grid').focus()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('button', { name: 'Print receipt' }).waitFor()
}

test('[DX-A1] [DX-A39] held, a receipt says so in the member’s language; confirmed, the next paper is COPY 2 and says the number', async () => {
  const page = await desk.window()
  await koreanMember('솔별')
  await behind.call('workOffline', { offline: true })
  await give(page, '0103', '솔별')
  const before = printer.papers.length
  await page.keyboard.press('Control+p')
  await page.getByText('First paper').waitFor()
  await expect.poll(() => printer.papers.length).toBe(before + 1)
  // Korean goes as pictures: the stamp, the title, the facts.
  expect(printer.papers.at(-1)?.pictures.length).toBeGreaterThan(4)
  await page.getByText('says: Held here').waitFor()

  await behind.call('workOffline', { offline: false })
  await page.getByRole('complementary').locator('[data-certainty="confirmed"]').waitFor()
  await page.keyboard.press('Control+p')
  await page.getByText('Copy 2').first().waitFor()
  await expect.poll(() => printer.papers.length).toBe(before + 2)
  await page.getByText('says: Confirmed').waitFor()
  expect(await violationsOf(page)).toEqual([])
  await page.context().close()
})

const slotsOf = z.object({ slots: z.array(z.object({ id: z.string() })) })

test('[DX-A39] printed as held, then not accepted: attention lists the paper, and the next one says what is true', async () => {
  const taker = await koreanMember('한별빛')
  const rival = await koreanMember('새누리')
  const other = await world.desk('Kasa 2')
  await (await other.window()).context().close()
  const elsewhere = await other.behind()
  await elsewhere.until(({ connection }) => connection === 'current')

  const page = await desk.window()
  await behind.call('workOffline', { offline: true })
  await give(page, '0104', '한별빛')
  const listed = await behind.query('plant-slots.list', { membershipId: taker, page: 1, limit: 1, sorts: [] })
  const slotIds = slotsOf.parse(listed).slots.map(({ id }) => id)
  await page.keyboard.press('Control+p')
  await page.getByText('says: Held here').waitFor()
  const same = { membershipId: rival, pick: { slotIds } }
  await elsewhere.verdict((await elsewhere.submit('plant-slots.allocate', same)).id)
  await behind.call('workOffline', { offline: false })

  await goTo(page, '/attention')
  await page.getByText('1 paper that is out says otherwise').waitFor()
  const before = printer.papers.length
  await page.keyboard.press('Control+p')
  await expect.poll(() => printer.papers.length).toBe(before + 1)
  await page.getByText('says: Not accepted').waitFor()
  elsewhere.close()
  await page.context().close()
})

describe.each(['light', 'dark'] as const)('[DX-A40] axe, %s', (scheme) => {
  test.each(languages.filter((language) => schemesIn(language, ['light', 'dark'] as const).includes(scheme)))(
    'printers, form, queue and question in %s',
    async (language) => {
      const page = await desk.window({ scheme, language })
      await behind.call('savePrinter', { printer: printerAt({ port: 1 }, { id: awayId, name: 'Away' }) })
      if (scheme === 'light' && language === 'en') {
        printer.manners = { ...printer.manners, after: { bytes: 30, does: 'die' } }
        const { printers } = printingState.parse(await behind.call('printing', {}))
        for (const { id: printerId } of printers) {
          await behind.call('testPrinter', { printerId, what: 'page', title: 'Receipt', language: 'en' })
        }
      }
      await goTo(page, '/settings/printers')
      await page.locator('[data-job="unsure"]').waitFor()
      await page.locator('[data-job="queued"]').waitFor()
      await page.getByRole('button', { name: /Away/ }).click()
      await settled(page)
      expect(await violationsOf(page)).toEqual([])
      await page.context().close()
    },
  )
})
