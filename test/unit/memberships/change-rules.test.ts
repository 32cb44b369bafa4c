import { describe, expect, it } from 'vitest'
import {
  type ChangeFacts,
  changeOf,
  lastDay,
  nextPlanRefusal,
  planChange,
  revertRefusal,
} from '../../../src-shared/modules/memberships/change-rules.ts'
import { isRejection, type SaleVersion } from '../../../src-shared/modules/memberships/sale-rules.ts'
import type { WholeFreeze, WholeMembership } from '../../../src-shared/modules/memberships/whole-membership.ts'
import { charge, period, periodAhead, whole } from './whole.ts'

const today = '2027-05-11'
const at = '2027-05-11T09:00:00.000Z'
const version: SaleVersion = {
  ...{ id: 'v9', row_version: 1, version_no: 1, duration_type: 'MONTHS', duration_value: 3, price_minor: 9900 },
  ...{ currency: 'TRY', auto_renew: false, requires_kyc: false, slot_allocation: 2, slot_location_id: null },
  superseded_at: null,
}
const sold = (terms: Partial<SaleVersion> = {}, archived_at: string | null = null): ChangeFacts['target'] => {
  const now = { ...version, ...terms }
  return { plan: { id: 'plan9', status: archived_at ? 'ARCHIVED' : 'ACTIVE', archived_at }, version: now, current: now }
}
/** From 2027-04-30 to 05-30 at 49.90, moved to a plan of three months at 99.00. */
const change = (
  fields: Partial<WholeMembership> = {},
  more: Partial<ChangeFacts> = {},
  on?: string,
  toPlanId = 'plan9',
) =>
  planChange(
    {
      ...{ membership: whole(fields), at, today, basisVersion: 9, commandId: 'now', target: sold() },
      retry: (label, changes, params) => ({
        ...{ label, command: 'again', input: { ...changes } },
        ...(params ? { params } : {}),
      }),
      ...more,
    },
    { toPlanId, toPlanVersionId: 'v9', ...(on === undefined ? {} : { on }) },
  )
function changed(...asked: Parameters<typeof change>) {
  const answer = change(...asked)
  if (isRejection(answer)) throw new Error(answer.code)
  return answer
}
const atRenewal = [{ label: 'change_at_renewal', command: 'again', input: { mode: 'at_renewal' } }]
const refusal = (code: string, params: object, alternatives: object[] = [], rule = 'MB-R52') => ({
  ...{ code, params, alternatives, rule },
})
const freeze = (fields: Partial<WholeFreeze> = {}): WholeFreeze => ({
  ...{ id: 'f', period_id: 'p1', from_on: today, to_on: today, state: 'running', reason: null },
  ...{ fee_charge_id: null, created_at: at, ...fields },
})

