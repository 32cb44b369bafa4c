import { expect, it } from 'vitest'
import { z } from 'zod'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import type { Rejection } from '../../src-shared/kernel/rejection.ts'
import { type MadePlan, Shop } from './memberships-shop.ts'
import { doAndUndo, doUndoAndRedo } from './plant-slots-hands.ts'
import { type Circumstances, noon, onBothDatabases, type World } from './world.ts'

const on = (day: string): Circumstances => ({ at: `${day}T09:00:00.000Z`, as: 'manager' })

onBothDatabases('plan changes', (world: () => World) => {
  const shop = () => new Shop(world())
  const yearly = { durationType: 'MONTHS', durationValue: 12, priceMinor: 120000 }

  /** A membership of a year from 2027-01-01 at 1,200.00, and a plan of a month at 49.90 to change to. */
  async function sold(terms: JsonObject = yearly, startsOn = '2027-01-01') {
    const memberId = await shop().member()
    const plan = await shop().plan(terms)
    const sale = shop().sale(memberId, plan, { startsOn })
    await world().must('memberships.purchase', sale, { at: `${startsOn}T09:00:00.000Z` })
    return { ...sale, to: await shop().plan({ priceMinor: 4990 }) }
  }
  const change = (membershipId: string, { planId, versionId }: MadePlan, rest: JsonObject = {}) => ({
    ...{ membershipId, mode: 'now', toPlanId: planId, toPlanVersionId: versionId },
    ...{ periodId: newId(), chargeId: newId() },
    ...rest,
  })
  const taken = async ({ alternatives }: Rejection, how: Circumstances) => {
    const [way] = alternatives
    return world().must(way?.command ?? '', way?.input ?? {}, how)
  }

  it('MB-A54 MB-R52 changed on 2027-07-01: 606.56 back, the old period cut, the new one from that day in full', async () => {
    const { membershipId, memberId, to } = await sold()
    const preview = await world().ask(
      'memberships.preview-change',
      { membershipId, toPlanId: to.planId },
      on('2027-07-01'),
    )
    expect(preview).toMatchObject({
      change: {
        ...{ paidDays: 366, unusedDays: 185, creditMinor: 60656, priceMinor: 4990, netMinor: -55666 },
        ...{ endsOn: '2027-08-01', currency: 'TRY', slots: { kept: 0, added: 0, returned: 0 } },
      },
      refusal: null,
    })
    const input = change(membershipId, to)
    expect(await world().must('memberships.change-plan', input, on('2027-07-01'))).toMatchObject({
      ...{ endsOn: '2027-08-01', creditMinor: 60656, netMinor: -55666 },
    })
    const { memberships, periods, charges } = await shop().rows()
    expect(memberships).toMatchObject([
      { plan_id: to.planId, plan_version_id: to.versionId, ends_on: '2027-08-01', status: 'active' },
    ])
    expect(periods).toMatchObject([
      { seq: 1, starts_on: '2027-01-01', ends_on: '2027-06-30', cut: true, voided_at: null },
      {
        seq: 2,
        starts_on: '2027-07-01',
        ends_on: '2027-08-01',
        anchor_on: '2027-07-01',
        price_minor: 4990,
        id: input.periodId,
      },
    ])
    expect(charges.filter(({ kind }) => kind !== 'purchase')).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'change', amount_minor: 4990, due_on: '2027-07-01', id: input.chargeId }),
        expect.objectContaining({ kind: 'change_credit', amount_minor: -60656, due_on: '2027-07-01' }),
      ]),
    )
    // MB-A59: the balance is net.
    expect(await world().ask('memberships.charges', { memberId })).toMatchObject({
      balances: [{ currency: 'TRY', dueMinor: 120000 + 4990 - 60656 }],
    })
  })

  it('MB-A54 the same with 20 days frozen in March gives 672.13 back', async () => {
    const { membershipId, periodId, memberId, to } = await sold()
    await shop().write(async (db) => {
      const span = { from_on: '2027-03-01', to_on: '2027-03-20', state: 'ended' } as const
      const ids = { id: newId(), membership_id: membershipId, member_id: memberId, period_id: periodId }
      await db
        .insertInto('membership_freezes')
        .values({ ...ids, ...span })
        .execute()
      await db.updateTable('membership_periods').set({ frozen_days: 20, ends_on: '2028-01-21' }).execute()
      await db.updateTable('memberships').set({ ends_on: '2028-01-21' }).execute()
    })
    expect(await world().must('memberships.change-plan', change(membershipId, to), on('2027-07-01'))).toMatchObject({
      creditMinor: 67213,
    })
  })

  it('MB-A54 on its first day all is given back and the old period is void; on the last of 31 days, 1.61', async () => {
    const first = await sold({ priceMinor: 4990 }, '2027-04-30')
    const input = change(first.membershipId, first.to)
    expect(await world().must('memberships.change-plan', input, on('2027-04-30'))).toMatchObject({
      creditMinor: 4990,
      netMinor: 0,
    })
    expect((await shop().rows()).periods.find(({ id }) => id === first.periodId)).toMatchObject({
      ...{ voided_at: '2027-04-30T09:00:00.000Z', cut: false, ends_on: '2027-05-30' },
    })
    const last = await sold({ priceMinor: 4990 }, '2027-04-30')
    expect(
      await world().must('memberships.change-plan', change(last.membershipId, last.to), on('2027-05-30')),
    ).toMatchObject({
      ...{ creditMinor: 161, endsOn: '2027-06-30' },
    })
  })

  it('MB-A54 MB-R52 with a freeze ahead it is refused, and offered at renewal', async () => {
    const { membershipId, periodId, memberId, to } = await sold()
    const freezeId = newId()
    await shop().write((db) =>
      db
        .insertInto('membership_freezes')
        .values({
          ...{ id: freezeId, membership_id: membershipId, member_id: memberId, period_id: periodId },
          ...{ from_on: '2027-09-01', to_on: '2027-09-05' },
        })
        .execute(),
    )
    const refusal = await world().refuses('memberships.change-plan', change(membershipId, to), on('2027-07-01'))
    expect(refusal).toMatchObject({ code: 'membership_freeze_pending', params: { freezeId }, rule: 'MB-R52' })
    await taken(refusal, on('2027-07-01'))
    expect((await shop().rows()).memberships).toMatchObject([{ next_plan_id: to.planId }])
  })

  it('MB-A54 the same plan, another currency, a plan out of reach or archived are refused', async () => {
    const { membershipId, planId, planVersionId, to } = await sold()
    const refuses = (plan: MadePlan, rest: JsonObject = {}) =>
      world().refuses('memberships.change-plan', change(membershipId, plan, rest), on('2027-07-01'))
    expect(await refuses({ planId, versionId: planVersionId })).toMatchObject({ code: 'membership_change_same_plan' })
    expect(await refuses(await shop().plan({ currency: 'EUR' }))).toMatchObject({
      code: 'membership_currency_mismatch',
      params: { from: 'TRY', to: 'EUR' },
    })
    expect(await refuses({ planId: newId(), versionId: newId() })).toMatchObject({
      code: 'membership_plan_not_accessible',
    })
    expect(await refuses(await shop().plan({ requiresKyc: true }))).toMatchObject({ code: 'member_kyc_required' })
    await world().must('memberships.archive-plan', { planId: to.planId })
    expect(await refuses(to)).toMatchObject({ code: 'membership_plan_archived', params: { planId: to.planId } })
    for (const as of ['frontdesk', 'field', 'viewer', 'member'] as const) {
      expect(await world().refuses('memberships.change-plan', change(newId(), to), { as })).toMatchObject({
        code: 'actor_not_permitted',
      })
    }
  })

  it('MB-R52 the day is from today to the last one, and the nearest is offered', async () => {
    const { membershipId, to } = await sold()
    const change_ = (day: string) => change(membershipId, to, { on: day })
    for (const day of ['2027-06-30', '2028-01-02']) {
      expect(await world().refuses('memberships.change-plan', change_(day), on('2027-07-01'))).toMatchObject({
        code: 'validation_failed',
        params: { issues: [{ path: 'on', message: 'From 2027-07-01 to 2028-01-01' }] },
      })
    }
    const refusal = await world().refuses('memberships.change-plan', change_('2028-01-02'), on('2027-07-01'))
    await taken(refusal, on('2027-07-01'))
    // A later day: the terms of today stay until then.
    expect((await shop().rows()).memberships).toMatchObject([{ plan_id: to.planId, ends_on: '2028-02-01' }])
    expect((await shop().rows()).memberships[0]?.plan_version_id).not.toBe(to.versionId)
  })

  it('MB-R52 what does not count today is not changed', async () => {
    const { membershipId, to } = await sold(yearly, '2027-08-01')
    expect(await world().refuses('memberships.change-plan', change(membershipId, to), on('2027-07-01'))).toMatchObject({
      code: 'membership_not_active',
      params: { status: 'scheduled' },
    })
    expect(await world().refuses('memberships.change-plan', change(membershipId, to), on('2028-09-01'))).toMatchObject({
      params: { status: 'expired' },
    })
    expect(await world().refuses('memberships.change-plan', change(newId(), to), on('2027-07-01'))).toMatchObject({
      code: 'membership_not_found',
    })
  })

  it('MB-R22 terms replaced where nobody could know stand; terms that were seen to change do not', async () => {
    const { membershipId, to } = await sold()
    const before = world().version
    const versionId = newId()
    await world().must('memberships.update-plan', {
      ...{ planId: to.planId, versionId, seenVersionNo: 1, patch: { terms: { priceMinor: 5990 } } },
    })
    const late = await world().refuses('memberships.change-plan', change(membershipId, to), on('2027-03-02'))
    expect(late).toMatchObject({ code: 'membership_plan_terms_changed', params: { planVersionId: versionId } })
    const told = await world().must('memberships.change-plan', change(membershipId, to), {
      ...on('2027-03-02'),
      basisVersion: before,
    })
    expect(told).toMatchObject({ endsOn: '2027-04-02' })
    expect((await shop().rows()).periods.at(-1)).toMatchObject({ price_minor: 4990 })
  })

  it('MB-R52 a period ahead is void; its charge too where due, given back where it was paid', async () => {
    for (const isPaid of [false, true]) {
      const { membershipId, memberId, planVersionId, to } = await sold({ priceMinor: 49000 }, '2027-03-01')
      const [periodId, chargeId] = [newId(), newId()]
      // As a renewal leaves it.
      await shop().write(async (db) => {
        const days = { starts_on: '2027-04-02', scheduled_ends_on: '2027-05-01', ends_on: '2027-05-01' }
        await db
          .insertInto('membership_periods')
          .values({
            ...{
              id: periodId,
              membership_id: membershipId,
              member_id: memberId,
              plan_version_id: planVersionId,
              seq: 2,
            },
            ...{ ...days, anchor_on: '2027-03-01', anchor_count: 2, price_minor: 49000, currency: 'TRY' },
          })
          .execute()
        await db
          .insertInto('membership_charges')
          .values({
            ...{ id: chargeId, membership_id: membershipId, member_id: memberId, period_id: periodId, kind: 'renewal' },
            ...{ amount_minor: 49000, currency: 'TRY', due_on: '2027-04-02' },
          })
          .execute()
        await db.updateTable('memberships').set({ ends_on: '2027-05-01' }).where('id', '=', membershipId).execute()
      })
      if (isPaid) {
        const settlement = { settlementId: newId(), chargeIds: [chargeId], method: 'cash', amountMinor: 49000 }
        await world().must('memberships.settle-charges', settlement)
      }
      const input = change(membershipId, to)
      const asked = { membershipId, toPlanId: to.planId }
      const answer = await world().ask('memberships.preview-change', asked, on('2027-03-01'))
      const previewed = z.looseObject({ change: z.looseObject({ netMinor: z.int() }) }).parse(answer).change
      expect(previewed).toMatchObject({ aheadMinor: isPaid ? 49000 : 0 })
      const outcome = await world().must('memberships.change-plan', input, on('2027-03-01'))
      expect(outcome).toMatchObject({ creditMinor: 49000, netMinor: previewed.netMinor })
      const { periods, charges } = await shop().rows()
      expect(periods.find(({ id }) => id === periodId)?.voided_at).not.toBeNull()
      expect(charges.find(({ id }) => id === chargeId)).toMatchObject({ state: isPaid ? 'settled' : 'void' })
      const back = charges.filter((charge) => charge.period_id === periodId && charge.kind === 'change_credit')
      expect(back.map(({ amount_minor }) => amount_minor)).toEqual(isPaid ? [-49000] : [])
      // Taken back: the period ahead counts again, and what was void is asked for anew.
      await world().must('memberships.revert-plan-change', { membershipId, periodId: input.periodId }, on('2027-03-01'))
      const after = await shop().rows()
      expect(after.memberships.find(({ id }) => id === membershipId)).toMatchObject({ ends_on: '2027-05-01' })
      expect(after.periods.find(({ id }) => id === periodId)).toMatchObject({ voided_at: null })
      const anew = after.charges.filter((charge) => charge.period_id === periodId && charge.state === 'due')
      expect(anew.map(({ kind, amount_minor, due_on }) => ({ kind, amount_minor, due_on }))).toEqual(
        isPaid ? [] : [{ kind: 'renewal', amount_minor: 49000, due_on: '2027-04-02' }],
      )
    }
  })

  it('[DX-R16] a change is undone and done again, on the first day too; later than a day it is not taken back', async () => {
    const { membershipId, to } = await sold()
    await doUndoAndRedo(world(), 'memberships.change-plan', change(membershipId, to), on('2027-07-01'))
    expect((await shop().rows()).memberships).toMatchObject([{ ends_on: '2028-01-01' }])
    const live = async () => (await shop().rows()).periods.filter(({ voided_at }) => voided_at === null)
    expect(await live()).toMatchObject([{ cut: false, ends_on: '2028-01-01', cut_command_id: null }])
    await doUndoAndRedo(world(), 'memberships.change-plan', change(membershipId, to), on('2027-01-01'))
    expect(await live()).toMatchObject([{ cut: false, ends_on: '2028-01-01', void_command_id: null }])
    expect((await shop().rows()).charges.filter(({ state }) => state === 'due')).toMatchObject([{ kind: 'purchase' }])
    const input = change(membershipId, to)
    await world().must('memberships.change-plan', input, { at: noon, as: 'manager' })
    const back = { membershipId, periodId: input.periodId }
    const late = await world().refuses('memberships.revert-plan-change', back, { at: '2027-03-02T09:00:00.001Z' })
    expect(late).toMatchObject({ code: 'membership_revoke_too_late', params: { reason: 'time' } })
    const settlement = { settlementId: newId(), chargeIds: [input.chargeId], method: 'cash', amountMinor: 4990 }
    await world().must('memberships.settle-charges', settlement)
    expect(await world().refuses('memberships.revert-plan-change', back)).toMatchObject({
      params: { reason: 'settled' },
    })
  })

  it('a period that no plan change began is not taken back as one', async () => {
    const { membershipId, periodId } = await sold()
    for (const given of [periodId, newId()]) {
      const back = { membershipId, periodId: given }
      expect(await world().refuses('memberships.revert-plan-change', back)).toMatchObject({ code: 'validation_failed' })
    }
  })

  it('MB-A55 MB-R53 at renewal: nothing now, and no money; null clears it; undone, it is as it was', async () => {
    const { membershipId, planId, to } = await sold()
    const next = (toPlanId: string | null) => ({ membershipId, mode: 'at_renewal', toPlanId })
    expect(await world().must('memberships.change-plan', next(to.planId), on('2027-07-01'))).toMatchObject({
      ...{ endsOn: '2028-01-01', creditMinor: 0, netMinor: 0 },
    })
    await doAndUndo(world(), 'memberships.change-plan', next(null), on('2027-07-01'))
    const { memberships, periods, charges } = await shop().rows()
    expect(memberships).toMatchObject([{ plan_id: planId, next_plan_id: to.planId }])
    expect([periods, charges]).toMatchObject([[{ voided_at: null }], [{ kind: 'purchase' }]])
    const refuses = (toPlanId: string) => world().refuses('memberships.change-plan', next(toPlanId), on('2027-07-01'))
    expect(await refuses(planId)).toMatchObject({ code: 'membership_change_same_plan' })
    expect(await refuses(newId())).toMatchObject({ code: 'membership_plan_not_accessible' })
    expect(await refuses((await shop().plan({ currency: 'EUR' })).planId)).toMatchObject({
      code: 'membership_currency_mismatch',
    })
    await world().must('memberships.archive-plan', { planId: to.planId })
    expect(await refuses(to.planId)).toMatchObject({ code: 'membership_plan_archived' })
  })

  it('MB-R46 the preview says why not, and is for those who may see money', async () => {
    const { membershipId, memberId, planId, to } = await sold()
    const ask = (toPlanId: string, how: Circumstances = on('2027-07-01')) =>
      world().ask('memberships.preview-change', { membershipId, toPlanId }, how)
    expect(await ask(planId)).toMatchObject({ change: null, refusal: { code: 'membership_change_same_plan' } })
    await expect(ask(newId())).rejects.toThrow('membership_plan_not_accessible')
    await expect(ask(to.planId, { as: 'field' })).rejects.toThrow('actor_not_permitted')
    await expect(ask(to.planId, { as: 'member' })).rejects.toThrow('actor_not_permitted')
    await shop().signsIn(memberId)
    expect(await ask(to.planId, { ...on('2027-07-01'), as: 'member' })).toMatchObject({ refusal: null })
  })
})
