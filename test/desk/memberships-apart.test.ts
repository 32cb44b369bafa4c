import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { addDays } from '../../src-shared/kernel/calendar.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { inTenant } from '../../sync-server/database/tenant-transaction.ts'
import { newEnrolment, newPlan } from '../server/garden.ts'
import type { WireDesk } from '../server/wire.ts'
import { type Front, type Site, Stage } from './sync-stage.ts'

let stage: Stage
let site: Site
beforeAll(async () => {
  stage = await Stage.open()
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

const hour = 3_600_000
/** A day of the tenant; noon is the same day in every zone that the tests run in. */
const dayFrom = (days: number): string => addDays(new Date().toISOString().slice(0, 10), days)
const pass = (hours: number) => stage.clock.set(new Date(stage.clock.now().getTime() + hours * hour).toISOString())

/** Two desks of one house, both with all there is, and then without the network; `wire` stays connected. */
async function apart(
  prepare: (wire: WireDesk) => Promise<unknown>,
): Promise<{ one: Front; two: Front; wire: WireDesk }> {
  site = await stage.site('owner', 'manager', 'frontdesk')
  const wire = await site.wire('owner')
  await prepare(wire)
  const [one, two] = [await site.frontOf('manager'), await site.frontOf('frontdesk')]
  for (const front of [one, two]) {
    await front.caughtUp(site)
    await front.goOffline()
  }
  return { one, two, wire }
}

/** A plan and somebody who has it. */
async function sell(wire: WireDesk, terms: JsonObject, more: JsonObject = {}) {
  const plan = newPlan(terms)
  const sale = newEnrolment(plan, more)
  await wire.must('memberships.create-plan', plan)
  await wire.must('memberships.enrol', sale)
  return { plan, sale }
}

/** Gives each desk its word to say, one desk after the other. */
async function inTurn(one: Front, first: string, two: Front, second: string) {
  one.comeBack()
  const won = await one.verdictOn(first)
  two.comeBack()
  return { won, lost: await two.verdictOn(second) }
}

test('[MB-A28] sold at the old price while the desk could not know of the new one: it stands at the old price', async () => {
  const plan = newPlan({ priceMinor: 4900 })
  const { two, wire } = await apart((each) => each.must('memberships.create-plan', plan))
  const dearer = { planId: plan.planId, versionId: newId(), seenVersionNo: 1, patch: { terms: { priceMinor: 5900 } } }
  await wire.must('memberships.update-plan', dearer)
  const sale = await two.give('memberships.enrol', newEnrolment(plan))
  expect(sale).toMatchObject({ state: 'held', outcome: { priceMinor: 4900 } })
  pass(8)
  two.comeBack()
  expect(await two.verdictOn(sale.id)).toMatchObject({ state: 'confirmed', serverOutcome: { priceMinor: 4900 } })
  await two.caughtUp(site)
  // Now it knows.
  expect(await two.refuses('memberships.enrol', newEnrolment(plan))).toBe('membership_plan_terms_changed')
})

test('[MB-A29] sold while the desk could not know that the plan had left the offer: it stands', async () => {
  const plan = newPlan()
  const { two, wire } = await apart((each) => each.must('memberships.create-plan', plan))
  await wire.must('memberships.archive-plan', { planId: plan.planId })
  const sale = await two.give('memberships.enrol', newEnrolment(plan))
  two.comeBack()
  expect(await two.verdictOn(sale.id)).toMatchObject({ state: 'confirmed' })
  await two.caughtUp(site)
  expect(await two.refuses('memberships.enrol', newEnrolment(plan))).toBe('membership_plan_archived')
})

test('[MB-A46] two desks freeze ten days each of fourteen: the second is told that four are left, and takes them', async () => {
  const made = { membershipId: '' }
  const { one, two } = await apart(async (wire) => {
    made.membershipId = (await sell(wire, { maxFreezeDays: 14 })).sale.membershipId
  })
  const frozen = (from: number, to: number) => ({
    ...{ freezeId: newId(), chargeId: newId(), membershipId: made.membershipId },
    ...{ fromOn: dayFrom(from), toOn: dayFrom(to) },
  })
  const first = await one.give('memberships.freeze', frozen(10, 19))
  const second = await two.give('memberships.freeze', frozen(30, 39))
  expect([first.state, second.state]).toEqual(['held', 'held'])
  const { won, lost } = await inTurn(one, first.id, two, second.id)
  expect(won.state).toBe('confirmed')
  expect(lost).toMatchObject({
    state: 'rejected',
    rejection: { code: 'membership_freeze_budget_exceeded', params: { max: 14, used: 10, asked: 10, most: 4 } },
  })
  const [way] = lost.rejection?.alternatives ?? []
  if (!way) throw new Error('No way out')
  await two.inStep()
  const shorter = await two.give(way.command, way.input)
  expect(await two.verdictOn(shorter.id)).toMatchObject({
    ...{ state: 'confirmed', serverOutcome: { fromOn: dayFrom(30), toOn: dayFrom(33) } },
  })
})

test('[MB-A51] two desks renew one membership: the second learns by whom and until when', async () => {
  const made = { membershipId: '' }
  const { one, two } = await apart(async (wire) => {
    made.membershipId = (await sell(wire, { durationType: 'DAYS', durationValue: 30 })).sale.membershipId
  })
  const renewal = () => ({ membershipId: made.membershipId, periodId: newId(), chargeId: newId() })
  const first = await one.give('memberships.renew', renewal())
  const second = await two.give('memberships.renew', renewal())
  const { won, lost } = await inTurn(one, first.id, two, second.id)
  expect(won.state).toBe('confirmed')
  expect(lost).toMatchObject({
    state: 'rejected',
    rejection: {
      code: 'membership_already_renewed',
      params: { until: first.outcome?.endsOn, by: `manager of ${site.slug}`, at: expect.any(String) },
    },
  })
})

test('[MB-A57] cancelled without the network before it renewed itself: the renewal and its charge are void', async () => {
  const made = { membershipId: '' }
  const { one } = await apart(async (each) => {
    const terms = { durationType: 'DAYS', durationValue: 2 }
    Object.assign(made, (await sell(each, terms, { autoRenew: true })).sale)
  })
  const { membershipId } = made
  const renewals = () =>
    inTenant(stage.authority.database.db, site.id, (db) =>
      db
        .selectFrom('membership_charges')
        .select('state')
        .where('membership_id', '=', membershipId)
        .where('kind', '=', 'renewal')
        .execute(),
    )
  const said = { membershipId, reason: 'moves away', refund: 'none', chargeId: newId() }
  const cancelled = await one.give('memberships.cancel', said)
  pass(72)
  await stage.authority.server.commands.run(site.id, 'memberships.roll-day', { day: dayFrom(2) })
  expect((await renewals()).map(({ state }) => state)).toEqual(['due'])
  one.comeBack()
  expect(await one.verdictOn(cancelled.id)).toMatchObject({ serverOutcome: { cancelledOn: dayFrom(1) } })
  expect((await renewals()).map(({ state }) => state)).toEqual(['void'])
})

test('[MB-A62] two desks edit the phone of one member: the loser sees both; another field stands beside it', async () => {
  const made = { memberId: '' }
  const { one, two } = await apart(async (wire) => {
    made.memberId = (await sell(wire, {})).sale.memberId
  })
  const phone = (to: string) => ({
    ...{ memberId: made.memberId, changes: { phone: to }, seen: { phone: '+90 555 000 11 22' } },
  })
  const first = await one.give('memberships.update-member', phone('+90 555 000 33 44'))
  const notes = { changes: { notes: 'none' }, seen: { notes: 'allergic to nuts' } }
  const other = await two.give('memberships.update-member', { memberId: made.memberId, ...notes })
  const second = await two.give('memberships.update-member', phone('+90 555 000 55 66'))
  const { won, lost } = await inTurn(one, first.id, two, second.id)
  expect(won.state).toBe('confirmed')
  expect(await two.verdictOn(other.id)).toMatchObject({ state: 'confirmed' })
  expect(lost).toMatchObject({
    state: 'rejected',
    rejection: { code: 'version_conflict', params: { theirs: '+90 555 000 33 44', mine: '+90 555 000 55 66' } },
  })
})
