import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween } from '../../../src-shared/kernel/calendar.ts'
import { endOf, firstPeriod, periodAfter } from '../../../src-shared/modules/memberships/period-rules.ts'

const months = (duration_value: number) => ({ duration_type: 'MONTHS', duration_value }) as const
const days = (duration_value: number) => ({ duration_type: 'DAYS', duration_value }) as const
const durations = fc.oneof(fc.integer({ min: 1, max: 730 }).map(days), fc.integer({ min: 1, max: 24 }).map(months))
const starts = fc.integer({ min: 0, max: 3000 }).map((n) => addDays('2024-01-01', n))

describe('MB-R6 MB-A1 the last valid day', () => {
  it.each([
    ['2027-01-31', months(1), '2027-02-28'],
    ['2028-01-31', months(1), '2028-02-29'],
    ['2028-02-29', months(12), '2029-02-28'],
    ['2027-08-31', months(6), '2028-02-29'],
    ['2027-12-15', months(1), '2028-01-15'],
    ['2027-12-31', days(1), '2028-01-01'],
    ['2027-01-01', days(730), '2028-12-31'],
    ['2028-02-28', days(1), '2028-02-29'],
    ['2028-02-28', days(2), '2028-03-01'],
    ['2027-10-31', months(1), '2027-11-30'],
    ['2026-12-31', months(14), '2028-02-29'],
  ])('%s + %j = %s', (start, duration, end) => {
    expect(endOf(start, duration)).toBe(end)
  })

  it('is after the start, and never passes into the month after', () => {
    fc.assert(
      fc.property(starts, durations, (start, duration) => {
        const end = endOf(start, duration)
        expect(end > start).toBe(true)
        if (duration.duration_type === 'DAYS') expect(daysBetween(start, end)).toBe(duration.duration_value)
        else expect(Number(end.slice(8))).toBeLessThanOrEqual(Number(start.slice(8)))
      }),
    )
  })
})

describe('MB-R7 no drift', () => {
  const first = { ...firstPeriod('2027-01-31', months(1)), ...months(1) }
  const next = (period: typeof first, fields = {}) => {
    const previous = { ...period, ...fields }
    return { ...periodAfter(previous, addDays(previous.ends_on, 1), months(1)), ...months(1) }
  }

  it('MB-A2 a month from 31 January ends 02-28, 03-31, 04-30, 05-31, never 03-28', () => {
    const second = next(first)
    const third = next(second)
    expect([first, second, third, next(third)].map(({ ends_on }) => ends_on)).toEqual([
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
      '2027-05-31',
    ])
    expect(third).toMatchObject({ starts_on: '2027-04-01', anchor_on: '2027-01-31', anchor_count: 3 })
  })

  it('frozen days move the anchor to the day they moved the end to', () => {
    const frozen = { ...next(first), ends_on: '2027-04-05', frozen_days: 5 }
    expect(next(frozen)).toMatchObject({
      starts_on: '2027-04-06',
      anchor_on: '2027-04-05',
      anchor_count: 1,
      ends_on: '2027-05-05',
    })
  })

  it('a period that was cut, or another duration, starts a new count from the previous end', () => {
    expect(next(first, { cut: true, ends_on: '2027-02-20' })).toMatchObject({
      anchor_on: '2027-02-20',
      ends_on: '2027-03-20',
    })
    expect(periodAfter(first, '2027-03-01', months(3))).toMatchObject({
      anchor_on: '2027-02-28',
      ends_on: '2027-05-28',
    })
    expect(periodAfter(first, '2027-03-01', days(1))).toMatchObject({ anchor_on: '2027-02-28', ends_on: '2027-03-01' })
  })

  it('after a gap it is its own anchor', () => {
    expect(periodAfter(first, '2027-03-31', months(1))).toEqual(firstPeriod('2027-03-31', months(1)))
  })

  it('n gapless periods end where one of n times the duration would', () => {
    fc.assert(
      fc.property(starts, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 12 }), (start, length, count) => {
        let period = { ...firstPeriod(start, months(length)), ...months(length) }
        for (let n = 1; n < count; n += 1) {
          period = { ...periodAfter(period, addDays(period.ends_on, 1), months(length)), ...months(length) }
        }
        expect(period.ends_on).toBe(endOf(start, months(length * count)))
      }),
    )
  })
})
