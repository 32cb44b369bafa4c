import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addDuration,
  day,
  dayOf,
  daysBetween,
  instant,
  startOfDay,
} from '../../../src-shared/kernel/calendar.ts'

const zones = [
  'UTC',
  'Europe/Istanbul',
  'America/Santiago',
  'America/Havana',
  'Africa/Cairo',
  'Asia/Seoul',
  'Asia/Kolkata',
  'Pacific/Kiritimati',
  'Australia/Lord_Howe',
]
const someDay = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('1990-01-01', n))

describe('MB-R6 a membership ends on the day that was sold', () => {
  test.each([
    ['2027-01-31', 'MONTHS', 1, '2027-02-28'],
    ['2028-01-31', 'MONTHS', 1, '2028-02-29'],
    ['2028-02-29', 'MONTHS', 12, '2029-02-28'],
    ['2027-08-31', 'MONTHS', 6, '2028-02-29'],
    ['2027-12-15', 'MONTHS', 1, '2028-01-15'],
    ['2027-12-31', 'DAYS', 1, '2028-01-01'],
    ['2027-01-01', 'DAYS', 730, '2028-12-31'],
    ['2028-02-28', 'DAYS', 1, '2028-02-29'],
    ['2028-02-28', 'DAYS', 2, '2028-03-01'],
    ['2027-10-31', 'MONTHS', 1, '2027-11-30'],
    ['2026-12-31', 'MONTHS', 14, '2028-02-29'],
  ] as const)('%s + %s %i is %s', (from, type, n, last) => {
    expect(addDuration(from, type, n)).toBe(last)
  })

  test('no night of daylight saving takes or gives a day, in any zone the machine may be in', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: -3000, max: 3000 }), (from, n) => {
        expect(daysBetween(from, addDays(from, n))).toBe(n)
        expect(addDays(addDays(from, n), -n)).toBe(from)
      }),
    )
  })

  test('months keep the day number or take the last day of the month, and never go further', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 1, max: 24 }), (from, n) => {
        const to = addDuration(from, 'MONTHS', n)
        const months = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7))
        expect(months(to)).toBe(months(from) + n)
        const lastOfMonth = to.slice(0, 7) !== addDays(to, 1).slice(0, 7)
        expect(to.slice(8) === from.slice(8) || (lastOfMonth && to.slice(8) < from.slice(8))).toBe(true)
      }),
    )
  })
})

describe('[SY-15] the day on which something happened is the day where the organisation is', () => {
  test.each([
    ['2026-11-20T20:30:00.000Z', 'Europe/Istanbul', '2026-11-20'],
    ['2026-11-20T21:00:00.000Z', 'Europe/Istanbul', '2026-11-21'],
    ['2026-11-20T23:30:00.000Z', 'Europe/Istanbul', '2026-11-21'],
    ['2026-11-20T14:59:59.999Z', 'Asia/Seoul', '2026-11-20'],
    ['2026-11-20T15:00:00.000Z', 'Asia/Seoul', '2026-11-21'],
    // In the night of 2026-09-06 Santiago goes from 23:59:59 (UTC-4) straight to 01:00 (UTC-3).
    ['2026-09-06T03:59:59.999Z', 'America/Santiago', '2026-09-05'],
    ['2026-09-06T04:00:00.000Z', 'America/Santiago', '2026-09-06'],
    // In the night of 2026-04-05 it has the hour before midnight twice.
    ['2026-04-05T02:59:59.999Z', 'America/Santiago', '2026-04-04'],
    ['2026-04-05T03:30:00.000Z', 'America/Santiago', '2026-04-04'],
    ['2026-04-05T04:00:00.000Z', 'America/Santiago', '2026-04-05'],
  ])('%s in %s is %s', (at, zone, expected) => {
    expect(dayOf(at, zone)).toBe(expected)
  })

  test('a day begins once: its first instant is on it, the millisecond before is not', () => {
    expect(startOfDay('2026-09-06', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z')
    expect(startOfDay('2026-11-21', 'Europe/Istanbul')).toBe('2026-11-20T21:00:00.000Z')
    fc.assert(
      fc.property(someDay, fc.constantFrom(...zones), (text, zone) => {
        // Kiritimati left out the last day of 1994 when it moved across the date line: a day without a first instant.
        fc.pre(!(zone === 'Pacific/Kiritimati' && text < '1995-01-02'))
        const start = startOfDay(text, zone)
        expect(dayOf(start, zone)).toBe(text)
        expect(dayOf(new Date(Date.parse(start) - 1).toISOString(), zone)).toBe(addDays(text, -1))
      }),
      { numRuns: 400 },
    )
  })
})

describe('days and instants as they arrive', () => {
  test('a day that no calendar has is refused at the door', () => {
    for (const text of ['2027-02-29', '2027-13-01', '2027-00-10', '2027-1-1', '27-01-01', '2027-01-01T00:00', '']) {
      expect(day.safeParse(text).success, text).toBe(false)
    }
    for (const text of ['2028-02-29', '2027-12-31', '1931-05-17']) expect(day.parse(text)).toBe(text)
  })

  test('[SY-8] a year that no database keeps, or that a computer takes for another, is refused and not a crash later', () => {
    for (const text of ['0000-01-01', '0050-06-01', '0999-12-31', '9999-12-31']) {
      expect(day.safeParse(text).success, text).toBe(false)
    }
    for (const text of ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59-12:00']) {
      expect(instant.safeParse(text).success, text).toBe(false)
    }
  })

  test('an instant is told in one form, whatever offset it came with', () => {
    expect(instant.parse('2026-11-20T23:30:00+03:00')).toBe('2026-11-20T20:30:00.000Z')
    expect(instant.parse('2026-11-20T20:30:00Z')).toBe('2026-11-20T20:30:00.000Z')
    for (const text of ['2026-11-20', '2026-11-20T20:30:00', 'yesterday', '2026-11-20T25:00:00Z']) {
      expect(instant.safeParse(text).success, text).toBe(false)
    }
  })
})
