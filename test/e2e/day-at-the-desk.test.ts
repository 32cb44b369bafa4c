import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { RemoteDesk } from '../fixtures/remote-desk.ts'
import { Hands } from './hands.ts'
import { everyTheme } from './looks-tried.ts'
import { openScreensWorld, type ScreenDesk, type ScreensWorld, settled } from './screens-world.ts'

/**
 * A day of two people at two desks of one organisation, from the first look to the last, while the cable between them
 * and the server is cut twice. With HOLDFAST_PICTURES=<folder> both screens are kept after every step. It takes minutes,
 * and is played with the whole matrix of looks (`npm run test:looks`).
 */
const pictures = process.env.HOLDFAST_PICTURES

interface Place {
  desk: ScreenDesk
  page: Page
  behind: RemoteDesk
  hands: Hands
}

let world: ScreensWorld
let elif: Place
let aylin: Place
/** Numbers of free slots in the first tent. */
let free: string[]

async function seat(name: string, who: string): Promise<Place> {
  const desk = await world.desk(name)
  const page = await desk.window({}, who)
  const behind = await desk.behind()
  await behind.until(({ connection }) => connection === 'current')
  await settled(page)
  return { desk, page, behind, hands: new Hands(page) }
}

beforeAll(async () => {
  world = await openScreensWorld()
  elif = await seat('Front desk', 'elif')
  aylin = await seat('Second desk', 'aylin')
  free = (await slotsAt(elif, { location: 'tent-a', status: 'available', maintenanceRequired: false })).map(
    ({ number }) => number,
  )
}, 240_000)
afterAll(async () => {
  for (const { behind } of [elif, aylin]) behind.close()
  await world.close()
})
let step = 0
afterEach(async () => {
  step += 1
  if (!pictures) return
  for (const [who, { page }] of Object.entries({ elif, aylin })) {
    await settled(page)
    await page.screenshot({ path: `${pictures}/day-${String(step).padStart(2, '0')}-${who}.png` })
  }
})

const slots = z.object({
  slots: z.array(z.looseObject({ number: z.string(), status: z.string(), holder: z.string().nullable() })),
})
type Slots = z.infer<typeof slots>['slots']
async function slotsAt({ behind }: Place, asked: object = {}): Promise<Slots> {
  const all: Slots = []
  for (let page = 1; all.length === (page - 1) * 100; page += 1)
    all.push(...slots.parse(await behind.query('plant-slots.list', { page, limit: 100, sorts: [], ...asked })).slots)
  return all
}
const slotsOf = async (place: Place, member: string) =>
  (await slotsAt(place)).filter(({ holder }) => holder === member).map(({ number }) => number)
const slotAt = async (place: Place, number: string) =>
  (await slotsAt(place, { text: number })).find((slot) => slot.number === number)
/** Waits until a desk shows a slot as it should be. */
const becomes = (place: Place, number: string, like: object) =>
  expect.poll(() => slotAt(place, number), { timeout: 30_000 }).toMatchObject(like)

const cut = async (...places: Place[]) => {
  for (const { desk } of places) desk.cable.cut()
  for (const { behind } of places) await behind.until(({ connection }) => connection !== 'current')
}
const mend = async (...places: Place[]) => {
  for (const { desk } of places) desk.cable.mend()
  for (const { behind } of places) await behind.until((now) => now.connection === 'current' && now.queued === 0)
}

/** Somebody new, with a plan of the offer. */
async function enrol({ hands }: Place, given: string, family: string, plan: string): Promise<void> {
  await hands.press('g', 'm')
  await hands.press('Control+n')
  await hands.type(given)
  await hands.press('Tab')
  await hands.type(family)
  await hands.tabTo(/^radio /)
  await hands.press('Space')
  while (!(await hands.focused()).includes(plan)) await hands.press('ArrowDown')
  await hands.press('Control+Enter')
  await hands.said(`${given} ${family}`)
}

/** Opens somebody's card by the box. */
async function find({ hands, page }: Place, name: string): Promise<void> {
  await hands.press('Control+k')
  await hands.type(name)
  await page.getByRole('option').filter({ hasText: name }).first().waitFor()
  await hands.press('Enter')
  expect(await hands.heading()).toContain(name)
}

/** Opens a slot by the box, and goes to what can be done with it. */
async function openSlot({ hands, page }: Place, number: string): Promise<void> {
  await hands.press('Control+k')
  await hands.type(number)
  await page.getByRole('option').filter({ hasText: number }).first().waitFor()
  await hands.press('Enter')
  await page.getByRole('complementary').getByRole('heading', { level: 2, name: number }).waitFor()
  // Whoever opens a slot so may act at once.
  await hands.tabTo(/^(toolbar|button (Plant|Take back|Report|Log work))/)
}

/** Takes back the first of somebody's slots. */
async function release(place: Place, member: string): Promise<void> {
  const [held = ''] = await slotsOf(place, member)
  await openSlot(place, held)
  await place.hands.press('r')
  await becomes(place, held, { status: 'available' })
}

