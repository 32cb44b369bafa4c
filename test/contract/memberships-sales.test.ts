import { expect, it } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { nextCode, Shop } from './memberships-shop.ts'
import { noon, onBothDatabases, type World } from './world.ts'

onBothDatabases('sales', (world: () => World) => {
  const shop = () => new Shop(world())
  const rows = () => shop().rows()
  const enrolment = (...given: Parameters<Shop['enrolment']>) => shop().enrolment(...given)

  it('MB-A20 MB-R21 MB-R25 enrol with a plan and no start: starts today in the tenant’s zone, one period, one charge', async () => {
    const input = enrolment(await shop().plan({ autoRenew: true }))
    // 23:30 UTC is the next day in Istanbul.
    const outcome = await world().must('memberships.enrol', input, { at: '2027-01-30T23:30:00.000Z', as: 'frontdesk' })
    expect(outcome).toMatchObject({
      memberId: input.memberId,
      endsOn: '2027-02-28',
      priceMinor: 49000,
      currency: 'TRY',
      status: 'active',
    })
    const { memberships, periods, charges } = await rows()
    expect(memberships).toMatchObject([
      {
        id: input.membershipId,
        member_id: input.memberId,
        plan_id: input.planId,
        plan_version_id: input.planVersionId,
        status: 'active',
        starts_on: '2027-01-31',
        ends_on: '2027-02-28',
        auto_renew: true,
        slots_owed: 0,
      },
    ])
    expect(periods).toMatchObject([
      {
        id: input.periodId,
        seq: 1,
        starts_on: '2027-01-31',
        scheduled_ends_on: '2027-02-28',
        ends_on: '2027-02-28',
        anchor_on: '2027-01-31',
        anchor_count: 1,
        price_minor: 49000,
        override_renews: false,
        voided_at: null,
      },
    ])
    expect(charges).toMatchObject([
      {
        id: input.chargeId,
        period_id: input.periodId,
        kind: 'purchase',
        amount_minor: 49000,
        currency: 'TRY',
        due_on: '2027-01-31',
        state: 'due',
      },
    ])
    expect(await world().ask('memberships.find', { text: '김서' })).toMatchObject([{ id: input.memberId }])
  })

  it('MB-A3 MB-R25 a sale at price 0 makes no charge', async () => {
    await shop().sell(await shop().member(), await shop().plan({ priceMinor: 0 }))
    expect(await rows()).toMatchObject({
      memberships: [{ status: 'active' }],
      periods: [{ price_minor: 0 }],
      charges: [],
    })
  })

  it('MB-A30 an enrolment whose sale fails leaves no member; one whose code is taken sells nothing', async () => {
    const plan = await shop().plan()
    await world().must('memberships.archive-plan', { planId: plan.planId })
    expect(await world().refuses('memberships.enrol', enrolment(plan))).toMatchObject({
      code: 'membership_plan_archived',
    })
    expect(await rows()).toMatchObject({ members: [], memberships: [] })
    await world().must('memberships.restore-plan', { planId: plan.planId })
    const code = nextCode()
    await world().must('memberships.enrol', enrolment(plan, { code }))
    expect(await world().refuses('memberships.enrol', enrolment(plan, { code }))).toMatchObject({
      code: 'member_code_taken',
    })
    expect((await rows()).memberships).toHaveLength(1)
    const nameless = enrolment(plan, { givenName: '', familyName: '' })
    expect(await world().refuses('memberships.enrol', nameless)).toMatchObject({ code: 'validation_failed' })
  })

  it('MB-A21 an unknown plan, another plan’s terms, an archived plan, an unknown member', async () => {
    const [plan, other] = [await shop().plan(), await shop().plan()]
    const memberId = await shop().member()
    const refuses = (input: JsonObject) => world().refuses('memberships.purchase', input)
    const unreachable = { code: 'membership_plan_not_accessible', rule: 'MB-R10' }
    expect(await refuses(shop().sale(memberId, { ...plan, planId: newId() }))).toMatchObject(unreachable)
    expect(await refuses(shop().sale(memberId, { ...plan, versionId: other.versionId }))).toMatchObject({
      ...unreachable,
      params: { planId: plan.planId },
    })
    expect(await refuses(shop().sale(newId(), plan))).toMatchObject({ code: 'member_not_found' })
    await world().must('memberships.archive-plan', { planId: plan.planId })
    expect(await refuses(shop().sale(memberId, plan))).toMatchObject({
      code: 'membership_plan_archived',
      params: { planId: plan.planId, archivedAt: noon },
    })
    const typed = { ...shop().sale(memberId, other), membershipType: 'Gold' }
    expect(await refuses(typed)).toMatchObject({ code: 'validation_failed' })
  })

  it('MB-R20 only an ACTIVE member buys', async () => {
    const [plan, memberId, other] = [await shop().plan(), await shop().member(), await shop().member()]
    await world().must('memberships.suspend-member', { memberId, reason: 'unpaid' })
    expect(await world().refuses('memberships.purchase', shop().sale(memberId, plan))).toMatchObject({
      code: 'member_not_active',
      params: { status: 'SUSPENDED' },
    })
    await shop().write((db) =>
      db.updateTable('members').set({ status: 'MERGED', merged_into_id: other }).where('id', '=', memberId).execute(),
    )
    expect(await world().refuses('memberships.purchase', shop().sale(memberId, plan))).toMatchObject({
      code: 'member_merged',
      params: { intoMemberId: other },
    })
  })

  it('MB-A21 MB-R20 a plan that asks for an identity check is not sold before it is approved', async () => {
    const [plan, memberId] = [await shop().plan({ requiresKyc: true }), await shop().member()]
    const setKyc = (kyc_status: 'pending' | 'approved') =>
      shop().write((db) => db.updateTable('members').set({ kyc_status }).where('id', '=', memberId).execute())
    await setKyc('pending')
    expect(await world().refuses('memberships.purchase', shop().sale(memberId, plan))).toMatchObject({
      code: 'member_kyc_required',
      params: { kycStatus: 'pending' },
    })
    expect(await world().refuses('memberships.enrol', enrolment(plan))).toMatchObject({ code: 'member_kyc_required' })
    await setKyc('approved')
    await shop().sell(memberId, plan)
  })

  it('MB-A22 MB-R23 another price needs the right; the plan’s own never does; the agreed one is kept for ever', async () => {
    const plan = await shop().plan({ priceMinor: 4990 })
    const memberId = await shop().member()
    const cheap = shop().sale(memberId, plan, { priceMinor: 3990, overrideRenews: true })
    const refusal = await world().refuses('memberships.purchase', cheap, { as: 'frontdesk' })
    expect(refusal).toMatchObject({
      code: 'membership_price_override_forbidden',
      params: { planPriceMinor: 4990 },
      alternatives: [{ label: 'memberships.sell_at_plan_price', input: { ...cheap, priceMinor: 4990 } }],
    })
    await world().must('memberships.purchase', refusal.alternatives[0]?.input ?? {}, { as: 'frontdesk' })
    await world().must(
      'memberships.purchase',
      { ...cheap, ...shop().sale(await shop().member(), plan) },
      { as: 'manager' },
    )
    const patch = { terms: { priceMinor: 9990 } }
    await world().must('memberships.update-plan', { planId: plan.planId, versionId: newId(), seenVersionNo: 1, patch })
    const { periods, charges } = await rows()
    expect(periods.map((period) => [period.price_minor, period.override_renews]).sort()).toEqual([
      [3990, true],
      [4990, false],
    ])
    expect(charges.map((charge) => charge.amount_minor).sort()).toEqual([3990, 4990])
    const odd = shop().sale(await shop().member(), plan, { priceMinor: 0.5 })
    expect(await world().refuses('memberships.purchase', { ...odd, planVersionId: plan.versionId })).toMatchObject({
      code: 'membership_plan_terms_changed',
    })
  })

  it('MB-R4 an agreed price is a whole number of minor units', async () => {
    const odd = shop().sale(await shop().member(), await shop().plan(), { priceMinor: 0.5 })
    expect(await world().refuses('memberships.purchase', odd)).toMatchObject({ code: 'invalid_price', rule: 'MB-R4' })
  })

  it('MB-A23 MB-R21 a start before today needs the right, reaches back so far, and must leave today covered', async () => {
    const [plan, memberId] = [await shop().plan(), await shop().member()]
    const sale = (startsOn: string) => shop().sale(memberId, plan, { startsOn })
    const early = await world().refuses('memberships.purchase', sale('2027-02-28'), { as: 'frontdesk' })
    expect(early).toMatchObject({
      code: 'membership_start_out_of_range',
      rule: 'MB-R21',
      params: { min: '2027-03-01', max: '2028-02-29' },
      alternatives: [{ label: 'memberships.start_on', params: { day: '2027-03-01' } }],
    })
    const late = await world().refuses('memberships.purchase', sale('2028-03-01'))
    expect(late.alternatives[0]).toMatchObject({ params: { day: '2028-02-29' } })
    // 30 days back is allowed, but a month from 30 January ends on 28 February: the first start that reaches today counts.
    const over = await world().refuses('memberships.purchase', sale('2027-01-30'), { as: 'manager' })
    expect(over).toMatchObject({ params: { min: '2027-02-01', max: '2028-02-29' } })
    expect(await world().must('memberships.purchase', sale('2027-02-28'), { as: 'manager' })).toMatchObject({
      endsOn: '2027-03-28',
      status: 'active',
    })
  })

  it('MB-A25 MB-R21 a sale that overlaps by its last day is refused, and the way out is accepted', async () => {
    const [plan, memberId] = [await shop().plan(), await shop().member()]
    const membershipId = await shop().sell(memberId, plan)
    const second = shop().sale(memberId, plan, { startsOn: '2027-04-01' })
    const refusal = await world().refuses('memberships.purchase', second, { as: 'frontdesk' })
    expect(refusal).toMatchObject({
      code: 'membership_overlap',
      rule: 'MB-R21',
      params: { membershipId, from: '2027-03-01', to: '2027-04-01' },
      alternatives: [{ label: 'memberships.start_on', params: { day: '2027-04-02' } }],
    })
    const { command = '', input = {} } = refusal.alternatives[0] ?? {}
    expect(await world().must(command, input, { as: 'frontdesk' })).toEqual({
      endsOn: '2027-05-02',
      priceMinor: 49000,
      currency: 'TRY',
      status: 'scheduled',
    })
  })

  it('MB-R21 the database refuses overlapping periods too, at the end of the command', async () => {
    const memberId = await shop().member()
    await shop().sell(memberId, await shop().plan())
    const twice = shop().write(async (db) => {
      const period = await db.selectFrom('membership_periods').selectAll().executeTakeFirstOrThrow()
      const { tenant_id, ...copied } = period
      await db
        .insertInto('membership_periods')
        .values({ ...copied, id: newId(), seq: 2 })
        .execute()
    })
    await expect(twice).rejects.toMatchObject({ constraint: 'membership_overlap' })
    expect(domain.constraints.get('membership_overlap')).toBe('membership_overlap')
  })

  it('MB-A27 MB-R24 a future start is scheduled and announces nothing yet; on its day it shows as active', async () => {
    const [plan, memberId] = [await shop().plan({ slotAllocation: 2 }), await shop().member()]
    const sale = shop().sale(memberId, plan, { startsOn: '2027-03-05' })
    const outcome = await world().must('memberships.purchase', sale)
    expect(outcome).toMatchObject({ status: 'scheduled' })
    expect(outcome).not.toHaveProperty('plantSlots')
    const status = (at: string) => world().ask('memberships.standing', { memberId }, { at })
    expect(await status('2027-03-04T12:00:00.000Z')).toMatchObject({
      colour: 'red',
      membership: { status: 'scheduled' },
    })
    expect(await status('2027-03-05T12:00:00.000Z')).toMatchObject({
      colour: 'green',
      membership: { status: 'active' },
    })
  })

  it('MB-A26 MB-R24 the sale never fails for lack of slots: it stands with what is free, and owes the rest', async () => {
    const locationId = newId()
    await world().must('plant-slots.create-location', {
      locationId,
      code: 'sera-1',
      name: 'Sera 1',
      kind: 'greenhouse',
    })
    const numbers = ['A-1', 'A-2', 'A-3']
    const slots = numbers.map((slotNumber) => ({ id: newId(), slotNumber }))
    await world().must('plant-slots.create-slots', { locationId, slots })
    const plan = await shop().plan({ slotAllocation: 2, priceMinor: 0 })
    const sell = async () => {
      const sale = shop().sale(await shop().member(), plan)
      const outcome = await world().must('memberships.purchase', sale, { as: 'frontdesk' })
      return { sale, outcome }
    }
    const kept = async ({ membershipId }: { membershipId: string }) =>
      world().read((db) =>
        db.selectFrom('memberships').select(['status', 'slots_owed']).where('id', '=', membershipId).executeTakeFirst(),
      )
    const first = await sell()
    expect(first.outcome).toMatchObject({ status: 'active', plantSlots: { slotNumbers: ['A-1', 'A-2'], owed: 0 } })
    expect(await kept(first.sale)).toEqual({ status: 'active', slots_owed: 0 })
    const second = await sell()
    expect(second.outcome).toMatchObject({ status: 'pending_slots', plantSlots: { slotNumbers: ['A-3'], owed: 1 } })
    expect(await kept(second.sale)).toEqual({ status: 'pending_slots', slots_owed: 1 })
    const third = await sell()
    expect(third.outcome).toMatchObject({ status: 'pending_slots', plantSlots: { slotIds: [], owed: 2 } })
    expect(await world().ask('memberships.standing', { memberId: third.sale.memberId })).toMatchObject({
      colour: 'amber',
      membership: { status: 'pending_slots', slotsOwed: 2 },
      alerts: [{ code: 'slots_owed', params: { owed: 2 } }],
    })
    await world().must('memberships.revoke-purchase', { membershipId: third.sale.membershipId })
    expect(await kept(third.sale)).toEqual({ status: 'cancelled', slots_owed: 0 })
    await world().must('memberships.revoke-purchase', { membershipId: first.sale.membershipId })
    // One of the two goes to who waits for it.
    expect(await kept(second.sale)).toEqual({ status: 'active', slots_owed: 0 })
    expect(await world().ask('memberships.preview-sale', { planVersionId: plan.versionId })).toMatchObject({
      slots: { granted: 2, free: 1 },
    })
  })

  it('MB-A30 whoever may not sell is told so before whether anything exists', async () => {
    const nothing = { planId: newId(), versionId: newId() }
    const calls = [
      ['memberships.purchase', shop().sale(newId(), nothing)],
      ['memberships.enrol', enrolment(nothing)],
      ['memberships.revoke-purchase', { membershipId: newId() }],
    ] as const
    for (const as of ['field', 'viewer', 'member'] as const) {
      for (const [name, input] of calls) {
        expect(await world().refuses(name, input, { as })).toMatchObject({ code: 'actor_not_permitted' })
      }
    }
  })
})
