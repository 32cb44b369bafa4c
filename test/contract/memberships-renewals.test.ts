import { expect, it } from 'vitest'
import { z } from 'zod'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { type MadePlan, Shop } from './memberships-shop.ts'
import { type Circumstances, onBothDatabases, type World } from './world.ts'

const shown = z.object({ rows: z.array(z.looseObject({ id: z.string(), renewed: z.boolean() })) })

/** Noon of a day. */
const on = (day: string, how: Circumstances = {}): Circumstances => ({ at: `${day}T09:00:00.000Z`, ...how })

onBothDatabases('renewals', (world: () => World) => {
  const shop = () => new Shop(world())
  const renewal = (membershipId: string, rest: JsonObject = {}) => ({
    ...{ membershipId, periodId: newId(), chargeId: newId() },
    ...rest,
  })
  const renew = (input: JsonObject, how: Circumstances) => world().must('memberships.renew', input, how)
  const refuses = (input: JsonObject, how: Circumstances) => world().refuses('memberships.renew', input, how)
  const rows = () => shop().rows()

  /** A month from 2027-05-31 to 2027-06-30. */
  async function sold(terms: JsonObject = {}, sale: JsonObject = {}) {
    const memberId = await shop().member()
    const plan = await shop().plan(terms)
    const membershipId = await shop().sell(memberId, plan, sale, on('2027-05-31'))
    return { memberId, plan, membershipId }
  }

  const reprice = ({ planId }: MadePlan, priceMinor: number, how = on('2027-06-01')) =>
    world().must(
      'memberships.update-plan',
      { planId, versionId: newId(), seenVersionNo: 1, patch: { terms: { priceMinor } } },
      how,
    )

  it('MB-A50 MB-R30 from 60 days before to 30 days after, and one period ahead at most', async () => {
    const { memberId, membershipId, plan } = await sold({ durationValue: 6 })
    expect(await refuses(renewal(membershipId), on('2027-09-30'))).toMatchObject({
      code: 'membership_renewal_too_early',
      params: { opensOn: '2027-10-01' },
    })
    const first = renewal(membershipId)
    expect(await renew(first, on('2027-10-01', { as: 'frontdesk' }))).toEqual({
      ...{ startsOn: '2027-12-01', endsOn: '2028-05-31', priceMinor: 49000 },
    })
    expect(await rows()).toMatchObject({
      memberships: [{ status: 'active', ends_on: '2028-05-31' }],
      periods: [
        { seq: 1 },
        { id: first.periodId, seq: 2, anchor_on: '2027-05-31', anchor_count: 2, price_minor: 49000 },
      ],
      charges: [{}, { id: first.chargeId, kind: 'renewal', due_on: '2027-12-01', period_id: first.periodId }],
    })
    expect(await refuses(renewal(membershipId), on('2027-10-02'))).toMatchObject({
      code: 'membership_already_renewed',
      params: { until: '2028-05-31', by: 'frontdesk', at: '2027-10-01T09:00:00.000Z' },
    })
    const closed = await refuses(renewal(membershipId), on('2028-07-01'))
    expect(closed).toMatchObject({
      code: 'membership_renewal_window_closed',
      params: { closedOn: '2028-06-30' },
      alternatives: [{ command: 'memberships.purchase', input: { memberId, planId: plan.planId } }],
    })
    await world().must('memberships.purchase', closed.alternatives[0]?.input ?? {}, on('2028-07-01'))
    expect((await refuses(renewal(newId()), on('2028-07-01'))).code).toBe('membership_not_found')
  })

  it('MB-A50 MB-R32 within the window after the end it starts today, or on a day since, and counts again', async () => {
    const { membershipId } = await sold({ slotAllocation: 0 })
    await world().must('memberships.roll-day', { day: '2027-07-01' }, { ...on('2027-07-01'), as: 'system' })
    expect((await rows()).memberships).toMatchObject([{ status: 'expired' }])
    const early = await refuses(renewal(membershipId, { startsOn: '2027-06-30' }), on('2027-07-30'))
    expect(early).toMatchObject({
      code: 'membership_start_out_of_range',
      params: { min: '2027-07-01', max: '2027-07-30' },
      alternatives: [{ input: { startsOn: '2027-07-01' } }],
    })
    const input = renewal(membershipId)
    expect(await renew(input, on('2027-07-30'))).toMatchObject({
      ...{ startsOn: '2027-07-30', endsOn: '2027-08-30' },
      plantSlots: { slotIds: [], owed: 0 },
    })
    expect(await rows()).toMatchObject({
      memberships: [{ status: 'active', ends_on: '2027-08-30' }],
      periods: [{}, { starts_on: '2027-07-30', anchor_on: '2027-07-30', anchor_count: 1 }],
    })
    const back = domain.commands.get('memberships.renew')?.undo(input, {})
    await world().must(back?.command ?? '', back?.input ?? {}, on('2027-07-30', { meta: { undoOf: newId() } }))
    expect(await rows()).toMatchObject({
      memberships: [{ status: 'expired', ends_on: '2027-06-30' }],
      charges: [{ state: 'due' }, { state: 'void' }],
    })
    expect(await renew(renewal(membershipId, { startsOn: '2027-07-01' }), on('2027-07-30'))).toMatchObject({
      ...{ startsOn: '2027-07-01', endsOn: '2027-07-31' },
    })
  })

  it('MB-R45 a renewal of the last day that arrives after the end revives the membership without gap', async () => {
    const { membershipId } = await sold()
    await world().must('memberships.roll-day', { day: '2027-07-01' }, { ...on('2027-07-01'), as: 'system' })
    expect(await renew(renewal(membershipId), on('2027-06-30'))).toMatchObject({ startsOn: '2027-07-01' })
    expect(await rows()).toMatchObject({ memberships: [{ status: 'active', ends_on: '2027-07-31' }] })
  })

  it('MB-A53 MB-R31 the old price stays, an agreed one only where agreed for renewals; an imported one takes the present', async () => {
    const [kept, agreed, once, imported] = [
      await sold(),
      await sold({}, { priceMinor: 39900, overrideRenews: true }),
      await sold({}, { priceMinor: 39900 }),
      await sold(),
    ]
    const present = await sold({ renewalPricePolicy: 'current' })
    for (const { plan } of [kept, agreed, once, imported, present]) await reprice(plan, 59900)
    await shop().write((db) =>
      db
        .updateTable('membership_periods')
        .set({ price_minor: null })
        .where('membership_id', '=', imported.membershipId)
        .execute(),
    )
    const price = async ({ membershipId }: { membershipId: string }) =>
      (await renew(renewal(membershipId), on('2027-06-20'))).priceMinor
    expect([
      await price(kept),
      await price(agreed),
      await price(once),
      await price(imported),
      await price(present),
    ]).toEqual([49000, 39900, 49000, 59900, 59900])
    const periods = (await rows()).periods.filter(({ membership_id }) => membership_id === agreed.membershipId)
    expect(periods[1]).toMatchObject({ price_minor: 39900, override_renews: true })
  })

  it('MB-R23 another price needs the right, and the usual one is offered', async () => {
    const { membershipId } = await sold()
    const dear = renewal(membershipId, { priceMinor: 10000 })
    const refused = await refuses(dear, on('2027-06-20', { as: 'frontdesk' }))
    expect(refused).toMatchObject({
      code: 'membership_price_override_forbidden',
      params: { planPriceMinor: 49000 },
      alternatives: [{ label: 'memberships.renew_at_plan_price' }],
    })
    await renew(refused.alternatives[0]?.input ?? {}, on('2027-06-20', { as: 'frontdesk' }))
    const other = await sold()
    expect((await refuses(renewal(other.membershipId, { priceMinor: -1 }), on('2027-06-20'))).code).toBe(
      'invalid_price',
    )
    expect(await renew(renewal(other.membershipId, { priceMinor: 0 }), on('2027-06-20'))).toMatchObject({
      priceMinor: 0,
    })
  })

  it('MB-A53 MB-R31 an archived plan is renewed only where its terms let it; members only while it is on offer', async () => {
    const [may, mayNot] = [await sold(), await sold({ renewableWhenArchived: false })]
    await shop().signsIn(may.memberId)
    for (const { plan } of [may, mayNot])
      await world().must('memberships.archive-plan', { planId: plan.planId }, on('2027-06-01'))
    const own = on('2027-06-20', { as: 'member' })
    expect((await refuses(renewal(may.membershipId), own)).code).toBe('membership_plan_archived')
    expect((await refuses(renewal(mayNot.membershipId), own)).code).toBe('actor_not_permitted')
    expect((await refuses(renewal(mayNot.membershipId), on('2027-06-20'))).code).toBe('membership_plan_archived')
    expect(await renew(renewal(may.membershipId), on('2027-06-20'))).toMatchObject({ priceMinor: 49000 })
  })

  it('MB-A55 MB-R35 the plan to move to is taken at renewal, its slots on the first day; archived by then, the present one stays', async () => {
    const { membershipId, plan } = await sold({ slotAllocation: 1 })
    const big = await shop().plan({ priceMinor: 99000, durationValue: 3, slotAllocation: 4 })
    const moveTo = (planId: string | null) =>
      shop().write((db) => db.updateTable('memberships').set({ next_plan_id: planId }).execute())
    await moveTo(big.planId)
    const input = renewal(membershipId)
    expect(await renew(input, on('2027-06-20'))).toMatchObject({ endsOn: '2027-09-30', priceMinor: 99000 })
    expect((await rows()).memberships).toMatchObject([
      { plan_id: big.planId, plan_version_id: plan.versionId, next_plan_id: null },
    ])
    await world().must('memberships.revoke-renewal', { periodId: input.periodId }, on('2027-06-20'))
    expect((await rows()).memberships).toMatchObject([{ plan_id: plan.planId, next_plan_id: big.planId }])
    await world().must('memberships.revoke-renewal', { periodId: input.periodId }, on('2027-06-20'))
    await renew(renewal(membershipId), on('2027-06-20'))
    await world().must('memberships.roll-day', { day: '2027-07-01' }, { ...on('2027-07-01'), as: 'system' })
    expect((await rows()).memberships).toMatchObject([{ plan_version_id: big.versionId }])
    await world().must('memberships.archive-plan', { planId: plan.planId }, on('2027-07-01'))
    await moveTo(plan.planId)
    expect(await renew(renewal(membershipId), on('2027-09-20'))).toMatchObject({ priceMinor: 99000 })
    expect((await rows()).memberships).toMatchObject([{ plan_id: big.planId, next_plan_id: plan.planId }])
  })

  it('MB-R20 MB-R54 not for a suspended member, nor what is cancelled, nor onto days of another membership', async () => {
    const { memberId, plan, membershipId } = await sold()
    const next = await shop().sell(memberId, plan, { startsOn: '2027-07-15' }, on('2027-06-01'))
    expect(await refuses(renewal(membershipId), on('2027-06-20'))).toMatchObject({
      code: 'membership_overlap',
      params: { membershipId: next, from: '2027-07-15', to: '2027-08-15' },
    })
    await world().must('memberships.revoke-purchase', { membershipId: next }, on('2027-06-01'))
    expect((await refuses(renewal(next), on('2027-06-20'))).code).toBe('membership_already_cancelled')
    const off = { membershipId: next, on: true }
    expect((await world().refuses('memberships.set-auto-renew', off)).code).toBe('membership_already_cancelled')
    await world().must('memberships.suspend-member', { memberId, reason: 'x' })
    expect(await refuses(renewal(membershipId), on('2027-06-20'))).toMatchObject({ code: 'member_not_active' })
  })

  it('a renewal is taken back for 24 hours and before it is paid; the first period is no renewal', async () => {
    const { membershipId } = await sold()
    const input = renewal(membershipId)
    await renew(input, on('2027-06-20'))
    const revoke = (periodId: string, how: Circumstances) =>
      world().refuses('memberships.revoke-renewal', { periodId }, how)
    const late = { at: '2027-06-21T09:00:00.001Z' }
    expect(await revoke(input.periodId, late)).toMatchObject({
      code: 'membership_revoke_too_late',
      params: { reason: 'time' },
    })
    await shop().write((db) =>
      db.updateTable('membership_charges').set({ state: 'settled' }).where('id', '=', input.chargeId).execute(),
    )
    expect(await revoke(input.periodId, on('2027-06-20'))).toMatchObject({ params: { reason: 'settled' } })
    const [first] = (await rows()).periods
    expect((await revoke(first?.id ?? '', on('2027-05-31'))).code).toBe('membership_revoke_too_late')
    expect((await revoke(newId(), on('2027-05-31'))).code).toBe('membership_not_found')
  })

  it('auto-renew is switched by the desk or by the member, and back by Ctrl+Z only where it was switched', async () => {
    const { memberId, membershipId } = await sold()
    await shop().signsIn(memberId)
    const input = { membershipId, on: true }
    const outcome = await world().must('memberships.set-auto-renew', input, { as: 'member' })
    expect(outcome).toEqual({ autoRenew: true, changed: true })
    expect((await rows()).memberships).toMatchObject([{ auto_renew: true }])
    const command = domain.commands.get('memberships.set-auto-renew')
    expect(command?.undo(input, outcome)).toEqual({
      command: 'memberships.set-auto-renew',
      input: { membershipId, on: false },
    })
    const again = await world().must('memberships.set-auto-renew', input)
    expect(again).toEqual({ autoRenew: true, changed: false })
    expect(command?.undo(input, again)).toBeNull()
  })

  it('section 6: the board of renewals names what ends in a range, the earliest first', async () => {
    const [first, second] = [await sold({}, {}), await sold({ durationValue: 2, autoRenew: true })]
    const cancelled = await sold()
    await world().must('memberships.revoke-purchase', { membershipId: cancelled.membershipId }, on('2027-05-31'))
    const board = (input: JsonObject) =>
      world().ask('memberships.renewals', { from: '2027-06-01', ...input }, on('2027-06-20'))
    expect(await board({ to: '2027-07-31' })).toMatchObject({
      ...{ total: 2, page: 1, limit: 100 },
      rows: [
        { id: first.membershipId, name: 'Ayşe Yılmaz', endsOn: '2027-06-30', autoRenew: false, renewed: false },
        { id: second.membershipId, endsOn: '2027-07-31', autoRenew: true },
      ],
    })
    expect(await board({ to: '2027-06-30' })).toMatchObject({ total: 1 })
    await renew(renewal(first.membershipId), on('2027-06-20'))
    expect(await board({ to: '2027-07-31', limit: 1, page: 2 })).toMatchObject({ total: 2, rows: [{}] })
    expect(await board({ to: '2027-07-30' })).toMatchObject({ total: 0 })
    const { rows: both } = shown.parse(await board({ to: '2027-07-31' }))
    expect(both.find(({ id }) => id === first.membershipId)?.renewed).toBe(true)
    expect(both.find(({ id }) => id === second.membershipId)?.renewed).toBe(false)
  })

  it('section 6: a member’s page tells periods, freezes and which buttons there is reason to show', async () => {
    const { memberId, membershipId } = await sold({ maxFreezeDays: 30 })
    const freeze = { freezeId: newId(), chargeId: newId(), membershipId, fromOn: '2027-06-10', toOn: '2027-06-12' }
    await world().must('memberships.freeze', freeze, on('2027-06-01'))
    const page = (day: string) => world().ask('memberships.member', { memberId }, on(day))
    expect(await page('2027-06-10')).toMatchObject({
      memberships: [
        {
          ...{ status: 'frozen', nextPlanId: null, may: { freeze: true, unfreeze: true, renew: true } },
          periods: [{ frozenDays: 3, cut: false, endsOn: '2027-07-03' }],
          freezes: [{ id: freeze.freezeId, fromOn: '2027-06-10', toOn: '2027-06-12', state: 'planned' }],
        },
      ],
    })
    expect(await page('2027-07-04')).toMatchObject({
      memberships: [{ may: { freeze: false, unfreeze: false, renew: true } }],
    })
    expect(await page('2027-08-03')).toMatchObject({ memberships: [{ may: { renew: false } }] })
    await world().must('memberships.cancel-freeze', { freezeId: freeze.freezeId }, on('2027-06-01'))
    expect(await page('2027-06-01')).toMatchObject({ memberships: [{ freezes: [] }] })
  })
})