describe('MB-R52 a plan change at once', () => {
  it('MB-A54 cuts the old period, credits what is unused, and begins the new plan in full', () => {
    const credit = { kind: 'change_credit', amount_minor: -3219, currency: 'TRY', period_id: 'p1', due_on: today }
    expect(changed()).toMatchObject({
      ...{ on: today, creditMinor: 3219, aheadMinor: 0, netMinor: 9900 - 3219, voidIds: [], credits: [credit] },
      ...{ days: { starts_on: today, ends_on: '2027-08-11' }, old: { id: 'p1' }, version: { id: 'v9' } },
      periods: [{ ends_on: '2027-05-10', cut: true }],
    })
    expect(changed({}, {}, '2027-05-30')).toMatchObject({ creditMinor: 161 })
  })

  it('makes what is due for a period ahead void, and credits what was paid for it', () => {
    const both = (fields: object) => {
      const ahead = { ...charge({ id: 'c2', period_id: 'p2', kind: 'renewal' }), ...fields }
      return changed({ ends_on: '2027-06-30', periods: [period(), periodAhead()], charges: [charge(), ahead] })
    }
    expect(both({})).toMatchObject({ voidIds: ['c2'], aheadMinor: 0, netMinor: 9900 - 3219 })
    expect(both({ state: 'settled' })).toMatchObject({
      ...{ voidIds: [], aheadMinor: 4990, netMinor: 9900 - 3219 - 4990 },
      credits: [{ period_id: 'p1' }, { kind: 'change_credit', period_id: 'p2', amount_minor: -4990, due_on: today }],
    })
    // On its first day the old period is void, and its price is credited in full.
    expect(changed({}, { today: '2027-04-30' }, '2027-04-30')).toMatchObject({ creditMinor: 4990, voidIds: [] })
  })

  it('is refused of what does not count, is cancelled, or is on the plan already', () => {
    const scheduled = { starts_on: '2027-05-31', periods: [periodAhead()], ends_on: '2027-06-30' }
    expect(change(scheduled)).toEqual(refusal('membership_not_active', { status: 'scheduled' }))
    expect(change({ ends_on: '2027-05-10' })).toEqual(refusal('membership_not_active', { status: 'expired' }))
    expect(change({ periods: [] })).toEqual(refusal('membership_not_active', { status: 'expired' }))
    const gap = { periods: [period({ ends_on: '2027-05-10' }), periodAhead()], ends_on: '2027-06-30' }
    expect(change(gap)).toEqual(refusal('membership_not_active', { status: 'expired' }))
    expect(change({ cancelled_on: '2027-05-20' })).toMatchObject({ code: 'membership_already_cancelled' })
    expect(change({}, {}, today, 'plan1')).toEqual(refusal('membership_change_same_plan', {}))
    for (const day of ['2027-04-30', '2027-05-30']) expect(changed({}, { today: day })).toMatchObject({ on: day })
  })

  it('is refused while a freeze runs or is to come, with the way at renewal', () => {
    const pending = refusal('membership_freeze_pending', { freezeId: 'f' }, atRenewal)
    expect(change({ freezes: [freeze()] })).toEqual(pending)
    expect(change({ freezes: [freeze({ state: 'planned', from_on: '2027-05-20', to_on: '2027-05-21' })] })).toEqual(
      pending,
    )
    const over = [freeze({ from_on: '2027-05-01', to_on: '2027-05-10' }), freeze({ state: 'cancelled' })]
    expect(changed({ freezes: [...over, freeze({ state: 'ended' })] })).toMatchObject({ on: today })
    expect(change({ freezes: [freeze()] }, { target: sold({ currency: 'EUR' }) })).toMatchObject({ alternatives: [] })
  })

  it('is refused on another day, in another currency, on terms not sold any more, or without the check', () => {
    const outside = (on: string, day: string) =>
      expect(change({}, {}, on)).toEqual(
        refusal(
          'validation_failed',
          { issues: [{ path: 'on', code: 'out_of_range', message: 'From 2027-05-11 to 2027-05-30' }] },
          [{ label: 'change_on', command: 'again', input: { on: day }, params: { day } }],
        ),
      )
    outside('2027-05-10', today)
    outside('2027-05-31', '2027-05-30')
    const to = (target: ChangeFacts['target'], fields: Partial<WholeMembership> = {}) => change(fields, { target })
    expect(to(sold({ currency: 'EUR' }))).toEqual(refusal('membership_currency_mismatch', { from: 'TRY', to: 'EUR' }))
    expect(to(sold({ requires_kyc: true }))).toEqual(
      refusal('member_kyc_required', { kycStatus: 'not_required' }, [], 'MB-R20'),
    )
    expect(to(sold({ requires_kyc: true }), { kyc_status: null })).toMatchObject({
      params: { kycStatus: 'not_required' },
    })
    expect(to(sold({ requires_kyc: true }), { kyc_status: 'pending' })).toMatchObject({
      params: { kycStatus: 'pending' },
    })
    expect(to(sold({ requires_kyc: true }), { kyc_status: 'approved' })).toMatchObject({ on: today })
    const closed = { ...version, id: 'v8', superseded_at: '2027-05-01T09:00:00.000Z' }
    expect(to({ ...sold(), version: closed })).toMatchObject({
      ...{ code: 'membership_plan_terms_changed', alternatives: [{ input: { toPlanVersionId: 'v9' } }] },
    })
  })

  it('is refused upon another membership of the member, with the way at renewal', () => {
    const beside = (starts_on: string, ends_on: string) =>
      change({ other_periods: [{ membership_id: 'other', starts_on, ends_on }] })
    expect(beside('2027-08-11', '2027-09-10')).toEqual(
      refusal('membership_overlap', { membershipId: 'other', from: '2027-08-11', to: '2027-09-10' }, atRenewal),
    )
    expect(beside('2027-04-01', today)).toMatchObject({ code: 'membership_overlap' })
    expect(beside('2027-08-12', '2027-09-10')).toMatchObject({ on: today })
    expect(beside('2027-04-01', '2027-05-10')).toMatchObject({ on: today })
  })
})

