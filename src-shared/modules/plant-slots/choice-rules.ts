import { comparePlaces, compareText, type PlacedSlot } from './slot-place.ts'

/** A location as the choice sees it. */
export interface LocationPlace {
  id: string
  code: string
  sortOrder: number
}

/** PS-R7: the preferred locations as they are given, then the rest by (sort_order, code). */
export function locationOrder<Location extends LocationPlace>(
  locations: readonly Location[],
  preferred: readonly (string | null | undefined)[],
): Location[] {
  const first = [...new Set(preferred)].flatMap((id) => locations.filter((location) => location.id === id))
  const rest = locations
    .filter((location) => !first.includes(location))
    .sort((a, b) => a.sortOrder - b.sortOrder || compareText(a.code, b.code) || compareText(a.id, b.id))
  return [...first, ...rest]
}

interface Positioned extends PlacedSlot {
  column: number
}
const isPositioned = (slot: PlacedSlot): slot is Positioned => slot.column !== null

/** PS-R7: slots of one location that stand side by side, in runs without a gap; slots without a position form none. */
export function runsOf(slots: readonly PlacedSlot[]): PlacedSlot[][] {
  const runs: Positioned[][] = []
  for (const slot of slots.filter(isPositioned).sort(comparePlaces)) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    // Stryker disable next-line LogicalOperator: no run is empty, so where there is one there is a last slot of it.
    if (run && last && isNext(last, slot)) run.push(slot)
    else runs.push([slot])
  }
  return runs
}

const isNext = (a: Positioned, b: Positioned): boolean =>
  a.level === b.level && a.row === b.row && b.column === a.column + 1

/** The length of the longest run of one location, 0 without positions. */
export const largestRun = (slots: readonly PlacedSlot[]): number =>
  runsOf(slots).reduce((longest, run) => Math.max(longest, run.length), 0)

/**
 * PS-R7 inside one location: of the slots leased to the desk, where they are enough, else of all: the lowest columns of
 * the shortest run that is long enough, the first of equally long ones; else the lowest places. The order of `free` does
 * not matter.
 */
export function chooseInLocation(free: readonly PlacedSlot[], quantity: number): PlacedSlot[] {
  const leased = free.filter(({ leaseId }) => leaseId !== null)
  const slots = leased.length >= quantity ? leased : free
  const fitting = runsOf(slots).filter((run) => run.length >= quantity)
  const [first, ...others] = fitting
  if (!first) return [...slots].sort(comparePlaces).slice(0, quantity)
  // Runs come in the order of their places, so a strict comparison keeps the lowest of equally long ones.
  const shortest = others.reduce((best, run) => (run.length < best.length ? run : best), first)
  return shortest.slice(0, quantity)
}

/**
 * PS-R7: which locations, in their order, give the slots, and how many each. The first that can hold all is used
 * alone; if none can, they are filled one after another. `free` is trusted up to `quantity` only.
 */
export function sharesOf(
  order: readonly { id: string; free: number }[],
  quantity: number,
): { locationId: string; quantity: number }[] {
  if (quantity === 0) return []
  const whole = order.find(({ free }) => free >= quantity)
  if (whole) return [{ locationId: whole.id, quantity }]
  let open = quantity
  return order.flatMap(({ id, free }) => {
    const share = Math.min(open, free)
    open -= share
    return share > 0 ? [{ locationId: id, quantity: share }] : []
  })
}

/**
 * PS-R7, the fixed choice: up to `quantity` of the free slots, locations in the given order. Same slots and input,
 * same answer, whatever the order in which the slots were read.
 */
export function chooseSlots(order: readonly string[], free: readonly PlacedSlot[], quantity: number): PlacedSlot[] {
  const slotsIn = (id: string) => free.filter(({ locationId }) => locationId === id)
  const counts = order.map((id) => ({ id, free: slotsIn(id).length }))
  return sharesOf(counts, quantity).flatMap((share) => chooseInLocation(slotsIn(share.locationId), share.quantity))
}
