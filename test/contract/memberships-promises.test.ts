import { expect, it } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import { Shop } from './memberships-shop.ts'
import { noon, onBothDatabases, type World } from './world.ts'

onBothDatabases('promises and second thoughts', (world: () => World) => {
  const shop = () => new Shop(world())
  const rows = () => shop().rows()
  const enrolment = (...given: Parameters<Shop['enrolment']>) => shop().enrolment(...given)

  it('MB-A28 MB-R22 terms closed where the desk could not know it stand for the promised hours', async () => {
    const plan = await shop().plan({ priceMinor: 4990 })
    const basisVersion = world().version
    const patch = { terms: { priceMinor: 5990 } }
    const next = newId()
    const raise = { planId: plan.planId, versionId: next, seenVersionNo: 1, patch }
    await world().must('memberships.update-plan', raise, { at: '2027-03-01T06:00:00.000Z' })
    const unknowing = { basisVersion, at: '2027-03-04T06:00:00.000Z', as: 'frontdesk' } as const
    const sale = () =>
      shop()
        .member()
        .then((memberId) => shop().sale(memberId, plan))
    expect(await world().must('memberships.purchase', await sale(), unknowing)).toMatchObject({ priceMinor: 4990 })

    const late = { ...unknowing, at: '2027-03-04T06:00:00.001Z' }
    const refusal = await world().refuses('memberships.purchase', await sale(), late)
    expect(refusal).toMatchObject({
      code: 'membership_plan_terms_changed',
      rule: 'MB-R22',
      params: {
        planVersionId: next,
        old: { versionNo: 1, priceMinor: 4990, currency: 'TRY', durationType: 'MONTHS', durationValue: 1 },
        new: { versionNo: 2, priceMinor: 5990 },
      },
    })
    expect(refusal.alternatives.map(({ label }) => label)).toEqual(['memberships.sell_present_terms'])
    const present = await world().must('memberships.purchase', refusal.alternatives[0]?.input ?? {}, late)
    expect(present).toMatchObject({ priceMinor: 5990 })

    const knowing = { at: '2027-03-01T07:00:00.000Z', basisVersion: world().version }
    const told = await world().refuses('memberships.purchase', await sale(), knowing)
    expect(told.alternatives.map(({ label }) => label)).toEqual([
      'memberships.sell_present_terms',
      'memberships.keep_shown_price',
    ])
    const kept = await world().must('memberships.purchase', told.alternatives[1]?.input ?? {}, knowing)
    expect(kept).toMatchObject({ priceMinor: 4990 })
  })

  it('MB-A29 MB-R22 the same of a plan that was archived meanwhile', async () => {
    const plan = await shop().plan()
    const basisVersion = world().version
    await world().must('memberships.archive-plan', { planId: plan.planId }, { at: '2027-03-01T06:00:00.000Z' })
    const sale = () =>
      shop()
        .member()
        .then((memberId) => shop().sale(memberId, plan))
    await world().must('memberships.purchase', await sale(), { basisVersion, at: '2027-03-01T07:00:00.000Z' })
    const late = { basisVersion, at: '2027-03-05T07:00:00.000Z' }
    expect(await world().refuses('memberships.purchase', await sale(), late)).toMatchObject({
      code: 'membership_plan_archived',
    })
  })

  it('a sale taken back is as if it had not been: cancelled, period and charge void, the days free again', async () => {
    const [plan, memberId] = [await shop().plan({ autoRenew: true }), await shop().member()]
    const sale = shop().sale(memberId, plan)
    const outcome = await world().must('memberships.purchase', sale)
    const back = domain.commands.get('memberships.purchase')?.undo(sale, outcome)
    const at = '2027-03-02T09:00:00.000Z'
    expect(await world().must(back?.command ?? '', back?.input ?? {}, { at, as: 'frontdesk' })).toEqual({})
    expect(await rows()).toMatchObject({
      memberships: [{ status: 'cancelled', cancelled_on: '2027-03-01', auto_renew: false, ends_on: '2027-04-01' }],
      periods: [{ voided_at: at }],
      charges: [{ state: 'void', amount_minor: 49000 }],
    })
    expect(await world().must('memberships.revoke-purchase', { membershipId: sale.membershipId }, { at })).toEqual({})
    await shop().sell(memberId, plan)
    expect(await world().ask('memberships.standing', { memberId })).toMatchObject({ colour: 'green' })
  })

  it('MB-A66 an enrolment is undone by revoking its sale; the member stays', async () => {
    const input = enrolment(await shop().plan())
    const outcome = await world().must('memberships.enrol', input)
    const back = domain.commands.get('memberships.enrol')?.undo(input, outcome)
    await world().must(back?.command ?? '', back?.input ?? {})
    expect(await rows()).toMatchObject({ members: [{ id: input.memberId }], memberships: [{ status: 'cancelled' }] })
  })

  it('a sale is not taken back after 24 hours, nor once money was taken', async () => {
    const membershipId = await shop().sell(await shop().member(), await shop().plan())
    const refusal = { code: 'membership_revoke_too_late' }
    const late = { at: '2027-03-02T09:00:00.001Z' }
    expect(await world().refuses('memberships.revoke-purchase', { membershipId }, late)).toMatchObject({
      ...refusal,
      params: { reason: 'time' },
    })
    await shop().write((db) =>
      db.updateTable('membership_charges').set({ state: 'settled', settled_at: noon }).execute(),
    )
    expect(await world().refuses('memberships.revoke-purchase', { membershipId })).toMatchObject({
      ...refusal,
      params: { reason: 'settled' },
    })
    const unknown = { membershipId: newId() }
    expect(await world().refuses('memberships.revoke-purchase', unknown)).toMatchObject({
      code: 'membership_not_found',
    })
  })
})
