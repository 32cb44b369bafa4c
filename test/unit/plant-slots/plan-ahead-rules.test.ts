import { describe, expect, test } from 'vitest'
import { planAhead } from '../../../src-shared/modules/plant-slots/plan-ahead-rules.ts'
import {
  allocationShare,
  meanOf,
  occupancyShare,
  quotient,
} from '../../../src-shared/modules/plant-slots/share-rules.ts'

const plan = { today: '2027-03-01', days: 3, usable: 6, renewalRate: 0.5 }

describe('planning slots ahead', () => {
  test('a claim counts from its first to its last day, then as far as such are renewed; one that renews itself whole', () => {
    const claims = [
      { from: '2027-03-03', until: '2027-09-01', autoRenew: false, slots: 4 },
      { from: '2027-01-01', until: '2027-03-02', autoRenew: false, slots: 3 },
      { from: '2027-01-01', until: '2027-03-02', autoRenew: true, slots: 2 },
    ]
    expect(planAhead(claims, plan)).toEqual([
      { day: '2027-03-02', demand: 5, shortage: 0 },
      { day: '2027-03-03', demand: 8, shortage: 2 },
      { day: '2027-03-04', demand: 8, shortage: 2 },
    ])
    expect(planAhead([], plan)[0]).toEqual({ day: '2027-03-02', demand: 0, shortage: 0 })
  })
})

describe('shares', () => {
  test('are of what could be given, and of what is given; of nothing there is none', () => {
    const counts = { available: 2, allocated: 3, occupied: 3, maintenance: 5 }
    expect(allocationShare(counts)).toEqual({ part: 6, of: 8, rate: 0.75 })
    expect(occupancyShare(counts)).toEqual({ part: 3, of: 6, rate: 0.5 })
    expect(occupancyShare({ ...counts, allocated: 0, occupied: 0 })).toEqual({ part: 0, of: 0, rate: null })
  })

  test('a mean leaves out what is unknown, and is to four decimals', () => {
    expect(meanOf([1, null, 0, 0])).toBe(0.3333)
    expect(meanOf([null])).toBeNull()
    expect(quotient(2, 3)).toBe(0.6667)
  })
})
