/** A part of a whole; `rate` is null where there is no whole, and shown as a dash (section 9). */
export type Share = { part: number; of: number; rate: number | null }

/** To four decimals: more would be noise of the division. */
const rounded = (rate: number): number => Math.round(rate * 10_000) / 10_000

/** A quotient; null where there is nothing to divide by. */
export const quotient = (part: number, of: number): number | null => (of === 0 ? null : rounded(part / of))

export const shareOf = (part: number, of: number): Share => ({ part, of, rate: quotient(part, of) })

/** The mean of what is known; null where nothing is. */
export function meanOf(rates: readonly (number | null)[]): number | null {
  const known = rates.flatMap((rate) => rate ?? [])
  return quotient(
    known.reduce((sum, rate) => sum + rate, 0),
    known.length,
  )
}

/** How some slots stand. */
export interface Counts {
  available: number
  allocated: number
  occupied: number
  maintenance: number
}

const takenOf = ({ allocated, occupied }: Counts): number => allocated + occupied

/** Section 9: what is given, of what could be. */
export const allocationShare = (counts: Counts): Share => shareOf(takenOf(counts), takenOf(counts) + counts.available)

/** Section 9: what is planted, of what is given. */
export const occupancyShare = (counts: Counts): Share => shareOf(counts.occupied, takenOf(counts))

/** All slots there are. */
export const slotsOf = (counts: Counts): number => takenOf(counts) + counts.available + counts.maintenance
