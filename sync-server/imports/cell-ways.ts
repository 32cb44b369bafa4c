import { day } from '../../src-shared/kernel/calendar.ts'
import type { ImportType } from '../../src-shared/kernel/importer.ts'

/** In which order a day is written, or by which sign a fraction is divided off. */
export type Way = 'ymd' | 'dmy' | 'mdy' | 'point' | 'comma'

/** The ways in which cells of a type can be written. */
export const waysOf: Record<ImportType, readonly Way[]> = {
  text: [],
  day: ['ymd', 'dmy', 'mdy'],
  number: ['point', 'comma'],
}

/** What a cell says when it is read in a way; null where it cannot be. */
export function readCell(cell: string, way: Way): string | null {
  return way === 'point' || way === 'comma' ? numberIn(cell, way) : dayIn(cell, way)
}

/** Three numbers with signs between them; a time behind them is left out. */
const threeNumbers = /^(\d{1,4})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{1,4})\.?(?:[T\s].*)?$/

function dayIn(cell: string, order: 'ymd' | 'dmy' | 'mdy'): string | null {
  const [, first = '', second = '', third = ''] = threeNumbers.exec(cell) ?? []
  const parts = { ymd: [first, second, third], dmy: [third, second, first], mdy: [third, first, second] }
  const [year = '', month = '', date = ''] = parts[order]
  if (year.length !== 4 || month.length > 2 || date.length > 2) return null
  return day.safeParse(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`).data ?? null
}

const numbers = {
  point: /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/,
  comma: /^[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?$/,
} as const

/** A decimal with a point and no signs between its thousands. */
function numberIn(cell: string, sign: 'point' | 'comma'): string | null {
  const number = cell.replace(/[\s'\u00a0\u202f]/g, '')
  if (!numbers[sign].test(number)) return null
  return sign === 'point' ? number.replaceAll(',', '') : number.replaceAll('.', '').replace(',', '.')
}
