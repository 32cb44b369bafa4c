/** Where a slot stands and how it is called. */
export interface Place {
  id: string
  number: string
  numberKey: string
  locationId: string
  row: number | null
  column: number | null
  level: number | null
}

/** A slot as the choice sees it. */
export interface PlacedSlot extends Place {
  /** The lease of the asking desk that it is held in; null is free for everyone. */
  leaseId: string | null
}

/** By code units: the same order on every machine, whatever its language. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const compareNumber = (a: number | null, b: number | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a - b

/** PS-R7: (level, row, column, nulls last, number_key, id). */
export const comparePlaces = (a: Place, b: Place): number =>
  compareNumber(a.level, b.level) ||
  compareNumber(a.row, b.row) ||
  compareNumber(a.column, b.column) ||
  compareText(a.numberKey, b.numberKey) ||
  compareText(a.id, b.id)

/** As long as the longest number that a slot can have. */
const digitsWide = 40

/** A number such that plain order is natural order: GH1-2 before GH1-10. */
export const naturalKey = (numberKey: string): string =>
  numberKey.replace(/\d+/g, (digits) => digits.padStart(digitsWide, '0'))

/** The natural order of number keys; those that differ only in leading zeros by their text. */
export const compareNatural = (a: string, b: string): number =>
  compareText(naturalKey(a), naturalKey(b)) || compareText(a, b)
