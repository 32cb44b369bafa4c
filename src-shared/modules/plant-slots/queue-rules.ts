import type { NotInForce } from '../memberships/rules.ts'
import { chooseSlots, type LocationPlace, locationOrder } from './choice-rules.ts'
import { comparePlaces, type PlacedSlot } from './slot-place.ts'

export type EntryOf = 'owed' | 'wanted'

/** Somebody who waits, as the queue judges them. */
export interface Waiting {
  id: string
  memberId: string
  membershipId: string
  kind: EntryOf
  quantity: number
  /** The one location that will do; null is any. */
  locationId: string | null
  /** The location that the terms of the membership prefer. */
  planLocationId: string | null
  /** PS-R30: why nothing may be given now; null is in force. */
  standing: NotInForce | null
}

/** PS-R30: why somebody was passed over. */
export type PassedBecause = NotInForce | 'wrong_location' | 'just_given_back'

/** One step of the queue. What is owed is given, what is wanted is offered. */
export type Step<Entry extends Waiting = Waiting> =
  | { action: 'given' | 'offered'; entry: Entry; slots: PlacedSlot[] }
  | { action: 'passed'; entry: Entry; reason: PassedBecause }

/** What there is to be had. */
export interface Supply {
  /** Free slots without a lease, in any order. */
  free: readonly PlacedSlot[]
  /** The locations that are open. */
  locations: readonly LocationPlace[]
  /** PS-R24: slots that this very command took from a membership, which does not get them back by it. */
  takenFrom: ReadonlyMap<string, string>
}

/**
 * PS-R30: serves those who wait in the order in which they stand, until nothing is free. Gives each step and what is
 * left, with which the next of the line may be served.
 */
export function serveInTurn<Entry extends Waiting>(
  { free, locations, takenFrom }: Supply,
  entries: readonly Entry[],
): { steps: Step<Entry>[]; left: PlacedSlot[] } {
  // Kept in the order of their places, in which sorting them once more costs little.
  let left = [...free].sort(comparePlaces)
  const steps: Step<Entry>[] = []
  for (const entry of entries) {
    if (left.length === 0) break
    const slots = fitting(left, entry, takenFrom)
    if (typeof slots === 'string') {
      steps.push({ action: 'passed', entry, reason: slots })
      continue
    }
    const order = locationOrder(locations, [entry.locationId, entry.planLocationId]).map(({ id }) => id)
    const chosen = chooseSlots(order, slots, Math.min(entry.quantity, slots.length))
    const gone = new Set(chosen)
    left = left.filter((slot) => !gone.has(slot))
    steps.push({ action: entry.kind === 'owed' ? 'given' : 'offered', entry, slots: chosen })
  }
  return { steps, left }
}

/** What of the free slots may go to somebody, or why nothing may. */
function fitting(
  free: readonly PlacedSlot[],
  { standing, locationId, membershipId }: Waiting,
  takenFrom: Supply['takenFrom'],
): readonly PlacedSlot[] | PassedBecause {
  if (standing !== null) return standing
  const there = locationId === null ? free : free.filter((slot) => slot.locationId === locationId)
  if (there.length === 0) return 'wrong_location'
  const fresh = takenFrom.size === 0 ? there : there.filter(({ id }) => takenFrom.get(id) !== membershipId)
  return fresh.length === 0 ? 'just_given_back' : fresh
}

/** A line of the queue's log. */
export interface Logged {
  slotId: string
  entryId: string
  action: Step['action']
  reason: PassedBecause | null
}

/**
 * PS-R30: what the log says of these steps, in their order. Passed over is who stood before somebody that got a slot,
 * and the slot is the first one that went past; behind the last who got something nobody was passed over.
 */
export function logOf(steps: readonly Step[]): Logged[] {
  let next: PlacedSlot | undefined
  const backwards = steps.toReversed().flatMap((step): Logged[] => {
    if (step.action === 'passed') {
      return next ? [{ slotId: next.id, entryId: step.entry.id, action: 'passed', reason: step.reason }] : []
    }
    next = step.slots[0]
    return step.slots
      .map(({ id }): Logged => ({ slotId: id, entryId: step.entry.id, action: step.action, reason: null }))
      .toReversed()
  })
  return backwards.toReversed()
}

/** At most so many stand in one entry; of what is owed beyond, the rest follows when these were given. */
const mostInEntry = 100

/** The quantity of the entry of a membership that is owed so many, at least one. */
export const owedQuantity = (owed: number): number => Math.min(owed, mostInEntry)

/** PS-R8: what is left of an entry after so many were taken; null is nothing. */
export const quantityAfter = (quantity: number, taken: number): number | null =>
  quantity > taken ? quantity - taken : null