async function give(place: Place, number: string, member: string): Promise<void> {
  await openSlot(place, number)
  await place.hands.press('a')
  await place.hands.pick(member)
  await place.hands.press('Control+Enter')
  await place.page.getByRole('form').waitFor({ state: 'detached' })
}

describe.runIf(everyTheme)('a day at the desk', () => {
  test('begins with what the day brings, the same on both desks', async () => {
    for (const { page } of [elif, aylin]) await page.getByRole('heading', { level: 1 }).first().waitFor()
    const tent = { location: 'tent-a' }
    expect(await slotsAt(elif, tent)).toEqual(await slotsAt(aylin, tent))
  })

  test('somebody new is enrolled and pays; the other desk finds her', async () => {
    await enrol(elif, 'Derya', 'Day', 'Basic')
    await elif.hands.press('p')
    await elif.page.getByRole('form').getByRole('button', { name: /^Take/ }).waitFor()
    await elif.hands.press('Control+Enter')
    await elif.page
      .getByText(/Receipt [0-9A-F]{8}/)
      .first()
      .waitFor()
    await find(aylin, 'Derya Day')
  })

  test('at the other desk somebody else joins, and freezes at once', async () => {
    await enrol(aylin, 'Bora', 'Day', 'Premium')
    await aylin.hands.press('f')
    await aylin.page
      .getByRole('form')
      .getByRole('button', { name: /^Freeze, then until/ })
      .waitFor()
    await aylin.hands.press('Control+Enter')
    await aylin.page.getByText('The membership is frozen.').first().waitFor()
    await aylin.hands.press('u')
    await aylin.page
      .getByRole('form')
      .getByRole('button', { name: /^Resume, then until/ })
      .waitFor()
    await aylin.hands.press('Control+Enter')
    await aylin.page.getByText('The membership is frozen.').first().waitFor({ state: 'detached' })
  })

  test('[SY-7] the network fails; both give the same slot, and are told that it is held here', async () => {
    const [wanted = ''] = free
    await release(elif, 'Derya Day')
    await release(aylin, 'Bora Day')
    await cut(elif, aylin)
    await give(elif, wanted, 'Derya Day')
    await give(aylin, wanted, 'Bora Day')
    for (const { page } of [elif, aylin]) await page.getByText('Held here').first().waitFor()
    expect(await slotAt(elif, wanted)).toMatchObject({ holder: 'Derya Day' })
    expect(await slotAt(aylin, wanted)).toMatchObject({ holder: 'Bora Day' })
  })

  test('[DX-A4] the network is back; who came second is told by whom, and gives another with one key', async () => {
    const [wanted = ''] = free
    const held = (await slotsOf(aylin, 'Bora Day')).length
    await mend(elif)
    await mend(aylin)
    await becomes(aylin, wanted, { holder: 'Derya Day' })
    await aylin.hands.press('Control+i')
    const instead = aylin.page.getByRole('complementary').locator('button[aria-keyshortcuts="1"]')
    await instead.waitFor()
    await aylin.page.keyboard.press('1')
    await instead.waitFor({ state: 'detached' })
    // As many as she was told: another in place of the one that was gone.
    await expect.poll(async () => (await slotsOf(elif, 'Bora Day')).length, { timeout: 30_000 }).toBe(held)
  })

  test('something is planted at one desk and handed over at the other', async () => {
    const [wanted = ''] = free
    await openSlot(elif, wanted)
    await elif.hands.press('p')
    await elif.hands.type('Basil')
    await elif.hands.press('Control+Enter')
    await becomes(aylin, wanted, { status: 'occupied' })
    const [theirs = ''] = await slotsOf(aylin, 'Bora Day')
    await openSlot(elif, theirs)
    await elif.hands.press('t')
    await elif.hands.pick('Derya Day')
    await elif.hands.press('Tab')
    await elif.hands.type('They share a bed')
    await elif.hands.press('Control+Enter')
    await becomes(aylin, theirs, { holder: 'Derya Day' })
  })

  test('the network fails again at one desk, where a lamp is repaired; a membership is ended at the other', async () => {
    const [wanted = ''] = free
    await cut(elif)
    await openSlot(elif, wanted)
    await elif.hands.press('n')
    await elif.hands.type('The lamp flickers')
    await elif.hands.press('Control+Enter')
    await elif.page.getByText('The lamp flickers').first().waitFor()
    await find(aylin, 'Bora Day')
    await aylin.page.getByRole('button', { name: 'End membership' }).press('Enter')
    await aylin.page
      .getByRole('form')
      .getByRole('button', { name: /^End it/ })
      .waitFor()
    await aylin.hands.type('Moves away')
    await aylin.hands.press('Control+Enter')
    await aylin.page.getByRole('form').waitFor({ state: 'detached' })
    await mend(elif)
  })

  test('ends with nothing left to send, and the same on both desks', async () => {
    for (const { hands, behind } of [elif, aylin]) {
      await hands.press('Control+o')
      await behind.until(({ queued }) => queued === 0)
    }
    await expect.poll(() => slotsAt(aylin), { timeout: 30_000 }).toEqual(await slotsAt(elif))
    for (const { hands } of [elif, aylin]) await hands.press('g', 'j')
  })
})
