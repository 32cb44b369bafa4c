import { describe, expect, it } from 'vitest'
import {
  type PlanNow,
  planAutomatic,
  planRenewal,
  planRevokeRenewal,
  type RenewalFacts,
} from '../../../src-shared/modules/memberships/renewal-rules.ts'
import type { WholeMembership } from '../../../src-shared/modules/memberships/whole-membership.ts'
import { monthsFrom, wholeOf } from './whole-of.ts'

const plan = (fields: Partial<PlanNow> = {}): PlanNow => ({
  ...{ id: 'plan', status: 'ACTIVE', archived_at: null },
  version: {
    ...{ id: 'now', duration_type: 'MONTHS', duration_value: 1, price_minor: 59900, currency: 'TRY' },
    ...{ slot_allocation: 0, slot_location_id: null },
  },
  ...fields,
})
/** A month to 2027-06-30. */
const one = wholeOf(monthsFrom('2027-05-31', 1))
const facts = (membership: WholeMembership, today: string, fields: Partial<RenewalFacts> = {}): RenewalFacts => ({
  ...{ membership, plan: plan(), nextPlan: null, today, mayOverridePrice: false, own: false },
  retry: (label, changes) => ({ label, command: 'renew', input: { ...changes, periodId: 'new' } }),
  sale: () => [],
  ...fields,
})
const renew = (membership: WholeMembership, today: string, startsOn?: string) =>
  planRenewal(facts(membership, today), { periodId: 'new', startsOn })

describe('MB-R32 when the next period begins', () => {
  const selfRenewing = { ...one, auto_renew: true }
  it.each([
    ['the day after, while it counts', one, '2027-06-30', '2027-07-01'],
    ['today, after the end', one, '2027-07-02', '2027-07-02'],
    ['without gap within the grace of one that renews itself', selfRenewing, '2027-07-03', '2027-07-01'],
    ['today after the grace', selfRenewing, '2027-07-04', '2027-07-04'],
    [
      'today once it is over, grace or not',
      { ...selfRenewing, status: 'expired' as const },
      '2027-07-03',
      '2027-07-03',
    ],
  ])('%s', (_, membership, today, starts_on) => {
    expect(renew(membership, today)).toMatchObject({ period: { starts_on } })
  })

  it('counts again where it had lapsed, and where the clock had ended it meanwhile', () => {
    const expired = { ...one, status: 'expired' as const }
    expect(renew(one, '2027-06-30')).toMatchObject({ revived: false, now: { plan_version_id: 'version' } })
    expect(renew(one, '2027-07-02')).toMatchObject({ revived: true, now: { status: 'active' } })
    expect(renew(expired, '2027-07-02')).toMatchObject({ revived: true, now: { status: 'active' } })
    expect(renew(expired, '2027-06-30')).toMatchObject({ revived: true, now: { status: 'active' } })
    expect(renew(one, '2027-06-30', '2027-07-02')).toMatchObject({ code: 'membership_start_out_of_range' })
  })

  it('needs a period to follow', () => {
    expect(renew({ ...one, periods: [] }, '2027-06-30')).toMatchObject({ code: 'membership_not_found' })
  })
})

describe('MB-R33 what the clock renews', () => {
  const auto = (membership: WholeMembership, day: string, today = day, fields: Partial<RenewalFacts> = {}) =>
    planAutomatic({ membership, plan: plan(), nextPlan: null, day, today, ...fields }, 'new')

  it('gap-free, at the price that stays, though the day is late', () => {
    expect(auto(one, '2027-07-05')).toMatchObject({
      period: { starts_on: '2027-07-01', ends_on: '2027-07-31', price_minor: 49000 },
      now: { ends_on: '2027-07-31', plan_version_id: 'version' },
    })
  })

  it.each([
    ['with a period ahead', wholeOf(monthsFrom('2027-05-31', 2)), {}],
    ['without any', { ...one, periods: [] }, {}],
    ['that is cancelled', { ...one, cancelled_on: '2027-07-01' }, {}],
    ['of a member who is not active', { ...one, member_status: 'SUSPENDED' as const }, {}],
    [
      'onto days of another membership',
      { ...one, other_periods: [{ membership_id: 'm', starts_on: '2027-07-31', ends_on: '2027-08-01' }] },
      {},
    ],
    [
      'of a plan that is not renewed any more',
      wholeOf(monthsFrom('2027-05-31', 1, { renewable_when_archived: false })),
      { plan: plan({ status: 'ARCHIVED' }) },
    ],
  ])('nothing %s', (_, membership, fields) => {
    expect(auto(membership, '2027-06-29', '2027-06-29', fields)).toBeNull()
  })

  it('MB-A52 one period at most: where a whole one was missed it ends', () => {
    expect(auto(one, '2027-06-29', '2027-07-31')).toMatchObject({ period: { ends_on: '2027-07-31' } })
    expect(auto(one, '2027-06-29', '2027-08-01')).toBe('missed')
  })
})

describe('a renewal taken back', () => {
  const two = wholeOf(monthsFrom('2027-05-31', 2))
  const at = '2027-05-31T10:00:00.000Z'
  const revoke = (membership: WholeMembership, today: string) => planRevokeRenewal(membership, 'p2', { at, today })

  it('leaves what was before, ended where it had lapsed', () => {
    expect(revoke(two, '2027-06-30')).toMatchObject({ ended: false, now: { status: 'active', ends_on: '2027-06-30' } })
    expect(revoke(two, '2027-07-01')).toMatchObject({ ended: true, now: { status: 'expired' } })
    expect(revoke({ ...two, auto_renew: true }, '2027-07-01')).toMatchObject({ ended: false })
  })

  it('not of a cancelled membership, nor where the period before was cut for it, nor once it is invoiced', () => {
    expect(revoke({ ...two, cancelled_on: '2027-06-10' }, '2027-06-01')).toMatchObject({
      code: 'membership_already_cancelled',
    })
    const cut = two.periods.map((period, n) => ({ ...period, cut: n === 0 }))
    expect(revoke({ ...two, periods: cut }, '2027-06-01')).toMatchObject({ params: { reason: 'time' } })
    const charge = {
      id: 'c',
      period_id: 'p2',
      kind: 'renewal',
      amount_minor: 1,
      currency: 'TRY',
      state: 'due',
    } as const
    const charges = [{ ...charge, due_on: '2027-07-01', invoice_id: 'i', made_command_id: null, void_command_id: null }]
    expect(revoke({ ...two, charges }, '2027-06-01')).toMatchObject({ params: { reason: 'settled' } })
  })
})
