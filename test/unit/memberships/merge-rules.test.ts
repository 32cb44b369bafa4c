import { describe, expect, it } from 'vitest'
import { archiveRefusal, type HeldState } from '../../../src-shared/modules/memberships/archive-rules.ts'
import {
  type Contact,
  lackingContact,
  mergeRefusal,
  overlappingPairs,
  type Twin,
} from '../../../src-shared/modules/memberships/merge-rules.ts'

const twin = (id: string, status: Twin['status'] = 'ACTIVE', merged_into_id: string | null = null): Twin => ({
  ...{ id, status, merged_into_id },
})
const period = (membership_id: string, starts_on: string, ends_on: string) => ({ membership_id, starts_on, ends_on })
const retry = (label: string, changes: { winnerId: string; loserId: string }) => ({
  ...{ label, command: 'merge', input: changes },
})
const refusal = (winner: Twin, loser: Twin, pairs = overlappingPairs([], [])) =>
  mergeRefusal({ winner, loser }, pairs, retry)

describe('MB-R64 merging two records', () => {
  it('is done whatever the two are, as long as neither went into another record', () => {
    expect(refusal(twin('a'), twin('b'))).toBeNull()
    expect(refusal(twin('a', 'SUSPENDED'), twin('b'))).toBeNull()
    expect(refusal(twin('a'), twin('b', 'ARCHIVED'))).toBeNull()
    expect(refusal(twin('a', 'ARCHIVED'), twin('b', 'ARCHIVED'))).toBeNull()
  })

  it('a record that was merged before is another record now', () => {
    expect(refusal(twin('a'), twin('b', 'MERGED', 'c'))).toEqual({
      ...{ code: 'member_merged', params: { intoMemberId: 'c' }, rule: 'MB-R64', alternatives: [] },
    })
    expect(refusal(twin('a', 'MERGED', 'c'), twin('b'))).toMatchObject({
      code: 'member_merged',
      alternatives: [{ label: 'merge_into_that_one', input: { winnerId: 'c', loserId: 'b' } }],
    })
    expect(refusal(twin('a', 'MERGED', 'b'), twin('b'))).toMatchObject({ alternatives: [] })
    expect(refusal(twin('a', 'MERGED'), twin('b'))).toMatchObject({ code: 'member_merged', alternatives: [] })
  })

  it('nobody who is a member goes into an archived record; the other way round is offered', () => {
    expect(refusal(twin('a', 'ARCHIVED'), twin('b', 'SUSPENDED'))).toEqual({
      code: 'member_not_active',
      params: { status: 'ARCHIVED' },
      rule: 'MB-R64',
      alternatives: [{ label: 'merge_the_other_way', command: 'merge', input: { winnerId: 'b', loserId: 'a' } }],
    })
  })

  it('MB-A61 days on which both have a membership are named, the earliest first', () => {
    const winner = [period('w1', '2027-01-01', '2027-01-31'), period('w2', '2027-03-01', '2027-03-31')]
    const loser = [period('l1', '2027-03-31', '2027-04-30'), period('l2', '2026-12-01', '2027-01-01')]
    const pairs = overlappingPairs(winner, loser)
    expect(pairs).toEqual([
      { winnerMembershipId: 'w1', loserMembershipId: 'l2', from: '2027-01-01', to: '2027-01-01' },
      { winnerMembershipId: 'w2', loserMembershipId: 'l1', from: '2027-03-31', to: '2027-03-31' },
    ])
    expect(overlappingPairs(loser, winner).map(({ from }) => from)).toEqual(['2027-01-01', '2027-03-31'])
    expect(
      overlappingPairs([period('w', '2027-01-01', '2027-01-31')], [period('l', '2027-02-01', '2027-02-28')]),
    ).toEqual([])
    expect(refusal(twin('a'), twin('b'), pairs)).toMatchObject({ code: 'member_merge_overlap', params: { pairs } })
  })

  it('names twenty pairs at most', () => {
    const many = Array.from({ length: 21 }, (_, n) => period(`m${n}`, `2027-01-${n + 10}`, '2027-02-28'))
    expect(overlappingPairs([period('w', '2027-01-01', '2027-12-31')], many)).toHaveLength(20)
  })

  it('MB-R64 the winner gets of the contact what they lack, a telephone with its keys', () => {
    const none: Contact = {
      ...{ email: null, email_key: null, phone: null, phone_e164: null, phone_tail: null },
      ...{ birth_on: null, address: null, notes: null },
    }
    const full: Contact = {
      ...{ email: 'A@x.com', email_key: 'a@x.com', phone: '532 1112233', phone_e164: null, phone_tail: '2233' },
      ...{ birth_on: '1980-01-01', address: 'Kadıköy', notes: 'Rings twice' },
    }
    expect(lackingContact(none, full)).toEqual(full)
    expect(lackingContact(undefined, full)).toEqual(full)
    expect(lackingContact(full, { ...full, email: 'b@x.com', email_key: 'b@x.com' })).toEqual({})
    expect(lackingContact(none, none)).toEqual({})
    expect(lackingContact(none, undefined)).toEqual({})
    expect(lackingContact({ ...full, phone: null, notes: null }, full)).toEqual({
      ...{ phone: '532 1112233', phone_e164: null, phone_tail: '2233', notes: 'Rings twice' },
    })
  })
})

describe('MB-R63 archiving', () => {
  const today = '2027-03-01'
  const held = (fields: Partial<HeldState> = {}): HeldState => ({
    ...{ id: 'ms1', status: 'active', starts_on: '2027-02-01', ends_on: '2027-03-31', auto_renew: false },
    ...{ slots_owed: 0, cancelled_on: null, freezes: [] },
    ...fields,
  })
  const cancel = ({ id }: Pick<HeldState, 'id'>) => [
    { label: 'cancel', command: 'cancel', input: { membershipId: id } },
  ]
  const refusal = (...memberships: HeldState[]) => archiveRefusal(memberships, today, 3, cancel)

  it.each<Partial<HeldState>>([
    { ends_on: '2027-02-28' },
    { status: 'expired' },
    { status: 'cancelled', cancelled_on: '2027-02-15' },
    { cancelled_on: today },
    { auto_renew: true, ends_on: '2027-02-25' },
  ])('MB-A60 nothing that is over stands in the way: %j', (fields) => {
    expect(refusal(held(fields))).toBeNull()
    expect(refusal()).toBeNull()
  })

  it.each<Partial<HeldState>>([
    {},
    { ends_on: today },
    { status: 'frozen' },
    { starts_on: '2027-03-20', status: 'scheduled' },
    { slots_owed: 2 },
    { auto_renew: true, ends_on: '2027-02-26' },
  ])('MB-A60 a membership in force, scheduled or frozen does, and may be cancelled: %j', (fields) => {
    const membership = held(fields)
    expect(refusal(held({ id: 'over', status: 'expired' }), membership)).toEqual({
      code: 'member_has_active_membership',
      params: { membershipId: 'ms1', endsOn: membership.ends_on },
      rule: 'MB-R63',
      alternatives: cancel({ id: 'ms1' }),
    })
  })

  it('MB-A60 one that is cancelled for a later day ends by itself; the first of several is named', () => {
    const ending = held({ cancelled_on: '2027-03-10' })
    expect(refusal(ending)).toMatchObject({ params: { endsOn: '2027-03-09' }, alternatives: [] })
    const [first, twin] = [held({ id: 'b', starts_on: '2027-01-01' }), held({ id: 'a', starts_on: '2027-01-01' })]
    expect(refusal(held(), first, twin)).toMatchObject({ params: { membershipId: 'a' } })
  })
})
