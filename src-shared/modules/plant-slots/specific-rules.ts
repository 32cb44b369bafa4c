import { type Rejection, rejection } from '../../kernel/rejection.ts'
import { comparePlaces, type PlacedSlot } from './slot-place.ts'
import type { SlotStatus } from './transitions.ts'

/** A named slot as it stands now. */
export interface NamedSlot extends PlacedSlot {
  status: SlotStatus
  membershipId: string | null
  maintenanceRequired: boolean
  locationClosed: boolean
  /** Leased to another desk: to whom, and until when. */
  leased: Promised | null
  /** Offered to somebody: until when. */
  offeredUntil: string | null
}

/** To which desk a slot is leased, and until when. */
export type Promised = { deskName: string; until: string }

/** Why a named slot cannot be given, in the order in which it is told (PS-R6). */
const kinds = [
  'plant_slot_taken',
  'plant_slot_maintenance_required',
  'plant_slot_leased',
  'plant_slot_offered',
] as const
type Obstacle = (typeof kinds)[number]

/** PS-R1 for a slot of an active location; null is free. */
export function obstacleOf(
  slot: Pick<NamedSlot, 'status' | 'maintenanceRequired' | 'leased' | 'offeredUntil'>,
): Obstacle | null {
  if (slot.status === 'allocated' || slot.status === 'occupied') return 'plant_slot_taken'
  if (slot.status === 'maintenance' || slot.maintenanceRequired) return 'plant_slot_maintenance_required'
  if (slot.leased) return 'plant_slot_leased'
  return slot.offeredUntil === null ? null : 'plant_slot_offered'
}

/** The same of a slot that is held for whoever asks. */
export const obstacleWithoutOffer = (slot: NamedSlot): Obstacle | null => obstacleOf({ ...slot, offeredUntil: null })

/** PS-R1 as a whole: neither taken nor in need of care nor promised nor in a closed location. */
export const canBeGiven = (slot: NamedSlot): boolean => !slot.locationClosed && obstacleOf(slot) === null

/** Section 3: a slot that is allocated to the same membership already is given once more without a word. */
export const isHeldAlready = (slot: NamedSlot, membershipId: string): boolean =>
  slot.status === 'allocated' && slot.membershipId === membershipId

/** PS-R6: the named slots that cannot be given, all of the first kind that there is. */
export function firstObstacle(slots: readonly NamedSlot[]): { code: Obstacle; slots: NamedSlot[] } | null {
  for (const code of kinds) {
    const hit = slots.filter((slot) => obstacleOf(slot) === code)
    if (hit.length > 0) return { code, slots: hit }
  }
  return null
}

/** PS-R6 as a refusal, without the ways out. */
export const obstacleRefusal = ({ code, slots }: { code: Obstacle; slots: readonly NamedSlot[] }): Rejection =>
  rejection(
    code,
    {
      slots: slots.map(({ id, number, status }) => ({ slotId: id, number, status })),
      ...(code === 'plant_slot_leased' ? slots[0]?.leased : {}),
      ...(code === 'plant_slot_offered' ? { until: slots[0]?.offeredUntil ?? null } : {}),
    },
    { rule: 'PS-R6' },
  )

/** How many sets are offered instead. */
export const offeredSets = 3

/** Farther than anything on one level: another level, another location, or no position at all. */
export const elsewhere = Number.MAX_SAFE_INTEGER

/** PS-R6: |row difference| + |column difference| on the same level of the same location. */
export function distance(a: PlacedSlot, b: PlacedSlot): number {
  if (a.locationId !== b.locationId || a.level !== b.level) return elsewhere
  if (a.row === null || b.row === null || a.column === null || b.column === null) return elsewhere
  return Math.abs(a.row - b.row) + Math.abs(a.column - b.column)
}

/**
 * PS-R6: up to three sets of as many free slots as were named, nearest first. Named slots that are free are kept;
 * those that are not are replaced by the nearest ones. `order` is the order of the locations.
 */
export function nearestSets(
  named: readonly NamedSlot[],
  free: readonly PlacedSlot[],
  order: readonly string[],
): PlacedSlot[][] {
  const kept = named.filter(canBeGiven)
  const missing = named.filter((slot) => !canBeGiven(slot))
  const size = missing.length
  const candidates = ranked(
    missing,
    free.filter(({ id }) => named.every((slot) => slot.id !== id)),
    order,
  )
  const sets = Array.from({ length: offeredSets }, (_, n) => candidates.slice(n * size, (n + 1) * size))
  return sets.filter((set) => size > 0 && set.length === size).map((set) => [...kept, ...set].sort(comparePlaces))
}

function ranked(missing: readonly PlacedSlot[], free: readonly PlacedSlot[], order: readonly string[]): PlacedSlot[] {
  const homes = new Set(missing.map(({ locationId }) => locationId))
  const rankOf = (slot: PlacedSlot) => ({
    slot,
    near: Math.min(...missing.map((other) => distance(slot, other))),
    // The location of a slot that was named goes before all others.
    place: homes.has(slot.locationId) ? -1 : order.indexOf(slot.locationId),
  })
  return free
    .map(rankOf)
    .sort((a, b) => a.near - b.near || a.place - b.place || comparePlaces(a.slot, b.slot))
    .map(({ slot }) => slot)
}