it('MB-R53 to move at renewal: a plan within reach, on offer, another one, in the same currency; null clears it', () => {
  const next = (
    target: ChangeFacts['target'],
    toPlanId: string | null = 'plan9',
    fields: Partial<WholeMembership> = {},
  ) => nextPlanRefusal({ membership: whole(fields), target }, toPlanId)
  expect(next(sold())).toBeNull()
  expect(next(sold({ currency: 'EUR' }), null)).toBeNull()
  const unreachable = refusal('membership_plan_not_accessible', { planId: 'plan9' }, [], 'MB-R10')
  expect(next({ ...sold(), plan: null })).toEqual(unreachable)
  expect(next({ ...sold(), current: null })).toEqual(unreachable)
  expect(next(sold({}, at))).toEqual(
    refusal('membership_plan_archived', { planId: 'plan9', archivedAt: at }, [], 'MB-R20'),
  )
  expect(next(sold(), 'plan1')).toEqual(refusal('membership_change_same_plan', {}))
  expect(next(sold({ currency: 'EUR' }))).toEqual(refusal('membership_currency_mismatch', { from: 'TRY', to: 'EUR' }))
  expect(next(sold(), 'plan9', { periods: [] })).toBeNull()
  expect(next(sold(), null, { cancelled_on: '2027-05-20' })).toMatchObject({ code: 'membership_already_cancelled' })
})

describe('MB-R52 a change that is taken back', () => {
  const old = period({ ends_on: '2027-05-10', cut: true, cut_command_id: 'cut' })
  const to = period({ id: 'p9', seq: 2, plan_id: 'plan9', starts_on: today, ends_on: '2027-08-11', created_at: at })
  const price = charge({ id: 'c9', kind: 'change', period_id: 'p9', made_command_id: 'change' })
  const of = (periods = [old, to], charges = [price], id = 'p9') => changeOf(whole({ periods, charges }), id)

  it('is known by its charge, or where it cost nothing by what it ended', () => {
    expect(of()).toMatchObject({ commandId: 'change', from: { id: 'p1' }, to: { id: 'p9' } })
    expect(of([old, to], [])).toMatchObject({ commandId: 'cut' })
    const gone = period({ starts_on: today, voided_at: at, void_command_id: 'gone' })
    expect(of([gone, to], [])).toMatchObject({ commandId: 'gone', from: { id: 'p1' } })
    expect(of([old, to], [{ ...price, period_id: 'p1' }])).toMatchObject({ commandId: 'cut' })
    expect(of([old, to], [{ ...price, kind: 'renewal' }])).toMatchObject({ commandId: 'cut' })
  })

  it('is none where nothing was cut the day before, or nothing began', () => {
    expect(of([period({ ends_on: '2027-05-10' }), to])).toBeNull()
    expect(of([{ ...old, ends_on: '2027-05-09' }, to])).toBeNull()
    expect(of([period({ voided_at: at, void_command_id: 'gone' }), to], [])).toBeNull()
    expect(of([old, to], [price], 'other')).toBeNull()
    expect(of([old, { ...to, voided_at: at }])).toBeNull()
    expect(of([{ ...old, cut_command_id: null }, to], [])).toBeNull()
  })

  it('is possible for 24 hours, while nobody paid or invoiced what it asked for', () => {
    const refused = (fields: object, when = at) =>
      revertRefusal(whole({ charges: [{ ...price, ...fields }] }), { commandId: 'change', from: old, to }, when)
    const late = (reason: string) => refusal('membership_revoke_too_late', { reason })
    expect(refused({}, '2027-05-12T09:00:00.000Z')).toBeNull()
    expect(refused({}, '2027-05-12T09:00:00.001Z')).toEqual(late('time'))
    expect(refused({ state: 'settled' })).toEqual(late('settled'))
    expect(refused({ invoice_id: 'i' })).toEqual(late('settled'))
    expect(refused({ state: 'settled', made_command_id: 'sale' })).toBeNull()
  })

  it('its last day is that of what is left, or the one it had', () => {
    expect(lastDay(whole({ ends_on: '2027-05-30' }), [to])).toBe('2027-08-11')
    expect(lastDay(whole({ ends_on: '2027-05-30' }), [{ ...to, voided_at: at }])).toBe('2027-05-30')
  })
})
