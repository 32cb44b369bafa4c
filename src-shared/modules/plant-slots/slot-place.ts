/** A slot as the choice sees it: where it stands and how it is called. */
export interface PlacedSlot {
  id: string
  number: string
  numberKey: string
  locationId: string
  row: number | null
  column: number | null
  level: number | null
}

/** By code units: the same order on every machine, whatever its language. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const compareNumber = (a: number | null, b: number | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a - b

/** PS-R7: (level, row, column, nulls last, number_key, id). */
export const comparePlaces = (a: PlacedSlot, b: PlacedSlot): number =>
  compareNumber(a.level, b.level) ||
  compareNumber(a.row, b.row) ||
  compareNumber(a.column, b.column) ||
  compareText(a.numberKey, b.numberKey) ||
  compareText(a.id, b.id)

const digitsOrOther = /\d+|\D+/g

/** The natural order of numbers: GH1-2 before GH1-10; equal spellings by their text. */
export function compareNatural(a: string, b: string): number {
  const left = a.match(digitsOrOther) ?? []
  const right = b.match(digitsOrOther) ?? []
  for (let n = 0; n < Math.min(left.length, right.length); n += 1) {
    const order = comparePart(left[n] ?? '', right[n] ?? '')
    if (order !== 0) return order
  }
  return left.length - right.length || compareText(a, b)
}

const isDigits = (part: string): boolean => part.charCodeAt(0) >= 48 && part.charCodeAt(0) <= 57

function comparePart(a: string, b: string): number {
  if (!isDigits(a) || !isDigits(b)) return compareText(a, b)
  const left = a.replace(/^0+/, '')
  const right = b.replace(/^0+/, '')
  return left.length - right.length || compareText(left, right)
}
