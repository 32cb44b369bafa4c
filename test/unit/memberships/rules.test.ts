import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../src-shared/kernel/calendar.ts'
import {
  countsAsInForce,
  currentMembership,
  effectiveStatus,
  type FreezeSpan,
  freezeOn,
  isRenewalUnconfirmed,
  type MembershipState,
  membershipRequired,
  whyNotGiven,
  whyNotInForce,
} from '../../../src-shared/modules/memberships/rules.ts'

const today = '2027-03-10'
const grace = 3

const membership = (fields: Partial<MembershipState> = {}): MembershipState => ({
  status: 'active',
  starts_on: '2027-03-01',
  ends_on: '2027-03-31',
  auto_renew: false,
  slots_owed: 0,
  cancelled_on: null,
  freezes: [],
  ...fields,
})

const frozen = (from_on: string, to_on: string, state: FreezeSpan['state'] = 'planned'): FreezeSpan => ({
  from_on,
  to_on,
  state,
})

const statuses = ['scheduled', 'active', 'pending_slots', 'frozen', 'expired', 'cancelled'] as const
const near = fc.integer({ min: -40, max: 40 }).map((n) => addDays(today, n))
const anyMembership = fc
  .record({
    status: fc.constantFrom(...statuses),
    starts_on: near,
    days: fc.nat(40),
    auto_renew: fc.boolean(),
    slots_owed: fc.nat(3),
    cancelled_on: fc.option(near),
    freezes: fc.array(
      fc
        .record({ from_on: near, days: fc.nat(20), state: fc.constantFrom('planned', 'running', 'ended', 'cancelled') })
        .map(({ from_on, days, state }): FreezeSpan => ({ from_on, to_on: addDays(from_on, days), state })),
      { maxLength: 2 },
    ),
  })
  .map(({ days, ...row }) => ({ ...row, ends_on: addDays(row.starts_on, days) }))

describe('MB-R13 effective status', () => {
  it.each([
    ['active', {}],
    ['scheduled', { starts_on: '2027-03-11' }],
    ['active', { status: 'scheduled', starts_on: today }],
    ['active', { ends_on: today }],
    ['expired', { ends_on: '2027-03-09' }],
    ['active', { ends_on: '2027-03-07', auto_renew: true }],
    ['expired', { ends_on: '2027-03-06', auto_renew: true }],
    ['expired', { status: 'expired' }],
    ['cancelled', { cancelled_on: today }],
    ['active', { cancelled_on: '2027-03-11' }],
    ['cancelled', { status: 'cancelled', cancelled_on: '2027-03-11' }],
    ['cancelled', { status: 'expired', cancelled_on: '2027-03-05' }],
    ['frozen', { freezes: [frozen(today, today)], slots_owed: 1 }],
    ['active', { status: 'frozen' }],
    ['active', { freezes: [frozen('2027-03-01', '2027-03-09'), frozen('2027-03-11', '2027-03-12')] }],
    ['active', { freezes: [frozen(today, today, 'cancelled')] }],
    ['expired', { status: 'expired', freezes: [frozen(today, today)] }],
    ['expired', { ends_on: '2027-03-09', freezes: [frozen(today, today)] }],
    ['pending_slots', { slots_owed: 1 }],
    ['active', { status: 'pending_slots' }],
  ] as const)('is %s for %j', (status, fields) => {
    expect(effectiveStatus(membership(fields), today, grace)).toBe(status)
  })

  it('never goes back from an end: once it is over by its dates it stays over', () => {
    fc.assert(
      fc.property(anyMembership, fc.nat(30), (row, later) => {
        const over = (day: string) => ['expired', 'cancelled'].includes(effectiveStatus(row, day, grace))
        if (over(today)) expect(over(addDays(today, later))).toBe(true)
      }),
    )
  })
})

