import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '../../src-shared/kernel/id.ts'
import type { RemoteDesk } from '../fixtures/remote-desk.ts'
import { byHand, goTo, openScreensWorld, type ScreensWorld, settled } from './screens-world.ts'

/** What the desk does for a member's membership with its network cut, by keyboard (memberships.md section 8). */
let world: ScreensWorld
let page: Page
let behind: RemoteDesk
beforeAll(async () => {
  world = await openScreensWorld()
  const desk = await world.desk('Memberships')
  page = await desk.window()
  behind = await desk.behind()
  await behind.until(({ connection }) => connection === 'current')
}, 240_000)
afterAll(async () => {
  behind.close()
  await world.close()
})

const plans = z.array(z.looseObject({ id: z.string(), versionId: z.string(), name: z.string() }))
const known = z.looseObject({
  balances: z.array(z.object({ currency: z.string(), dueMinor: z.number() })),
  membership: z.looseObject({
    id: z.string(),
    status: z.string(),
    endsOn: z.string(),
    cancelledOn: z.string().nullable(),
  }),
})
const memberOf = async (memberId: string) => known.parse(await behind.query('memberships.member', { memberId }))
const dueOf = async (memberId: string) => (await memberOf(memberId)).balances[0]?.dueMinor ?? 0

/** A day as the screens write it. */
const written = (day: string) =>
  new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00Z`),
  )

/** Somebody new with a plan, confirmed; then the network is cut and their card is open. */
async function cardOf(planName: string, code: string): Promise<string> {
  await behind.call('workOffline', { offline: false })
  await behind.until(({ connection }) => connection === 'current')
  const plan = plans.parse(await behind.query('memberships.active-plans')).find(({ name }) => name === planName)
  const memberId = newId()
  const person = { memberId, code, givenName: 'Nora', familyName: planName, language: 'en' }
  const sale = { membershipId: newId(), periodId: newId(), chargeId: newId() }
  const terms = { planId: plan?.id ?? '', planVersionId: plan?.versionId ?? '' }
  await behind.verdict((await behind.submit('memberships.enrol', { ...person, ...sale, ...terms })).id)
  await behind.call('workOffline', { offline: true })
  await goTo(page, `/members?member=${memberId}`)
  await page.getByRole('heading', { level: 2, name: `Nora ${planName}` }).waitFor()
  return memberId
}

/** The button that does what the open form says, with the words on it. */
const doing = (starts: string) => page.getByRole('form').getByRole('button', { name: new RegExp(`^${starts}`) })
const closed = () => page.getByRole('form').waitFor({ state: 'detached' })
const online = async () => {
  await behind.call('workOffline', { offline: false })
  const left = z.object({ rows: z.record(z.string(), z.string()) })
  const open = async () => Object.keys(left.parse(await behind.query('desk.unconfirmed')).rows)
  await expect.poll(open, { timeout: 30_000 }).toEqual([])
}

test('[MB-A40] [MB-A41] a freeze says the new last day before it is done, and a return gives the days back', async () => {
  const memberId = await cardOf('Premium', 'FRZE-0001')
  const { endsOn } = (await memberOf(memberId)).membership
  await byHand(page, ['f'])
  await doing('Freeze, then until').waitFor()
  const promised = await doing('Freeze, then until').innerText()
  await page.keyboard.press('Control+Enter')
  await closed()
  const frozen = (await memberOf(memberId)).membership
  expect(frozen.status).toBe('frozen')
  expect(frozen.endsOn > endsOn).toBe(true)
  expect(promised).toContain(written(frozen.endsOn))
  await page.getByRole('complementary').getByText('The membership is frozen.').waitFor()

  await byHand(page, ['u'])
  await doing('Resume, then until').waitFor()
  expect(await doing('Resume, then until').innerText()).toContain(written(endsOn))
  await page.keyboard.press('Control+Enter')
  await closed()
  expect((await memberOf(memberId)).membership).toMatchObject({ status: 'active', endsOn })
  await online()
  expect((await memberOf(memberId)).membership).toMatchObject({ status: 'active', endsOn })
})

test('[MB-A50] [MB-A58] R and Enter renew, P takes the money under a receipt number, and Ctrl+Z takes it back', async () => {
  const memberId = await cardOf('Basic', 'RNEW-0002')
  const due = await dueOf(memberId)
  await byHand(page, ['r'])
  await doing('Renew until').waitFor()
  const promised = await doing('Renew until').innerText()
  await page.keyboard.press('Enter')
  await closed()
  expect(promised).toContain(written((await memberOf(memberId)).membership.endsOn))
  expect(await dueOf(memberId)).toBeGreaterThan(due)

  await byHand(page, ['p'])
  await doing('Take').waitFor()
  expect(await page.getByRole('form').getByRole('checkbox', { checked: true }).count()).toBe(2)
  await page.keyboard.press('Control+Enter')
  await closed()
  await page
    .getByText(/Receipt [0-9A-F]{8}/)
    .first()
    .waitFor()
  expect(await dueOf(memberId)).toBe(0)

  await page.keyboard.press('Control+z')
  await expect.poll(() => dueOf(memberId)).toBeGreaterThan(due)
  await online()
  expect(await dueOf(memberId)).toBeGreaterThan(due)
})

test('[MB-A56] a membership is ended with its reason and the figure that is given back, and goes on again', async () => {
  const memberId = await cardOf('Plus', 'CNCX-0003')
  const { endsOn } = (await memberOf(memberId)).membership
  await page.getByRole('button', { name: 'End membership' }).press('Enter')
  await doing('End it').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.locator('[aria-invalid="true"]').waitFor()
  await page.keyboard.type('Moves away')
  await page.getByRole('radio', { name: 'For the unused days' }).press('Space')
  await page.keyboard.press('Control+Enter')
  await closed()
  expect((await memberOf(memberId)).membership.cancelledOn).not.toBeNull()

  await page.getByRole('button', { name: 'Let it go on' }).press('Enter')
  await expect.poll(async () => (await memberOf(memberId)).membership).toMatchObject({ cancelledOn: null, endsOn })
  await settled(page)
  await online()
  expect((await memberOf(memberId)).membership).toMatchObject({ cancelledOn: null, endsOn })
})
