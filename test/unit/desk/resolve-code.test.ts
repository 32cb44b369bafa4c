import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gtinOf, isChecked } from '../../../src-shared/modules/desk/resolve-code-check.ts'
import { readGs1 } from '../../../src-shared/modules/desk/resolve-code-gs1.ts'
import { readCode } from '../../../src-shared/modules/desk/resolve-code-read.ts'

/** Printed on things that can be bought. */
const real = { ean: '4006381333931', upc: '036000291452', gtin: '09506000134352' }
const group = '\u001d'

describe('[DX-R23] check digits', () => {
  test.each(Object.values(real))('%s is whole', (digits) => expect(isChecked(digits)).toBe(true))

  test('any one digit read wrongly is noticed', () => {
    const wrong = fc.tuple(fc.constantFrom(...Object.values(real)), fc.nat(), fc.integer({ min: 1, max: 9 }))
    fc.assert(
      fc.property(wrong, ([digits, nth, by]) => {
        const at = nth % digits.length
        const other = (Number(digits[at]) + by) % 10
        expect(isChecked(digits.slice(0, at) + other + digits.slice(at + 1))).toBe(false)
      }),
    )
  })

  test('EAN-13 and UPC-A are GTINs; other lengths and letters are none', () => {
    expect(gtinOf(real.ean)).toBe('04006381333931')
    expect(gtinOf(real.upc)).toBe('00036000291452')
    for (const none of ['12345678901', '40063813339312', '400638133393X', '']) expect(gtinOf(none)).toBeNull()
    expect(isChecked('')).toBe(false)
    expect(isChecked('4')).toBe(false)
  })
})

describe('[DX-R23] GS1 parts', () => {
  const parts = { gtin: real.gtin, lot: 'AB-123', expiresOn: '2027-02-28', serial: '77' }

  test.each([
    ['with brackets', `(01)${real.gtin}(17)270200(10)AB-123(21)77`],
    ['as a scanner reads it', `]d201${real.gtin}1727020010AB-123${group}2177`],
    ['without what the scanner puts before it', `01${real.gtin}1727020010AB-123${group}2177`],
    ['beginning with the separator', `]C1${group}01${real.gtin}1727020010AB-123${group}2177`],
  ])('%s', (_, code) => expect(readGs1(code)).toEqual(parts))

  test('a part that may be absent is', () => {
    expect(readGs1(`(01)${real.gtin}`)).toEqual({ gtin: real.gtin })
    expect(readGs1(`]d201${real.gtin}17281231`)).toEqual({ gtin: real.gtin, expiresOn: '2028-12-31' })
  })

  test.each([
    ['a wrong check digit', '(01)09506000134353(10)A'],
    ['a thirteenth month', `(01)${real.gtin}(17)271301`],
    ['the 30th of February', `(01)${real.gtin}(17)270230`],
    ['a GTIN too short', '(01)950600013435(10)A'],
    ['a lot too long', `(01)${real.gtin}(10)${'A'.repeat(21)}`],
  ])('%s was read wrongly', (_, code) => expect(readGs1(code)).toBe('misread'))

  test.each(['A-12', '0112', 'R-4K7Q2X', `01${real.gtin}99Q`, '(10)only a lot', real.ean])(
    '%s is no GS1 code',
    (code) => expect(readGs1(code)).toBeNull(),
  )
})

describe('[DX-R23] what a code is by its look', () => {
  test('our own QR names a kind and an id', () => {
    const id = '019a0000-0000-7000-8000-00000000000a'
    expect(readCode(`hf:slot:${id}`)).toEqual({ is: 'own', kind: 'slot', id })
    expect(readCode(` HF:Slot:${id.toUpperCase()} `)).toEqual({ is: 'own', kind: 'slot', id })
    expect(readCode('hf:slot:A-12')).toEqual({ is: 'misread' })
    expect(readCode(`hf:slot:${id}x`)).toEqual({ is: 'misread' })
  })

  const formsOf = (code: string) => {
    const read = readCode(code)
    return read.is === 'text' ? read.forms : read.is
  }

  test('cards are tried first, then reservations, slots, products, receipts', () => {
    expect(formsOf('A-12')).toEqual(['card', 'slot', 'product'])
    expect(formsOf('R-4K7Q2X')).toEqual(['card', 'reservation', 'slot', 'product'])
    expect(formsOf('R-4K7')).toEqual(['card', 'slot', 'product'])
    expect(formsOf('R-D2-1041')).toEqual(['card', 'slot', 'product', 'receipt'])
    expect(formsOf(real.ean)).toEqual(['card', 'slot', 'product'])
  })

  test('[DX-A18] a wrong check digit is a code read wrongly', () => {
    expect(formsOf('4006381333932')).toBe('misread')
    expect(formsOf('036000291453')).toBe('misread')
    expect(formsOf('(01)09506000134353')).toBe('misread')
  })

  test('GS1 parts come along', () => {
    expect(readCode(`(01)${real.gtin}(21)7`)).toMatchObject({ is: 'text', gs1: { gtin: real.gtin, serial: '7' } })
  })

  test('no text breaks it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        expect(['own', 'misread', 'text']).toContain(readCode(text).is)
      }),
    )
  })
})
