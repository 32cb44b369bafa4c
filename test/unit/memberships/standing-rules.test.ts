import { describe, expect, it } from 'vitest'
import { defaultSettings, settingsFrom } from '../../../src-shared/modules/memberships/settings-rules.ts'
import { isPastDue, type StandingFacts, standingOf } from '../../../src-shared/modules/memberships/standing-rules.ts'

const today = '2027-03-10'

const frozen = (from_on: string, to_on: string) => ({ from_on, to_on, state: 'planned' }) as const

type Held = NonNullable<StandingFacts['membership']>
const held = (fields: Partial<Held> = {}): Held => ({
  status: 'active',
  starts_on: '2027-03-01',
  ends_on: '2027-03-31',
  auto_renew: false,
  slots_owed: 0,
  cancelled_on: null,
  freezes: [],
  requires_kyc: false,
  ...fields,
})

const fine: StandingFacts = {
  member: { status: 'ACTIVE', kyc_status: 'not_required', waiver_signed_on: '2027-01-01' },
  membership: held(),
  oldestDueOn: null,
  settings: defaultSettings,
  today,
}

const standing = (fields: Partial<StandingFacts>) => {
  const { colour, alerts } = standingOf({ ...fine, ...fields })
  return [colour, ...alerts.map(({ code }) => code)]
}

describe('MB-R14 standing', () => {
  it('is green where nothing needs a word', () => {
    expect(standingOf(fine)).toEqual({ colour: 'green', alerts: [] })
  })

  it.each([
    ['membership_none', undefined],
    ['membership_scheduled', held({ starts_on: '2027-03-11' })],
    ['membership_expired', held({ ends_on: '2027-03-09' })],
    ['membership_cancelled', held({ cancelled_on: '2027-03-10' })],
    ['membership_frozen', held({ freezes: [frozen(today, today)] })],
  ])('is red with %s where nothing is in force', (code, membership) => {
    expect(standing({ membership })).toEqual(['red', code])
  })

  it.each([
    ['member_suspended', 'SUSPENDED'],
    ['member_archived', 'ARCHIVED'],
    ['member_merged', 'MERGED'],
  ] as const)('is red with %s', (code, status) => {
    expect(standing({ member: { ...fine.member, status } })).toEqual(['red', code])
  })

  it.each([
    ['ends_soon', { membership: held({ ends_on: '2027-03-17' }) }],
    ['renewal_unconfirmed', { membership: held({ ends_on: '2027-03-09', auto_renew: true }) }],
    ['slots_owed', { membership: held({ slots_owed: 2 }) }],
    ['frozen_tomorrow', { membership: held({ freezes: [frozen('2027-03-11', '2027-03-12')] }) }],
    ['kyc_missing', { membership: held({ requires_kyc: true }) }],
    ['waiver_unsigned', { member: { ...fine.member, waiver_signed_on: null } }],
    ['past_due', { oldestDueOn: '2027-03-02' }],
  ] as const)('is amber with %s', (code, fields) => {
    expect(standing(fields)).toEqual(['amber', code])
  })

  it.each([
    { membership: held({ ends_on: '2027-03-18' }) },
    { membership: held({ ends_on: '2027-03-11', auto_renew: true }) },
    { membership: held({ requires_kyc: true }), member: { ...fine.member, kyc_status: 'approved' } },
    { membership: held({ requires_kyc: null }) },
    { membership: held({ freezes: [frozen('2027-03-12', '2027-03-12')] }) },
    { oldestDueOn: '2027-03-03' },
  ] as const)('stays green for %j', (fields) => {
    expect(standing(fields)).toEqual(['green'])
  })

  it('past due is red where the tenant says it blocks; the worst stands first', () => {
    const settings = { ...defaultSettings, block_past_due: true }
    expect(standing({ oldestDueOn: '2027-03-02', settings })).toEqual(['red', 'past_due'])
    const member = { ...fine.member, waiver_signed_on: null }
    expect(standing({ member, membership: undefined })).toEqual(['red', 'membership_none', 'waiver_unsigned'])
    const both = { member: { ...member, status: 'SUSPENDED' }, membership: held({ slots_owed: 1 }) } as const
    expect(standing(both)).toEqual(['red', 'member_suspended', 'waiver_unsigned', 'slots_owed'])
  })

  it('every alert offers the one command that helps, where there is one', () => {
    const action = (fields: Partial<StandingFacts>) => standingOf({ ...fine, ...fields }).alerts[0]?.action
    expect(action({ membership: undefined })).toBe('memberships.purchase')
    expect(action({ membership: held({ ends_on: '2027-03-09' }) })).toBe('memberships.renew')
    expect(action({ membership: held({ starts_on: '2027-01-01', ends_on: '2027-02-08' }) })).toBe('memberships.renew')
    const longOver = held({ starts_on: '2027-01-01', ends_on: '2027-02-07' })
    expect(action({ membership: longOver })).toBe('memberships.purchase')
    expect(action({ membership: held({ cancelled_on: today }) })).toBe('memberships.purchase')
    expect(action({ membership: held({ ends_on: '2027-03-09', auto_renew: true }) })).toBe('memberships.renew')
    expect(action({ membership: held({ freezes: [frozen('2027-03-11', '2027-03-12')] }) })).toBe(
      'memberships.cancel-freeze',
    )
    expect(action({ membership: held({ starts_on: '2027-03-11' }) })).toBeNull()
    expect(action({ membership: held({ freezes: [frozen(today, today)] }) })).toBe('memberships.unfreeze')
    expect(action({ membership: held({ ends_on: '2027-03-17' }) })).toBe('memberships.renew')
    expect(action({ member: { ...fine.member, status: 'ARCHIVED' } })).toBe('memberships.reactivate-member')
    expect(action({ member: { ...fine.member, status: 'SUSPENDED' } })).toBe('memberships.reactivate-member')
    expect(action({ member: { ...fine.member, waiver_signed_on: null } })).toBe('memberships.update-member')
  })
})