describe('MB-R12 in force', () => {
  it.each([
    ['2027-02-28', 'scheduled'],
    ['2027-03-01', null],
    ['2027-03-31', null],
    ['2027-04-01', 'expired'],
  ] as const)('on %s: %s', (day, reason) => {
    expect(whyNotInForce(membership(), 'ACTIVE', day, grace)).toBe(reason)
  })

  it('a member who is not ACTIVE has nothing in force, and without a membership there is none', () => {
    for (const status of ['SUSPENDED', 'ARCHIVED', 'MERGED'] as const) {
      expect(whyNotInForce(membership(), status, today, grace)).toBe('suspended')
    }
    expect(whyNotInForce(undefined, 'ACTIVE', today, grace)).toBe('none')
    expect(whyNotGiven(undefined, 'ACTIVE', today, grace)).toBe('none')
  })

  it('waiting for slots counts, frozen does not', () => {
    expect(whyNotInForce(membership({ slots_owed: 2 }), 'ACTIVE', today, grace)).toBeNull()
    const freezes = [frozen('2027-03-05', today, 'running')]
    expect(whyNotInForce(membership({ freezes }), 'ACTIVE', today, grace)).toBe('frozen')
    expect(whyNotInForce(membership({ freezes, status: 'frozen' }), 'ACTIVE', '2027-03-11', grace)).toBeNull()
    expect(whyNotInForce(membership({ freezes, status: 'frozen' }), 'ACTIVE', '2027-03-04', grace)).toBeNull()
    expect(freezeOn(freezes, '2027-03-05')).toBe(freezes[0])
    expect(statuses.filter(countsAsInForce)).toEqual(['active', 'pending_slots'])
  })

  it('nothing is given to one that has ended since, though it was in force on the day', () => {
    for (const status of ['expired', 'cancelled'] as const) {
      expect(whyNotInForce(membership({ status }), 'ACTIVE', today, grace)).toBeNull()
      expect(whyNotGiven(membership({ status }), 'ACTIVE', today, grace)).toBe(status)
    }
    expect(whyNotGiven(membership(), 'ACTIVE', today, grace)).toBeNull()
    expect(whyNotGiven(membership({ status: 'expired' }), 'ACTIVE', '2027-02-01', grace)).toBe('scheduled')
  })

  it('agrees with the effective status of an ACTIVE member, on every row', () => {
    fc.assert(
      fc.property(anyMembership, (row) => {
        const status = effectiveStatus(row, today, grace)
        expect(whyNotGiven(row, 'ACTIVE', today, grace) === null).toBe(countsAsInForce(status))
      }),
    )
  })

  it('a renewal is unconfirmed only after the last day, and only where it renews itself', () => {
    expect(isRenewalUnconfirmed(membership({ auto_renew: true, ends_on: '2027-03-09' }), today)).toBe(true)
    expect(isRenewalUnconfirmed(membership({ auto_renew: true, ends_on: today }), today)).toBe(false)
    expect(isRenewalUnconfirmed(membership({ ends_on: '2027-03-09' }), today)).toBe(false)
  })

  it('other modules refuse with the member and the reason', () => {
    expect(membershipRequired('m', 'frozen')).toMatchObject({
      code: 'membership_required',
      params: { memberId: 'm', reason: 'frozen' },
      rule: 'MB-R12',
    })
  })
})

describe('the membership that stands for a member', () => {
  const row = (id: string, fields: Partial<MembershipState>) => ({ ...membership(fields), id })
  const current = (...rows: ReturnType<typeof row>[]) => currentMembership(rows, today, grace)?.id

  it('is the one in force, else the next to start, else the one that ended last', () => {
    const inForce = row('b', {})
    const soon = row('c', { status: 'scheduled', starts_on: '2027-04-01', ends_on: '2027-04-30' })
    const later = row('a', { status: 'scheduled', starts_on: '2027-05-01', ends_on: '2027-05-30' })
    const ended = row('d', { starts_on: '2027-01-01', ends_on: '2027-01-31' })
    const endedBefore = row('e', { starts_on: '2026-01-01', ends_on: '2026-01-31' })
    expect(current()).toBeUndefined()
    expect(current(ended, later, soon, inForce)).toBe('b')
    expect(current(ended, later, soon)).toBe('c')
    expect(current(endedBefore, ended)).toBe('d')
  })

  it('is not a sale that was taken back, where anything else was ever covered', () => {
    const ended = row('d', { starts_on: '2027-02-01', ends_on: '2027-03-08' })
    const revoked = row('a', { status: 'cancelled', cancelled_on: '2027-03-01' })
    expect(current(revoked, ended)).toBe('d')
    const lateCancel = row('b', { status: 'cancelled', cancelled_on: '2027-04-15' })
    expect(current(lateCancel, ended)).toBe('b')
  })

  it('is the one whose last covered day is later, though its period would have ended later still', () => {
    const ended = row('b', { ends_on: '2027-03-08' })
    expect(current(row('a', { ends_on: '2027-03-08', cancelled_on: '2027-03-08' }), ended)).toBe('b')
    expect(current(row('a', { ends_on: '2027-03-31', cancelled_on: '2027-03-08' }), ended)).toBe('b')
    expect(current(row('a', { ends_on: '2027-03-31', cancelled_on: '2027-03-09' }), ended)).toBe('a')
    expect(current(row('a', { ends_on: '2027-03-31', cancelled_on: '2027-03-10' }), ended)).toBe('a')
  })

  it('is not one cancelled after its end, where another ended later than that end', () => {
    const ended = row('b', { ends_on: '2027-03-08' })
    expect(current(row('a', { ends_on: '2027-03-07', cancelled_on: '2027-03-10' }), ended)).toBe('b')
  })

  it('is the smaller id of equals, whatever the order of the rows', () => {
    expect(current(row('b', {}), row('a', {}))).toBe('a')
    expect(current(row('a', {}), row('b', {}))).toBe('a')
    fc.assert(
      fc.property(fc.array(anyMembership, { minLength: 1, maxLength: 6 }), (rows) => {
        const named = rows.map((fields, n) => ({ ...fields, id: String(n) }))
        expect(current(...named.toReversed())).toBe(current(...named))
      }),
    )
  })
})
