import { describe, expect, it } from 'vitest'
import {
  type CancelFacts,
  type CancelRequest,
  planCancellation,
} from '../../../src-shared/modules/memberships/cancel-rules.ts'
import { isRejection } from '../../../src-shared/modules/memberships/sale-rules.ts'
import type { WholeFreeze, WholeMembership } from '../../../src-shared/modules/memberships/whole-membership.ts'
import { charge, period, periodAhead, whole } from './whole.ts'

const today = '2027-05-11'
/** From 2027-04-30 to 05-30 at 49.90; 20 of 31 days are unused today, which are 32.19. */
const plan = (membership: WholeMembership, request: Partial<CancelRequest> = {}, more: Partial<CancelFacts> = {}) =>
  planCancellation(
    {
      ...{ membership, at: '2027-05-11T09:00:00.000Z', today, commandId: 'now' },
      ...{ mayBackdate: false, mayRefundAll: false },
      retry: (label, changes, params) => ({
        ...{ label, command: 'again', input: { ...changes } },
        ...(params ? { params } : {}),
      }),
      ...more,
    },
    { on: today, refund: 'none', ...request },
  )
function planned(...asked: Parameters<typeof plan>) {
  const answer = plan(...asked)
  if (isRejection(answer)) throw new Error(answer.code)
  return answer
}
const freeze = (fields: Partial<WholeFreeze> = {}): WholeFreeze => ({
  ...{ id: 'f', period_id: 'p1', from_on: '2027-05-20', to_on: '2027-05-22', state: 'planned', reason: null },
  ...{ fee_charge_id: 'fee', created_at: '2027-05-01T09:00:00.000Z', ...fields },
})
const fee = charge({ id: 'fee', kind: 'freeze_fee', amount_minor: 500 })
const ahead = charge({ id: 'c2', period_id: 'p2', kind: 'renewal' })

describe('MB-R54 the day of a cancellation', () => {
  const outside = (on: string, nearest: string, from: string, more: Partial<CancelFacts> = {}) =>
    expect(plan(whole(), { on }, more)).toEqual({
      ...{ code: 'validation_failed', rule: 'MB-R54' },
      params: { issues: [{ path: 'on', code: 'out_of_range', message: `From ${from} to 2027-05-31` }] },
      alternatives: [{ label: 'cancel_on', command: 'again', input: { on: nearest }, params: { day: nearest } }],
    })

  it('is from today to the day after the last one, or from the first one of the period for who may', () => {
    outside('2027-05-10', today, today)
    outside('2027-06-01', '2027-05-31', today)
    outside('2027-04-29', '2027-04-30', '2027-04-30', { mayBackdate: true })
    for (const on of [today, '2027-05-31']) expect(planned(whole(), { on }).atOnce).toBe(on === today)
    expect(planned(whole(), { on: '2027-04-30' }, { mayBackdate: true })).toMatchObject({ atOnce: true })
  })

  it('of one that begins later is from today too, and all of it is void at once', () => {
    const later = whole({ status: 'scheduled', starts_on: '2027-05-31', periods: [periodAhead()], charges: [ahead] })
    expect(planned(later, { on: '2027-05-31' }, { mayBackdate: true })).toMatchObject({
      ...{ atOnce: true, planId: 'plan1', voidIds: ['c2'], endsOn: later.ends_on },
    })
    expect(plan(later, { on: '2027-05-10' }, { mayBackdate: true })).toMatchObject({
      alternatives: [{ input: { on: today } }],
    })
  })

  it('is none of one that is over, cancelled, or has nothing left', () => {
    const none = (fields: Partial<WholeMembership>) => plan(whole(fields))
    expect(none({ ends_on: '2027-05-10' })).toEqual({
      ...{ code: 'membership_not_active', params: { status: 'expired' }, rule: 'MB-R54', alternatives: [] },
    })
    expect(none({ cancelled_on: '2027-05-20' })).toMatchObject({ code: 'membership_already_cancelled' })
    expect(none({ periods: [] })).toEqual({
      ...{ code: 'membership_not_active', params: { status: 'expired' }, rule: 'MB-R54', alternatives: [] },
    })
  })

  it('cuts the period that runs up to it, though a later one has begun by then', () => {
    const both = whole({ ends_on: '2027-06-30', periods: [period(), periodAhead({ plan_id: 'plan2' })] })
    const cancelled = (on: string) => planned(both, { on, refund: 'prorated' })
    expect(cancelled('2027-05-31')).toMatchObject({
      planId: 'plan1',
      endsOn: '2027-05-30',
      refund: { period_id: 'p1' },
    })
    expect(cancelled('2027-06-01')).toMatchObject({
      planId: 'plan2',
      endsOn: '2027-05-31',
      refund: { period_id: 'p2' },
    })
  })
})