it.each([
  [{ oldestDueOn: '2027-03-01' }, { since: '2027-03-01', days: 9 }],
  [{ membership: held({ ends_on: '2027-03-09' }) }, { startsOn: '2027-03-01', endsOn: '2027-03-09', on: '2027-03-09' }],
  [
    { membership: held({ cancelled_on: '2027-03-05' }) },
    { startsOn: '2027-03-01', endsOn: '2027-03-31', on: '2027-03-05' },
  ],
  [{ membership: held({ ends_on: '2027-03-09', auto_renew: true }) }, { endsOn: '2027-03-09' }],
  [{ membership: held({ ends_on: '2027-03-12' }) }, { endsOn: '2027-03-12', days: 2 }],
  [{ membership: held({ requires_kyc: true }) }, { kycStatus: 'not_required' }],
  [{ membership: held({ slots_owed: 2 }) }, { owed: 2 }],
  [{ membership: held({ freezes: [frozen('2027-03-11', '2027-03-12')] }) }, { from: '2027-03-11', to: '2027-03-12' }],
])('MB-R14 the sentence of %j says how much, how long and since when', (fields, params) => {
  expect(standingOf({ ...fine, ...fields }).alerts.map((alert) => alert.params)).toEqual([params])
})

it('MB-R55 past due begins the day after the tenant’s patience', () => {
  expect(isPastDue(null, today, defaultSettings)).toBe(false)
  expect(isPastDue('2027-03-03', today, defaultSettings)).toBe(false)
  expect(isPastDue('2027-03-02', today, defaultSettings)).toBe(true)
})

it('settings nobody has set are the defaults', () => {
  expect(settingsFrom(undefined)).toEqual(defaultSettings)
  const set = {
    promise_hours: 1,
    renew_early_days: 0,
    renewal_window_days: 0,
    auto_renew_lead_days: 0,
    auto_renew_grace_days: 0,
    past_due_after_days: 0,
    block_past_due: true,
    self_freeze: true,
    backdate_days: 0,
  }
  expect(settingsFrom(set)).toEqual(set)
})
