import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import { inTenant } from '../../sync-server/database/tenant-transaction.ts'
import { newEnrolment, newLocation, newPlan, newSlots } from '../server/garden.ts'
import type { WireDesk } from '../server/wire.ts'
import { dayFrom, inTurn, apart as openApart, pass, sell, takeWay } from './apart.ts'
import { Stage } from './sync-stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await Stage.open()
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

const apart = (prepare: (wire: WireDesk) => Promise<unknown>) => openApart(stage, prepare)

test('[MB-A28] sold at the old price while the desk could not know of the new one: it stands at the old price', async () => {
  const plan = newPlan({ priceMinor: 4900 })
  const { site, two, wire } = await apart((each) => each.must('memberships.create-plan', plan))
  const dearer = { planId: plan.planId, versionId: newId(), seenVersionNo: 1, patch: { terms: { priceMinor: 5900 } } }
  await wire.must('memberships.update-plan', dearer)
  const sale = await two.give('memberships.enrol', newEnrolment(plan))
  expect(sale).toMatchObject({ state: 'held', outcome: { priceMinor: 4900 } })
  pass(stage, 8)
  two.comeBack()
  expect(await two.verdictOn(sale.id)).toMatchObject({ state: 'confirmed', serverOutcome: { priceMinor: 4900 } })
  await two.caughtUp(site)
  // Now it knows.
  expect(await two.refuses('memberships.enrol', newEnrolment(plan))).toBe('membership_plan_terms_changed')
})

test('[MB-A28] [MB-R22] sold once the promise of old terms is over: refused, and sold on the new ones with one key', async () => {
  const plan = newPlan({ priceMinor: 4900 })
  // The clocks of both desks go on; the new price is 49 hours old when the sale is made, and was promised for 48.
  pass(stage, -49)
  const { two, wire } = await apart(async (each) => {
    await each.must('memberships.create-plan', plan)
    const settings = { patch: { promiseHours: 48 }, seen: { promiseHours: 72 } }
    await each.must('memberships.update-settings', settings)
  })
  const versionId = newId()
  const dearer = { planId: plan.planId, versionId, seenVersionNo: 1, patch: { terms: { priceMinor: 5900 } } }
  await wire.must('memberships.update-plan', dearer)
  pass(stage, 49)
  const sale = await two.give('memberships.enrol', newEnrolment(plan))
  expect(sale).toMatchObject({ state: 'held', outcome: { priceMinor: 4900 } })
  two.comeBack()
  const lost = await two.verdictOn(sale.id)
  expect(lost).toMatchObject({
    state: 'rejected',
    rejection: { code: 'membership_plan_terms_changed', params: { planVersionId: versionId } },
  })
  expect(await takeWay(two, lost)).toMatchObject({ state: 'confirmed', serverOutcome: { priceMinor: 5900 } })
})

/** A membership of one day with two slots of a greenhouse of three, frozen at a desk that was cut on that day. */
async function frozenOnTheLastDay() {
  const made = { membershipId: '', plan: newPlan(), slotIds: [''] }
  const place = newLocation()
  const { site, one, two } = await apart(async (wire) => {
    await wire.must('plant-slots.create-location', place)
    const slots = newSlots(place, 3)
    await wire.must('plant-slots.create-slots', slots)
    const terms = { durationType: 'DAYS', durationValue: 1, maxFreezeDays: 9, slotAllocation: 2 }
    made.membershipId = (await sell(wire, terms, { startsOn: dayFrom(-1) })).sale.membershipId
    made.plan = newPlan({ slotAllocation: 2 })
    await wire.must('memberships.create-plan', made.plan)
    made.slotIds = slots.slots.map(({ id }) => id)
  })
  const { membershipId, plan, slotIds } = made
  const days = { fromOn: dayFrom(0), toOn: dayFrom(4) }
  const frozen = await one.give('memberships.freeze', { freezeId: newId(), chargeId: newId(), membershipId, ...days })
  expect(frozen).toMatchObject({ state: 'held', outcome: { endsOn: dayFrom(5) } })
  pass(stage, 48)
  for (const n of [1, 2]) {
    await stage.authority.server.commands.run(site.id, 'memberships.roll-day', { day: dayFrom(n) })
  }
  const holders = () =>
    inTenant(stage.authority.database.db, site.id, (db) =>
      db.selectFrom('plant_slots').select('membership_id').orderBy('col_no').execute(),
    )
  expect((await holders()).map(({ membership_id }) => membership_id)).toEqual([null, null, null])
  const kept = async () => (await holders()).filter(({ membership_id }) => membership_id === membershipId).length
  return { one, two, plan, slotIds, frozen, membershipId, kept }
}

test('[MB-A47] [MB-R45] a freeze of the last day that arrives two days after the end: revived as it was, and so confirmed', async () => {
  const { one, frozen, kept } = await frozenOnTheLastDay()
  one.comeBack()
  expect(await one.verdictOn(frozen.id)).toMatchObject({ state: 'confirmed', serverOutcome: frozen.outcome })
  expect(await kept()).toBe(2)
})

test('[MB-A47] [MB-R45] another desk sold the slots meanwhile: the freeze stands, and what is missing is owed', async () => {
  const { one, two, plan, slotIds, frozen, kept } = await frozenOnTheLastDay()
  const sold = await two.give('memberships.enrol', newEnrolment(plan))
  two.comeBack()
  await two.verdictOn(sold.id)
  one.comeBack()
  expect(await one.verdictOn(frozen.id)).toMatchObject({
    ...{ state: 'adjusted', outcome: { endsOn: dayFrom(5) } },
    serverOutcome: { endsOn: dayFrom(5), plantSlots: { slotIds: slotIds.slice(2), owed: 1 } },
  })
  expect(await kept()).toBe(1)
})

test('[MB-A29] sold while the desk could not know that the plan had left the offer: it stands', async () => {
  const plan = newPlan()
  const { site, two, wire } = await apart((each) => each.must('memberships.create-plan', plan))
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
  expect(await takeWay(two, lost)).toMatchObject({
    ...{ state: 'confirmed', serverOutcome: { fromOn: dayFrom(30), toOn: dayFrom(33) } },
  })
})

test('[MB-A51] two desks renew one membership: the second learns by whom and until when', async () => {
  const made = { membershipId: '' }
  const { site, one, two } = await apart(async (wire) => {
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
  const { site, one } = await apart(async (each) => {
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
  pass(stage, 72)
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
