import { describe, expect, it } from 'vitest'
import {
  defaultLeaseSettings,
  grantableSlots,
  leaseSteps,
  type OwnLease,
} from '../../../src-shared/modules/plant-slots/lease-rules.ts'

describe('[PS-R53] what a desk may take of a location', () => {
  it('is a share of what is free, and never more than the most it may have', () => {
    expect(grantableSlots(40, 0, defaultLeaseSettings)).toBe(6)
    expect(grantableSlots(22, 0, defaultLeaseSettings)).toBe(5)
    expect(grantableSlots(3, 0, defaultLeaseSettings)).toBe(0)
    expect(grantableSlots(40, 4, defaultLeaseSettings)).toBe(2)
    expect(grantableSlots(40, 7, defaultLeaseSettings)).toBe(0)
    expect(grantableSlots(4, 0, { ...defaultLeaseSettings, sharePercent: 100 })).toBe(4)
  })
})

describe('[PL-R44] what a desk does about its leases by itself', () => {
  const settings = { maxSlots: 6, hours: 24 }
  const now = '2027-03-01T09:00:00.000Z'
  const lease = (unused: number, hoursLeft: number): OwnLease => ({
    leaseId: `of ${unused}`,
    locationId: 'a',
    unused,
    expiresAt: new Date(Date.parse(now) + hoursLeft * 3_600_000).toISOString(),
  })
  const steps = (...leases: OwnLease[]) => leaseSteps(['a'], leases, settings, now)

  it('takes what it may have where it has nothing, or fewer than half', () => {
    expect(steps()).toEqual([{ do: 'take', locationId: 'a', size: 6 }])
    expect(steps(lease(0, 20))).toEqual([{ do: 'take', locationId: 'a', size: 6 }])
    expect(steps(lease(2, 20))).toEqual([{ do: 'take', locationId: 'a', size: 4 }])
    expect(steps(lease(3, 20))).toEqual([])
  })

  it('lengthens what has less than half its time left, and nothing that is used up', () => {
    expect(steps(lease(3, 12))).toEqual([])
    expect(steps(lease(3, 11.9))).toEqual([{ do: 'extend', leaseId: 'of 3' }])
    expect(steps(lease(3, -1))).toEqual([{ do: 'extend', leaseId: 'of 3' }])
    expect(steps(lease(6, 20), lease(0, 1))).toEqual([])
  })

  it('looks at its homes alone, and asks for nothing where desks may have nothing', () => {
    expect(leaseSteps([], [lease(3, 1)], settings, now)).toEqual([])
    expect(leaseSteps(['b'], [lease(3, 1)], settings, now)).toEqual([{ do: 'take', locationId: 'b', size: 6 }])
    expect(leaseSteps(['a'], [], { maxSlots: 0, hours: 24 }, now)).toEqual([])
  })
})
