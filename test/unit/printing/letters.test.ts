import { describe, expect, test } from 'vitest'
import { codePages } from '../../../src-main/desk/api/printing-api.ts'
import { type Bitmap, hasDot } from '../../../src-main/printing/bitmap.ts'
import { encodeIn } from '../../../src-main/printing/code-page.ts'
import { drawLine } from '../../../src-main/printing/draw-text.ts'
import { rowsOf } from '../../../src-main/printing/rows.ts'
import { wrap } from '../../../src-main/printing/wrap.ts'
import type { PrintDocument } from '../../../src-shared/printing/document.ts'

const style = { size: 25, bold: false }
const drawn = (text: string): Bitmap => drawLine([{ text, left: 4 }], 60, style)
const dots = (bitmap: Bitmap): number =>
  [...bitmap.bits].reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0)
const same = (a: Bitmap, b: Bitmap): boolean => Buffer.from(a.bits).equals(Buffer.from(b.bits))

/** Rows of dots, for the eye that looks at a failure. */
const picture = (bitmap: Bitmap): string[] =>
  Array.from({ length: bitmap.height }, (_, y) =>
    Array.from({ length: bitmap.width }, (_, x) => (hasDot(bitmap, x, y) ? '#' : ' '))
      .join('')
      .trimEnd(),
  )

const paper = (text: string): PrintDocument => ({
  ...{ kind: 'receipt', language: 'tr', title: 'x' },
  blocks: [{ type: 'text', text, align: 'start', size: 'normal', bold: false }],
})

describe('[DX-R40] letters that the code page of a printer has', () => {
  test('each in the place where the page has it', () => {
    for (const page of codePages) if (page !== 'image') expect(encodeIn(page, 'abc')).toEqual(Uint8Array.of(97, 98, 99))
    expect(encodeIn('cp437', 'é ñ ü ■')).toEqual(Uint8Array.of(0x82, 0x20, 0xa4, 0x20, 0x81, 0x20, 0xfe))
    expect(encodeIn('cp857', 'ğ Ğ ş Ş ı İ ²')).toEqual(
      Uint8Array.of(0xa7, 0x20, 0xa6, 0x20, 0x9f, 0x20, 0x9e, 0x20, 0x8d, 0x20, 0x98, 0x20, 0xfd),
    )
    expect(encodeIn('cp858', '€ ñ ²')).toEqual(Uint8Array.of(0xd5, 0x20, 0xa4, 0x20, 0xfd))
    expect(encodeIn('wpc1254', 'ğ € İ')).toEqual(Uint8Array.of(0xf0, 0x20, 0x80, 0x20, 0xdd))
  })

  test.each(['ğ', '가', '₺', '₩'])('[DX-A38] page 437 has no %s, so the line is drawn', (letter) => {
    expect(encodeIn('cp437', letter)).toBeNull()
    const rows = rowsOf(paper(`Fiyat ${letter}`), { dots: 576, codePage: 'cp437' })
    expect(rows.map(({ row }) => row)).toEqual(['picture'])
  })

  test('what the page has goes as letters', () => {
    const rows = rowsOf(paper('Crème brûlée 12,50'), { dots: 576, codePage: 'cp437' })
    expect(rows.map(({ row }) => row)).toEqual(['text'])
  })
})

describe('[DX-A38] drawn letters can be read', () => {
  // What a font lacks is drawn as one and the same box.
  const box = drawn('\u{10ffff}')

  test.each([...'ğüşİıöçñáé가나다€₺₩ĞŞÖÜÇ'])('%s is itself and no empty box', (letter) => {
    const bitmap = drawn(letter)
    expect(dots(bitmap), picture(bitmap).join('\n')).toBeGreaterThan(20)
    expect(same(bitmap, box)).toBe(false)
  })

  test.each([
    ['ğ', 'g'],
    ['ş', 's'],
    ['ı', 'i'],
    ['İ', 'I'],
    ['ç', 'c'],
    ['ñ', 'n'],
    ['가', '나'],
    ['₺', '₩'],
  ])('%s is told from %s', (one, other) => {
    const [a, b] = [drawn(one), drawn(other)]
    const apart = dots({ ...a, bits: a.bits.map((byte, at) => byte ^ (b.bits[at] ?? 0)) })
    expect(apart, [...picture(a), ...picture(b)].join('\n')).toBeGreaterThan(5)
  })

  test('strokes are at least two dots wide: one dot burns away on cheap paper', () => {
    // The stem of an l: the narrowest there is.
    const stem = picture(drawn('l')).filter((row) => row.includes('#'))
    for (const row of stem) expect(row.trim().length).toBeGreaterThanOrEqual(2)
  })
})

describe('lines of paper', () => {
  const count = (text: string) => [...text].length

  test('break at spaces, and within a word that is longer than the paper', () => {
    expect(wrap('Give slots to Kim', 10, count)).toEqual(['Give slots', 'to Kim'])
    expect(wrap('Membershipcardnumber 7', 10, count)).toEqual(['Membership', 'cardnumber', '7'])
    expect(wrap('one\n\ntwo', 10, count)).toEqual(['one', '', 'two'])
    expect(wrap('가나다라마바사', 3, count)).toEqual(['가나다', '라마바', '사'])
  })

  test('a name and its value share a line where they fit, else the value stands below at the right', () => {
    const pair = (right: string): PrintDocument => ({
      ...paper(''),
      blocks: [{ type: 'pair', left: 'Price', right, bold: false }],
    })
    const lines = (document: PrintDocument) =>
      rowsOf(document, { dots: 384, codePage: 'cp437' }).map((row) =>
        row.row === 'text' ? Buffer.from(row.bytes).toString() : '',
      )
    expect(lines(pair('12.00'))).toEqual([`Price${' '.repeat(22)}12.00`])
    expect(lines(pair('x'.repeat(30)))).toEqual(['Price', `  ${'x'.repeat(30)}`])
  })
})
