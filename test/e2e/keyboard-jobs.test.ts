import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import type { RemoteDesk } from '../fixtures/remote-desk.ts'
import { byHand, openScreensWorld, type ScreensWorld, settled } from './screens-world.ts'

/**
 * The ten main jobs of slots and memberships, one after another on one page, by a person without a mouse: nothing here
 * points, clicks, sets the focus or goes to an address but by keys. After every job the focus stands on something.
 */
const pictures = process.env.HOLDFAST_PICTURES

let world: ScreensWorld
let page: Page
let behind: RemoteDesk
/** Numbers of two free slots of the demo's first tent, which are given, grown in and handed on here. */
let first: string
let second: string
beforeAll(async () => {
  world = await openScreensWorld()
  const desk = await world.desk('Keys')
  page = await desk.window()
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

/** What has the focus, as a screen reader names it. */
const focused = (): Promise<string> =>
  page.evaluate(() => {
    const it = document.activeElement
    if (!it || it === document.body) return ''
    const labels = it instanceof HTMLInputElement || it instanceof HTMLTextAreaElement ? [...(it.labels ?? [])] : []
    const labelled = (it.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id))
    const words = [it.getAttribute('aria-label'), ...[...labels, ...labelled].map((each) => each?.textContent)]
    return [it.getAttribute('role') ?? it.tagName.toLowerCase(), ...words, it.textContent].filter(Boolean).join(' ')
  })

/** Presses keys, waits until what they did has come, and looks that the focus is not lost. */
async function press(...keys: string[]): Promise<void> {
  await byHand(page, keys)
  await settled(page)
  expect(await focused(), `the focus after ${keys.join(' ')}`).not.toBe('')
}

/** Types words into what has the focus. */
const type = (words: string) => press(...words)

/** More stops than this no screen has before what a main job needs. */
const mostStops = 60

/** Goes on, stop by stop, to what has this name. */
async function tabTo(name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = []
  for (let n = 0; n < mostStops; n += 1) {
    const now = await focused()
    if (name.test(now)) return
    passed.push(now.slice(0, 40))
    // Beyond the last stop the browser has its own; the next key comes in again at the first.
    await page.keyboard.press(key)
  }
  throw new Error(`No way to ${name} past ${passed.join(' | ')}`)
}

const heading = () => page.getByRole('complementary').getByRole('heading', { level: 2 }).first().innerText()
const said = (words: string | RegExp) => page.getByRole('status').filter({ hasText: words }).first().waitFor()

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

/** Chooses a member in the field that has the focus. */
async function pick(name: string): Promise<void> {
  await type(name)
  await page.getByRole('option').filter({ hasText: name }).first().waitFor()
  await press('ArrowDown', 'Enter')
}

/** Goes to the map of the tent and to one slot on it, by its number; from there to what can be done with it. */
async function openSlot(number: string): Promise<void> {
  await press('g', 's')
  await tabTo(/^a Çadır A/)
  await press('Enter')
  await tabTo(/^grid /)
  await byHand(page, number.replace(/\W/g, '').toLowerCase())
  await page.getByRole('complementary').getByRole('heading', { level: 2, name: number }).waitFor()
  await press('Enter')
}

describe('[DX-A40] ten jobs by keyboard alone', () => {
  test('1: a member is found', async () => {
    await press('g', 'm')
    await tabTo(/^input .*(search|find|name)/i)
    await type('Ali Arslan')
    await tabTo(/^grid /)
    await press('ArrowDown')
    expect(await heading()).toContain('Ali Arslan')
  })

  test('2: somebody new is enrolled, and a membership sold to them', async () => {
    await press('Control+n')
    await type('Nora')
    await press('Tab')
    await type('Keys')
    await tabTo(/^radio /)
    await press('Space', 'Control+Enter')
    await said('Nora Keys')
    expect(await heading()).toContain('Nora Keys')
  })

  test('3: slots are given', async () => {
    await openSlot(first)
    await press('g')
    await pick('Kora Keys')
    await press('Control+Enter')
    await said(first)
    expect(await slot(first)).toMatchObject({ status: 'allocated', holder: 'Kora Keys' })
  })

  test('4: something is planted', async () => {
    await press('Enter', 'p')
    await type('Basil')
    await press('Control+Enter')
    await said(first)
    expect(await slot(first)).toMatchObject({ status: 'occupied' })
  })

  test('5: a problem is reported', async () => {
    await press('n')
    await type('The lamp flickers')
    await press('Control+Enter')
    await page.getByText('The lamp flickers').first().waitFor()
  })

  test('6: maintenance is completed', async () => {
    await press('m', 'Control+Enter')
    await expect.poll(async () => (await slot(first))?.status).toBe('maintenance')
    await press('c')
    await type('Lamp changed')
    await press('Control+Enter')
    await page.getByText('The lamp flickers').first().waitFor({ state: 'detached' })
    expect(await slot(first)).toMatchObject({ status: 'allocated', holder: 'Kora Keys' })
  })

  test('7: a slot is handed over to somebody else', async () => {
    await openSlot(second)
    await press('t')
    await pick('Nora Keys')
    await press('Tab')
    await type('They share the work')
    await press('Control+Enter')
    expect(await slot(second)).toMatchObject({ status: 'allocated', holder: 'Nora Keys' })
  })

  test('8: a slot is released', async () => {
    await press('r')
    await said(second)
    expect(await slot(second)).toMatchObject({ status: 'available', holder: null })
  })

  test('9: a member is found by the box, and a command is run from it', async () => {
    await press('Control+k')
    await type('Nora Keys')
    await page.getByRole('option').filter({ hasText: 'Nora Keys' }).first().waitFor()
    await press('Enter')
    expect(await heading()).toContain('Nora Keys')
    await press('Control+k')
    await type('>sell')
    await press('Enter')
    await page.getByRole('heading', { name: /Sell/ }).first().waitFor()
    await press('Escape')
  })

  test('10: the last act is taken back', async () => {
    await press('Control+z')
    await expect.poll(async () => (await slot(second))?.status).toBe('allocated')
    expect(await slot(second)).toMatchObject({ holder: 'Nora Keys' })
  })
})
