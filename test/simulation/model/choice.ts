import { isLeasedElsewhere } from './lease-reads.ts'
import type { Location, Slot, State } from './state.ts'

/** PS-R1 in an open location, for a desk or for none. */
export const isFree = (state: Pick<State, 'leases'>, slot: Slot, deskId: string | null): boolean =>
  slot.status === 'available' && !slot.flagged && slot.offerId === null && !isLeasedElsewhere(state, slot, deskId)

const byText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

/** PS-R7: by level, row and column, those without a position last, then by number and id. */
export function byPlace(a: Slot, b: Slot): number {
  if (a.place && b.place) {
    const [here, there] = [a.place, b.place]
    const apart = here.level - there.level || here.row - there.row || here.column - there.column
    if (apart !== 0) return apart
  } else if (a.place || b.place) return a.place ? -1 : 1
  return byText(a.key, b.key) || byText(a.id, b.id)
}

/** PS-R7: the preferred ones first, then by (sort_order, code). */
function inOrder(locations: readonly Location[], preferred: readonly (string | null)[]): Location[] {
  const rank = (location: Location): number => {
    const place = preferred.indexOf(location.id)
    return place < 0 ? preferred.length : place
  }
  return [...locations].sort((a, b) => rank(a) - rank(b) || a.sortOrder - b.sortOrder || byText(a.code, b.code))
}

/** The slot right beside another, if it is free. */
const beside = (free: readonly Slot[], { place }: Slot): Slot | undefined =>
  free.find(
    (slot) =>
      place &&
      slot.place?.level === place.level &&
      slot.place.row === place.row &&
      slot.place.column === place.column + 1,
  )

/** PS-R7: every row of free slots without a gap, by where it begins. */
function gaplessRows(free: readonly Slot[]): Slot[][] {
  const continued = new Set(free.flatMap((slot) => beside(free, slot) ?? []))
  const firsts = free.filter((slot) => slot.place && !continued.has(slot)).sort(byPlace)
  return firsts.map((first) => {
    const row = [first]
    for (let next = beside(free, first); next; next = beside(free, next)) row.push(next)
    return row
  })
}

/** PS-R7 inside a location: what the desk has leased first, if that is enough. */
export function choiceIn(free: readonly Slot[], quantity: number): Slot[] {
  const leased = free.filter(({ leaseId }) => leaseId !== null)
  const slots = leased.length >= quantity ? leased : free
  const enough = gaplessRows(slots).filter((row) => row.length >= quantity)
  const shortest = Math.min(...enough.map((row) => row.length))
  const chosen = enough.find((row) => row.length === shortest) ?? [...slots].sort(byPlace)
  return chosen.slice(0, quantity)
}

interface Wish {
  preferred: readonly (string | null)[]
  only: string | null
  except?: readonly string[]
  /** Where it is given; null takes nothing that is leased. */
  deskId: string | null
}

/** PS-R7, the fixed choice: what would be taken, fewer than asked only where there are fewer. */
export function anySlots(state: State, quantity: number, { preferred, only, except = [], deskId }: Wish): Slot[] {
  const free = state.slots.where((slot) => isFree(state, slot, deskId) && !except.includes(slot.id))
  const places = inOrder(
    state.locations.where(({ closed }) => !closed),
    preferred,
  )
    .filter(({ id }) => only === null || id === only)
    .map(({ id }) => free.filter((slot) => slot.locationId === id))
  const whole = places.find((slots) => slots.length >= quantity)
  if (whole) return choiceIn(whole, quantity)
  const chosen: Slot[] = []
  for (const slots of places) chosen.push(...choiceIn(slots, Math.min(slots.length, quantity - chosen.length)))
  return chosen
}
