import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addDuration, daysBetween } from '../../../src-shared/kernel/calendar.ts'
import { proration } from '../../../src-shared/modules/memberships/proration-rules.ts'
import type { FreezeSpan } from '../../../src-shared/modules/memberships/rules.ts'

const freeze = (from_on: string, to_on: string, state: FreezeSpan['state'] = 'ended'): FreezeSpan => ({
  ...{ from_on, to_on, state },
})
const year = { starts_on: '2027-01-01', scheduled_ends_on: '2028-01-01', ends_on: '2028-01-01', price_minor: 120000 }
const month = { starts_on: '2027-04-30', scheduled_ends_on: '2027-05-30', ends_on: '2027-05-30', price_minor: 4990 }

describe('MB-R51 proration', () => {
  it('MB-A54 a year of 1,200.00 with 185 of 366 days unused gives back 606.56', () => {
    expect(proration(year, [], '2027-07-01')).toEqual({ paidDays: 366, unusedDays: 185, creditMinor: 60656 })
  })

  it('MB-A54 the same with 20 days frozen in March gives back 672.13', () => {
    const frozen = { ...year, ends_on: '2028-01-21' }
    const march = freeze('2027-03-01', '2027-03-20')
    expect(proration(frozen, [march], '2027-07-01')).toEqual({ paidDays: 366, unusedDays: 205, creditMinor: 67213 })
    // A freeze that was cancelled never was; one that lies ahead is not unused twice.
    expect(proration(year, [freeze('2027-03-01', '2027-03-20', 'cancelled')], '2027-07-01').creditMinor).toBe(60656)
    expect(proration(frozen, [freeze('2027-08-01', '2027-08-20', 'planned')], '2027-07-01')).toMatchObject({
      unusedDays: 185,
    })
    expect(proration(frozen, [freeze('2027-06-22', '2027-07-11', 'running')], '2027-07-01')).toMatchObject({
      unusedDays: 194,
    })
  })

  it('MB-A54 from its first day it is all given back; on the last of 31 days at 49.90, 1.61', () => {
    expect(proration(month, [], '2027-04-30')).toEqual({ paidDays: 31, unusedDays: 31, creditMinor: 4990 })
    expect(proration(month, [], '2027-01-01')).toMatchObject({ unusedDays: 31 })
    expect(proration(month, [], '2027-05-30')).toEqual({ paidDays: 31, unusedDays: 1, creditMinor: 161 })
    expect(proration(month, [], '2027-05-31')).toEqual({ paidDays: 31, unusedDays: 0, creditMinor: 0 })
  })

  it('MB-A56 cancelled on the 12th day, 32.19 of 49.90', () => {
    expect(proration(month, [], '2027-05-11').creditMinor).toBe(3219)
  })

  it('a half is rounded up', () => {
    const two = { starts_on: '2027-01-01', scheduled_ends_on: '2027-01-02', ends_on: '2027-01-02', price_minor: 101 }
    expect(proration(two, [], '2027-01-02').creditMinor).toBe(51)
  })

  it('a period without a price gives nothing back; one that was cut gives back what is left of it', () => {
    expect(proration({ ...month, price_minor: null }, [], '2027-05-01').creditMinor).toBe(0)
    expect(proration({ ...month, ends_on: '2027-05-10' }, [], '2027-05-06')).toMatchObject({
      ...{ paidDays: 31, unusedDays: 5 },
    })
  })

  it('§14.2 never more than was paid, never less for an earlier day, and the parts of a cut make the whole', () => {
    const price = fc.integer({ min: 0, max: 9_999_999_999 })
    fc.assert(
      fc.property(price, fc.integer({ min: 1, max: 24 }), fc.nat(800), fc.nat(800), (price_minor, months, a, b) => {
        const ends_on = addDuration('2027-01-31', 'MONTHS', months)
        const period = { starts_on: '2027-01-31', scheduled_ends_on: ends_on, ends_on, price_minor }
        const days = daysBetween('2027-01-31', ends_on)
        const [first, second] = [Math.min(a, b) % (days + 1), Math.max(a, b) % (days + 1)].sort((x, y) => x - y)
        const [early, late] = [addDays('2027-01-31', first ?? 0), addDays('2027-01-31', second ?? 0)]
        const [more, less] = [proration(period, [], early), proration(period, [], late)]
        expect(more.creditMinor).toBeLessThanOrEqual(price_minor)
        expect(less.creditMinor).toBeLessThanOrEqual(more.creditMinor)
        if (late > early) {
          const cut = proration({ ...period, ends_on: addDays(late, -1) }, [], early)
          expect(cut.unusedDays + less.unusedDays).toBe(more.unusedDays)
          expect(Math.abs(cut.creditMinor + less.creditMinor - more.creditMinor)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})
