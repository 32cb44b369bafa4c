import { describe, expect, test } from 'vitest'
import { currencyExponents, isCurrency, majorUnits } from '../../../src-shared/kernel/money.ts'

describe('MB-R4 money', () => {
  test('a price is read with the digits its currency has', () => {
    expect(majorUnits(4990, 'TRY')).toBe('49.90')
    expect(majorUnits(4990, 'JPY')).toBe('4990')
    expect(majorUnits(4990, 'KWD')).toBe('4.990')
    expect(majorUnits(5, 'TRY')).toBe('0.05')
    expect(majorUnits(0, 'KWD')).toBe('0.000')
    expect(majorUnits(-5, 'TRY')).toBe('-0.05')
    expect(majorUnits(9_999_999_999, 'TRY')).toBe('99999999.99')
  })

  test('gold, test codes and what is no currency cannot be a price', () => {
    for (const code of ['XAU', 'XXX', 'XTS', 'ABC', 'usd', 'try', '', 'TRYY', 'toString', 'constructor']) {
      expect(isCurrency(code), code).toBe(false)
    }
    for (const code of ['TRY', 'JPY', 'KWD', 'EUR', 'KRW', 'CLP', 'USD']) expect(isCurrency(code), code).toBe(true)
  })

  test('exponents are those of ISO 4217, where a fifth is kept as two digits', () => {
    const expected = { JPY: 0, KRW: 0, CLP: 0, TRY: 2, EUR: 2, KWD: 3, BHD: 3, MRU: 2, MGA: 2 }
    for (const [code, exponent] of Object.entries(expected)) expect(currencyExponents.get(code), code).toBe(exponent)
  })
})
