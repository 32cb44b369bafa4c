import { describe, expect, it } from 'vitest'
import {
  datesRefusal,
  importedCode,
  importedDuration,
  importedPeriod,
  importedStatus,
  planNames,
  typeKey,
} from '../../../src-shared/modules/memberships/import-rules.ts'

describe('MB-R70 types of a file', () => {
  it('MB-A64 are one plan whatever their spelling, named as most rows write it, of equals as the first', () => {
    expect([...planNames(['Gold', ' gold ', 'Gold', 'Student', 'STUDENT', '', '  '])]).toEqual([
      ['gold', 'Gold'],
      ['student', 'Student'],
      ['imported', 'Imported'],
    ])
    expect([...planNames(['gold', 'Gold', 'Gold'])]).toEqual([['gold', 'Gold']])
    expect([...planNames(['a', 'A', 'a', 'A'])]).toEqual([['a', 'a']])
    expect([...planNames([])]).toEqual([])
  })

  it('are tidied and cut to what a name may be', () => {
    expect(planNames(['  Big \t  Garden '])).toEqual(new Map([['big garden', 'Big Garden']]))
    expect(planNames(['Cafe\u0301'])).toEqual(new Map([[typeKey('Café'), 'Café']]))
    const [cut = ''] = planNames([`${'x'.repeat(99)} yz`]).values()
    expect(cut).toBe('x'.repeat(99))
    const [long = ''] = planNames(['🌱'.repeat(101)]).values()
    expect([...long]).toHaveLength(100)
    expect(typeKey(` ${'x'.repeat(101)}`)).toBe('x'.repeat(100))
  })
})

describe('MB-R71 days of a file', () => {
  const month = { duration_type: 'MONTHS', duration_value: 1 } as const
  const days = (starts_on: string, ends_on: string) => ({
    ...{ starts_on, scheduled_ends_on: ends_on, ends_on, frozen_days: 0, cut: false },
  })

  it('begin with the row where the plan ends it there', () => {
    expect(importedPeriod('2027-01-31', '2027-02-28', month)).toEqual({
      ...days('2027-01-31', '2027-02-28'),
      ...{ anchor_on: '2027-01-31', anchor_count: 1 },
    })
  })

  it('count from a day from which the plan would end there, the nearest one', () => {
    expect(importedPeriod('2027-01-01', '2027-03-15', month)).toEqual({
      ...days('2027-01-01', '2027-03-15'),
      ...{ anchor_on: '2027-02-15', anchor_count: 1 },
    })
    // No month before has a 31st from which one month leads to 31 March, but January has for two.
    expect(importedPeriod('2027-01-01', '2027-03-31', month)).toMatchObject({
      ...{ anchor_on: '2027-01-31', anchor_count: 2 },
    })
    // 29 February comes again after four years.
    expect(importedPeriod('2027-05-01', '2028-02-29', importedDuration)).toMatchObject({
      ...{ anchor_on: '2024-02-29', anchor_count: 4 },
    })
    expect(importedPeriod('2027-01-01', '2027-03-10', { duration_type: 'DAYS', duration_value: 7 })).toMatchObject({
      ...{ anchor_on: '2027-03-03', anchor_count: 1 },
    })
  })

  it('are refused where the last comes before the first', () => {
    expect(datesRefusal('2027-03-01', '2027-03-01')).toBeNull()
    expect(datesRefusal('2027-03-02', '2027-03-01')).toEqual({
      ...{ code: 'import_row_end_before_start', params: { startsOn: '2027-03-02', endsOn: '2027-03-01' } },
      ...{ rule: 'MB-R71', alternatives: [] },
    })
  })

  it.each([
    ['2027-03-02', '2027-04-01', 'scheduled'],
    ['2027-03-01', '2027-03-01', 'active'],
    ['2027-02-01', '2027-02-28', 'expired'],
  ])('from %s to %s it is %s on 1 March', (startsOn, endsOn, status) => {
    expect(importedStatus(startsOn, endsOn, '2027-03-01')).toBe(status)
  })
})

it('MB-R72 a person without a card gets the same code however often the row comes, and another where that is taken', () => {
  const memberId = '0190a5b2-7c3d-7e4f-8a1b-2c3d4e5f6071'
  const codes = [0, 1, 2].map((n) => importedCode(memberId, n))
  for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
  expect(new Set(codes).size).toBe(3)
  expect(importedCode(memberId, 0)).toBe(codes[0])
  expect(importedCode('0190a5b2-7c3d-7e4f-8a1b-2c3d4e5f6072', 0)).not.toBe(codes[0])
})
