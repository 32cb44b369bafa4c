import type { MapCell } from './map-cell.ts'

/** What is written on the cells. `named`: the number, and the holder under it. `last`: the last part of the number. */
export type Labels = 'named' | 'number' | 'last' | 'none'

export const labelFont = (font: string): string => `500 11px ${font}`

/** "01-02" → "02". */
export const lastPart = (short: string): string => short.split(/[^\p{L}\p{N}]+/u).at(-1) ?? short

/** The fullest label that fits the widest number, so that all cells of a map are labelled alike. */
export function labelsThatFit(cells: readonly MapCell[], size: number, widthOf: (text: string) => number): Labels {
  if (size >= 64) return 'named'
  const widest = (part: (cell: MapCell) => string): number => {
    const longest = cells.reduce((found, cell) => (part(cell).length > found.length ? part(cell) : found), '')
    // Digits are of one width, letters are not: some room for wider ones.
    return widthOf(longest) + 2
  }
  if (size >= 30 && widest(({ short }) => short) <= size - 6) return 'number'
  return size >= 22 && widest(({ short }) => lastPart(short)) <= size - 6 ? 'last' : 'none'
}
