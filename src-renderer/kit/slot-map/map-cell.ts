import type { Certainty } from '../../../src-main/desk/api/desk-api.ts'
import type { SlotStatus } from '../slot-shape.tsx'

/** One place on the map. */
export interface MapCell {
  id: string
  /** As people call it. */
  number: string
  /** What of the number tells it from its neighbours. */
  short: string
  /** From 1. */
  row: number
  /** From 1. */
  column: number
  status: SlotStatus
  /** Needs work before it can be given. */
  flagged: boolean
  /** Kept for somebody who waits, or for a desk. */
  promised: 'offered' | 'leased' | null
  certainty: Certainty
  /** Who holds it; empty where nobody does. */
  holder: string
  /** Outside of what is being looked for. */
  dim: boolean
}

/** Not yet the server's word: drawn with a dashed outline. */
export const isOpen = ({ certainty }: Pick<MapCell, 'certainty'>): boolean =>
  certainty === 'held' || certainty === 'sending' || certainty === 'at_risk'

/** Letters and digits of a number, as people type it: "GH1-01-02" → "GH10102". */
const foldNumber = (number: string): string => number.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')

/** The slot a person means who typed this much: the whole number, else its end, its beginning, any part of it. */
export function findTyped(cells: readonly MapCell[], typed: string): MapCell | undefined {
  const wanted = foldNumber(typed)
  if (!wanted) return undefined
  const folded = cells.map((cell) => ({ cell, number: foldNumber(cell.number) }))
  const tests: ((number: string) => boolean)[] = [
    (number) => number === wanted,
    (number) => number.endsWith(wanted),
    (number) => number.startsWith(wanted),
    (number) => number.includes(wanted),
  ]
  for (const test of tests) {
    const hit = folded.find(({ number }) => test(number))
    if (hit) return hit.cell
  }
  return undefined
}