describe('MB-R54 what is given back', () => {
  const paid = whole({ charges: [charge({ state: 'settled' })] })
  const back = (membership: WholeMembership, request: Partial<CancelRequest>, more: Partial<CancelFacts> = {}) =>
    planned(membership, request, more).refund

  it('is nothing, what is unused, or all', () => {
    const kept = { kind: 'refund', currency: 'TRY', period_id: 'p1', due_on: today }
    expect(back(paid, {})).toEqual({ ...kept, amount_minor: 0 })
    expect(back(paid, { refund: 'prorated' })).toEqual({ ...kept, amount_minor: -3219 })
    expect(back(paid, { refund: 'full' }, { mayRefundAll: true })).toEqual({ ...kept, amount_minor: -4990 })
  })

  it('is all only for those who may, and nothing where the price is not known', () => {
    expect(plan(paid, { refund: 'full' })).toEqual({
      ...{ code: 'actor_not_permitted', rule: 'MB-R54' },
      params: { reason: 'permission', permission: 'membership_manage', scope: 'tenant' },
      alternatives: [{ label: 'cancel_prorated', command: 'again', input: { refund: 'prorated' } }],
    })
    const imported = whole({ periods: [period({ price_minor: null })], charges: [] })
    expect(plan(imported, { refund: 'prorated' })).toEqual({
      ...{ code: 'validation_failed', rule: 'MB-R54' },
      params: { issues: [{ path: 'refund', code: 'no_price', message: 'The price is not known' }] },
      alternatives: [{ label: 'cancel_without_refund', command: 'again', input: { refund: 'none' } }],
    })
    expect(back(imported, {}).amount_minor).toBe(0)
  })

  it('is less what was not paid, where the period itself is void; a cut one is still owed', () => {
    const first = { on: '2027-04-30', refund: 'full' } as const
    const may = { mayBackdate: true, mayRefundAll: true }
    expect(planned(whole(), first, may)).toMatchObject({ voidIds: ['c1'], credits: [], refund: { amount_minor: 0 } })
    expect(planned(paid, first, may)).toMatchObject({ voidIds: [], credits: [], refund: { amount_minor: -4990 } })
    expect(planned(whole(), { refund: 'prorated' })).toMatchObject({ voidIds: [], refund: { amount_minor: -3219 } })
    const half = [charge({ amount_minor: 1990 }), charge({ id: 'cx', amount_minor: 3000, state: 'settled' })]
    expect(planned(whole({ charges: half }), first, may)).toMatchObject({
      ...{ voidIds: ['c1'], credits: [], refund: { amount_minor: -3000 } },
    })
  })

  it('is what was paid for periods ahead; what is due for them is void, and what is on an invoice is countered', () => {
    const both = (fields: object) =>
      planned(whole({ ends_on: '2027-06-30', periods: [period(), periodAhead()], charges: [{ ...ahead, ...fields }] }))
    const credit = { kind: 'refund', amount_minor: -4990, currency: 'TRY', period_id: 'p2', due_on: today }
    expect(both({})).toMatchObject({ voidIds: ['c2'], credits: [] })
    expect(both({ state: 'settled' })).toMatchObject({ voidIds: [], credits: [credit] })
    expect(both({ invoice_id: 'i' })).toMatchObject({ voidIds: [], credits: [credit] })
  })
})

describe('section 3: freezes end with their membership', () => {
  const frozen = (fields: Partial<WholeFreeze>, on = today, charges = [fee]) =>
    planned(
      whole({
        ends_on: '2027-06-02',
        periods: [period({ ends_on: '2027-06-02', frozen_days: 3 })],
        freezes: [freeze(fields)],
        charges,
      }),
      { on },
    )

  it('one that would begin then, or later, does not come, nor its fee', () => {
    for (const from_on of [today, '2027-05-20']) {
      expect(frozen({ from_on })).toMatchObject({
        ...{ freezes: [{ id: 'f', state: 'cancelled', from_on, to_on: '2027-05-22' }], voidIds: ['fee'] },
        periods: [{ frozen_days: 0 }],
      })
    }
    const invoiced = frozen({}, today, [{ ...fee, invoice_id: 'i' }])
    expect(invoiced).toMatchObject({ voidIds: [], credits: [{ kind: 'refund', amount_minor: -500 }] })
    expect(frozen({}, today, [{ ...fee, state: 'settled' }])).toMatchObject({ voidIds: [], credits: [] })
    expect(frozen({}, today, [{ ...fee, id: 'other' }])).toMatchObject({ voidIds: [], credits: [] })
  })

  it('one that runs ends the day before, at once or when the day comes; one that is over stays', () => {
    const running = { from_on: '2027-05-10', to_on: '2027-05-22', state: 'running' } as const
    expect(frozen(running)).toMatchObject({
      freezes: [{ state: 'ended', to_on: '2027-05-10' }],
      ...{ voidIds: [], periods: [{ frozen_days: 1 }] },
    })
    expect(frozen(running, '2027-05-13')).toMatchObject({ freezes: [{ state: 'running', to_on: '2027-05-12' }] })
    expect(frozen({ ...running, to_on: today })).toMatchObject({ freezes: [{ state: 'ended', to_on: '2027-05-10' }] })
    expect(frozen({ from_on: '2027-05-01', to_on: '2027-05-10', state: 'running' }).freezes).toEqual([])
    expect(frozen({ state: 'cancelled' }).freezes).toEqual([])
    expect(frozen({ state: 'ended' }).freezes).toEqual([])
  })

  it('MB-R54 a void period ends as its terms and what is left of its freezes say; a cut one before the day', () => {
    const both = whole({
      ...{ ends_on: '2027-07-03', periods: [period(), periodAhead({ ends_on: '2027-07-03', frozen_days: 3 })] },
      freezes: [freeze({ period_id: 'p2', from_on: '2027-06-10', to_on: '2027-06-12' })],
      charges: [ahead, { ...fee, period_id: 'p2' }],
    })
    const { periods, voidIds } = planned(both)
    expect(periods).toMatchObject([
      { id: 'p1', ends_on: '2027-05-10', cut: true, frozen_days: 0 },
      { id: 'p2', ends_on: '2027-06-30', cut: false, frozen_days: 0 },
    ])
    expect(voidIds.toSorted()).toEqual(['c2', 'fee'])
  })
})
