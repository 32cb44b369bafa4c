import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import type { RemoteDesk } from '../fixtures/remote-desk.ts'
import { Hands } from './hands.ts'
import { openScreensWorld, type ScreensWorld, settled } from './screens-world.ts'

/**
 * The ten main jobs of slots and memberships, one after another on one page, by a person without a mouse: nothing here
 * points, clicks, sets the focus or goes to an address but by keys. After every job the focus stands on something.
 */
const pictures = process.env.HOLDFAST_PICTURES

let world: ScreensWorld
let page: Page
let behind: RemoteDesk
let hands: Hands
/** Numbers of two free slots of the demo's first tent, which are given, grown in and handed on here. */
let first: string
let second: string
beforeAll(async () => {
  world = await openScreensWorld()
  const desk = await world.desk('Keys')
  page = await desk.window()
  hands = new Hands(page)
  behind = await desk.behind()
  await behind.until(({ connection }) => connection === 'current')
  await giver()
  await settled(page)
}, 240_000)
afterAll(async () => {
  behind.close()
  await world.close()
})
afterEach(async ({ task }) => {
  if (pictures) await page.screenshot({ path: `${pictures}/${task.name.replace(/\W+/g, '-').slice(0, 60)}.png` })
})

/** Somebody who has the second slot and may have one more. */
async function giver(): Promise<void> {
  const plans = z.array(z.looseObject({ id: z.string(), versionId: z.string(), name: z.string() }))
  const plan = plans.parse(await behind.query('memberships.active-plans')).find(({ name }) => name === 'Basic')
  const membershipId = newId()
  const person = { memberId: newId(), code: 'KEYS-0001', givenName: 'Kora', familyName: 'Keys' }
  const sale = { membershipId, periodId: newId(), chargeId: newId() }
  const terms = { planId: plan?.id ?? '', planVersionId: plan?.versionId ?? '' }
  await behind.verdict((await behind.submit('memberships.enrol', { ...person, ...sale, ...terms })).id)
  const given = (await slotsOf({ membershipId })).map(({ id }) => id)
  await behind.verdict((await behind.submit('plant-slots.release', { membershipId, slotIds: given })).id)
  const free = await slotsOf({ location: 'tent-a', status: 'available', maintenanceRequired: false })
  ;[first = '', second = ''] = free.map(({ number }) => number)
  const pick = { slotIds: free.slice(1, 2).map(({ id }) => id) }
  await behind.verdict((await behind.submit('plant-slots.allocate', { membershipId, pick })).id)
}

const slots = z.object({
  slots: z.array(
    z.looseObject({
      id: z.string(),
      number: z.string(),
      status: z.string(),
      holder: z.string().nullable(),
      membershipId: z.string().nullable(),
    }),
  ),
})
const slotsOf = async (asked: JsonObject) =>
  slots.parse(await behind.query('plant-slots.list', { page: 1, limit: 20, sorts: [], ...asked })).slots
const slot = async (number: string) => (await slotsOf({ text: number })).find((each) => each.number === number)

const tent = /^a Çadır A/

describe('[DX-A40] ten jobs by keyboard alone', () => {
  test('1: a member is found', async () => {
    await hands.press('g', 'm')
    await hands.tabTo(/^input .*(search|find|name)/i)
    await hands.type('Ali Arslan')
    await hands.tabTo(/^grid /)
    await hands.press('ArrowDown')
    expect(await hands.heading()).toContain('Ali Arslan')
  })

  test('2: somebody new is enrolled, and a membership sold to them', async () => {
    await hands.press('Control+n')
    await hands.type('Nora')
    await hands.press('Tab')
    await hands.type('Keys')
    await hands.tabTo(/^radio /)
    await hands.press('Space', 'Control+Enter')
    await hands.said('Nora Keys')
    expect(await hands.heading()).toContain('Nora Keys')
  })

  test('3: slots are given', async () => {
    await hands.openSlot(tent, first)
    await hands.press('a')
    await hands.pick('Kora Keys')
    await hands.press('Control+Enter')
    await hands.said(first)
    expect(await slot(first)).toMatchObject({ status: 'allocated', holder: 'Kora Keys' })
  })

  test('4: something is planted', async () => {
    await hands.press('Enter', 'p')
    await hands.type('Basil')
    await hands.press('Control+Enter')
    await hands.said(first)
    expect(await slot(first)).toMatchObject({ status: 'occupied' })
  })

  test('two strokes beside a slot go to a place; the second is no key of the slot', async () => {
    await hands.press('g', 'm')
    await page.getByRole('heading', { level: 1, name: 'Members' }).waitFor()
    await hands.press('Alt+ArrowLeft')
    await hands.openSlot(tent, first)
  })

  test('5: a problem is reported', async () => {
    await hands.press('n')
    await hands.type('The lamp flickers')
    await hands.press('Control+Enter')
    await page.getByText('The lamp flickers').first().waitFor()
  })

  test('6: maintenance is completed', async () => {
    await hands.press('m', 'Control+Enter')
    await expect.poll(async () => (await slot(first))?.status).toBe('maintenance')
    await hands.press('c')
    await hands.type('Lamp changed')
    await hands.press('Control+Enter')
    await page.getByText('The lamp flickers').first().waitFor({ state: 'detached' })
    expect(await slot(first)).toMatchObject({ status: 'allocated', holder: 'Kora Keys' })
  })

  test('7: a slot is handed over to somebody else', async () => {
    await hands.openSlot(tent, second)
    await hands.press('t')
    await hands.pick('Nora Keys')
    await hands.press('Tab')
    await hands.type('They share the work')
    await hands.press('Control+Enter')
    expect(await slot(second)).toMatchObject({ status: 'allocated', holder: 'Nora Keys' })
  })

  test('8: a slot is released', async () => {
    await hands.press('r')
    await hands.said(second)
    expect(await slot(second)).toMatchObject({ status: 'available', holder: null })
  })

  test('9: a member is found by the box, and a command is run from it', async () => {
    await hands.press('Control+k')
    await hands.type('Nora Keys')
    await page.getByRole('option').filter({ hasText: 'Nora Keys' }).first().waitFor()
    await hands.press('Enter')
    expect(await hands.heading()).toContain('Nora Keys')
    await hands.press('Control+k')
    await hands.type('>sell')
    await hands.press('Enter')
    await page.getByRole('heading', { name: /Sell/ }).first().waitFor()
    await hands.press('Escape')
  })

  test('10: the last act is taken back', async () => {
    await hands.press('Control+z')
    await expect.poll(async () => (await slot(second))?.status).toBe('allocated')
    expect(await slot(second)).toMatchObject({ holder: 'Nora Keys' })
  })
})
