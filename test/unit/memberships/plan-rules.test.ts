import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldedName } from '../../../src-shared/kernel/text.ts'
import {
  changedTerms,
  durationRefusal,
  freeName,
  type PlanTerms,
  planNotAccessible,
  priceRefusal,
  termsOf,
  termsRefusal,
  termsRow,
} from '../../../src-shared/modules/memberships/plan-rules.ts'

const terms: PlanTerms = {
  durationType: 'MONTHS',
  durationValue: 1,
  priceMinor: 4990,
  currency: 'TRY',
  maxFreezeDays: null,
  freezeFeeMinor: 0,
  autoRenew: false,
  renewalPricePolicy: 'grandfathered',
  renewableWhenArchived: true,
  requiresKyc: false,
  slotAllocation: 0,
  slotLocationId: null,
}

describe('MB-R2 one name, many spellings', () => {
  it.each([
    ['Gold', [' GOLD ', 'gold', 'Ｇold']],
    ['Altın', ['ALTIN', 'ALTİN', 'altin', 'Altın  ']],
    ['6 Ay', ['6  AY', '6\tay']],
  ])('%s', (name, spellings) => {
    for (const spelling of spellings) expect(foldedName(spelling), spelling).toBe(foldedName(name))
  })

  it('folding twice folds no further', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldedName(foldedName(text))).toBe(foldedName(text))
      }),
    )
  })

  it('a free name is the first number that is free, short enough, and not taken', () => {
    expect(freeName('Gold', new Set())).toBe('Gold (2)')
    expect(freeName('Gold', new Set(['gold (2)', 'gold (3)']))).toBe('Gold (4)')
    expect(freeName('x'.repeat(100), new Set())).toBe(`${'x'.repeat(96)} (2)`)
    expect(freeName(`${'x'.repeat(95)} plus`, new Set())).toBe(`${'x'.repeat(95)} (2)`)
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 100 }), fc.array(fc.string()), (name, taken) => {
        const free = freeName(name, new Set(taken.map(foldedName)))
        expect(taken.map(foldedName)).not.toContain(foldedName(free))
        expect([...free].length).toBeLessThanOrEqual(100)
      }),
    )
  })
})

describe('MB-R3 duration', () => {
  it.each([
    ['DAYS', 0],
    ['DAYS', 731],
    ['DAYS', -1],
    ['DAYS', 1.5],
    ['MONTHS', 0],
    ['MONTHS', 25],
    ['MONTHS', 1.5],
  ] as const)('MB-A4 %s %d is refused with the limits', (type, value) => {
    const max = type === 'DAYS' ? 730 : 24
    expect(durationRefusal(type, value)).toMatchObject({
      code: 'invalid_plan_duration',
      params: { type, value, min: 1, max },
      rule: 'MB-R3',
    })
  })

  it.each([
    ['DAYS', 1],
    ['DAYS', 730],
    ['MONTHS', 1],
    ['MONTHS', 24],
  ] as const)('MB-A4 %s %d passes', (type, value) => {
    expect(durationRefusal(type, value)).toBeNull()
  })
})

describe('MB-R4 money', () => {
  it.each(['usd', 'US', 'ABC', 'XAU', 'XXX', 'XTS', ''])('MB-A5 %s is no currency', (currency) => {
    expect(termsRefusal({ ...terms, currency })).toMatchObject({
      code: 'invalid_currency',
      params: { currency },
      rule: 'MB-R4',
    })
  })

  it.each(['TRY', 'EUR', 'JPY', 'KWD'])('MB-A5 %s is one', (currency) => {
    expect(termsRefusal({ ...terms, currency })).toBeNull()
  })

  it.each([-1, 0.5, 10_000_000_000, Number.NaN])('%d is no price', (price) => {
    expect(priceRefusal(price)).toMatchObject({
      code: 'invalid_price',
      params: { price, max: 9_999_999_999 },
      rule: 'MB-R4',
    })
    expect(termsRefusal({ ...terms, priceMinor: price })).toMatchObject({ code: 'invalid_price' })
    expect(termsRefusal({ ...terms, freezeFeeMinor: price })).toMatchObject({ code: 'invalid_price' })
  })

  it.each([0, 1, 9_999_999_999])('MB-A3 %d is one', (price) => {
    expect(priceRefusal(price)).toBeNull()
  })
})

describe('MB-R5 terms', () => {
  it('survive the way to a row and back', () => {
    expect(termsOf(termsRow(terms))).toEqual(terms)
  })

  it('differ field by field', () => {
    expect(changedTerms(terms, terms)).toEqual([])
    expect(changedTerms(terms, { ...terms, priceMinor: 5990, maxFreezeDays: 30 })).toEqual([
      { field: 'priceMinor', was: 4990, is: 5990 },
      { field: 'maxFreezeDays', was: null, is: 30 },
    ])
  })
})

it('MB-R10 a plan out of reach is named and nothing more is said', () => {
  expect(planNotAccessible('p')).toMatchObject({
    code: 'membership_plan_not_accessible',
    params: { planId: 'p' },
    rule: 'MB-R10',
    alternatives: [],
  })
})
