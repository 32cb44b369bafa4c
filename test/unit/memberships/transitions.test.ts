import { describe, expect, it } from 'vitest'
import {
  memberSteps,
  membershipSteps,
  planSteps,
  stateAfter,
} from '../../../src-shared/modules/memberships/transitions.ts'

describe('section 3: a plan', () => {
  it.each([
    ['ACTIVE', { archive: 'ARCHIVED', restore: 'ACTIVE', update: 'ACTIVE', changeTerms: 'ACTIVE', sale: 'ACTIVE' }],
    ['ARCHIVED', { archive: 'ARCHIVED', restore: 'ACTIVE', update: 'ARCHIVED', changeTerms: null, sale: null }],
  ] as const)('MB-R8 that is %s: %j', (status, after) => {
    const { archive, restore, update, changeTerms, sale } = planSteps[status]
    expect({
      archive: stateAfter(status, archive),
      restore: stateAfter(status, restore),
      update: stateAfter(status, update),
      changeTerms: stateAfter(status, changeTerms),
      sale: stateAfter(status, sale),
    }).toEqual(after)
  })
})

describe('section 3: a member', () => {
  it.each([
    ['ACTIVE', { suspend: 'SUSPENDED', reactivate: 'ACTIVE', archive: 'ARCHIVED', merge: 'MERGED', sale: 'ACTIVE' }],
    ['SUSPENDED', { suspend: 'SUSPENDED', reactivate: 'ACTIVE', archive: 'ARCHIVED', merge: 'MERGED', sale: null }],
    ['ARCHIVED', { suspend: null, reactivate: 'ACTIVE', archive: 'ARCHIVED', merge: 'MERGED', sale: null }],
    ['MERGED', { suspend: null, reactivate: null, archive: null, merge: null, sale: null }],
  ] as const)('MB-R20 MB-R63 MB-R64 that is %s: %j', (status, after) => {
    const { suspend, reactivate, archive, merge, sale } = memberSteps[status]
    expect({
      suspend: stateAfter(status, suspend),
      reactivate: stateAfter(status, reactivate),
      archive: stateAfter(status, archive),
      merge: stateAfter(status, merge),
      sale: stateAfter(status, sale),
    }).toEqual(after)
  })
})

describe('section 3: a membership', () => {
  it.each([
    ['scheduled', { owes: 'scheduled', owesNothing: 'scheduled', revoke: 'cancelled', cancel: 'cancelled' }],
    ['active', { owes: 'pending_slots', owesNothing: 'active', revoke: 'cancelled', cancel: 'cancelled' }],
    ['pending_slots', { owes: 'pending_slots', owesNothing: 'active', revoke: 'cancelled', cancel: 'cancelled' }],
    ['frozen', { owes: 'frozen', owesNothing: 'frozen', revoke: 'cancelled', cancel: 'cancelled' }],
    ['expired', { owes: 'expired', owesNothing: 'expired', revoke: 'cancelled', cancel: null }],
    ['cancelled', { owes: 'cancelled', owesNothing: 'cancelled', revoke: 'cancelled', cancel: 'cancelled' }],
  ] as const)('MB-R24 that is %s: %j', (status, after) => {
    const { owes, owesNothing, revoke, cancel } = membershipSteps[status]
    expect({
      owes: stateAfter(status, owes),
      owesNothing: stateAfter(status, owesNothing),
      revoke: stateAfter(status, revoke),
      cancel: stateAfter(status, cancel),
    }).toEqual(after)
  })

  it('that was taken back is not taken back again', () => {
    expect(membershipSteps.cancelled.revoke).toBe('same')
  })
})
