import { type Rejection, reject, rejection } from '../../kernel/rejection.ts'
import { largestRun, locationOrder } from './choice-rules.ts'
import { freeSlotsIn, type Giver, type LocationWithFree, locationsWithFree, type Slot } from './queries.ts'
import { shortageRefusal } from './shortage-rules.ts'
import { winnerOfLocation, winnerOfSlots } from './slot-events.ts'
import type { PlacedSlot } from './slot-place.ts'
import {
  canBeGiven,
  firstObstacle,
  type NamedSlot,
  nearestSets,
  obstacleRefusal,
  offeredSets,
} from './specific-rules.ts'
import { offers, takeElsewhere, takeFewer, takeThese } from './ways-out.ts'

/** Named slots that a membership has not yet, and how many it may still be given. */
export interface NamedWish {
  membershipId: string
  slots: readonly Slot[]
  most: number
}

/** So many slots wherever they are; `locations` were counted up to the quantity. */
export interface AnyWish {
  membershipId: string
  asked: number
  /** How many the membership may still be given (PS-R2). */
  most: number
  locations: readonly LocationWithFree[]
  /** Where they were wanted; null is anywhere. */
  locationId: string | null
  /** Nothing but that location will do. */
  only: boolean
}

/** PS-R6: refuses named slots of which some cannot be given, with the nearest that can, and with who was faster. */
export async function refuseObstacles(giver: Giver, { membershipId, slots, most }: NamedWish): Promise<void> {
  const obstacle = firstObstacle(slots)
  if (!obstacle) return
  const sets = slots.length <= most ? await nearestFreeSets(giver, slots) : []
  const winner =
    obstacle.code === 'plant_slot_taken'
      ? await winnerOfSlots(
          giver.db,
          obstacle.slots.map(({ id }) => id),
        )
      : null
  reject({
    ...obstacleRefusal(obstacle),
    alternatives: sets.map((set) => takeThese(membershipId, set)),
    ...(winner ? { winner } : {}),
  })
}

/**
 * PS-R3, DX-R6: refuses named slots that are more than the membership may be given, with as many of them as it may.
 * Nothing where the rule said yes.
 */
export function refuseNamedBeyond(refusal: Rejection | null, { membershipId, slots, most }: NamedWish): void {
  if (!refusal) return
  const fewer = slots.filter(canBeGiven).slice(0, most)
  reject({ ...refusal, alternatives: fewer.length > 0 ? [takeThese(membershipId, fewer)] : [] })
}

/** The same for an any-pick; `free` slots were found for it. */
export function refuseAnyBeyond(
  refusal: Rejection | null,
  { membershipId, most, locationId, only }: AnyWish,
  free: number,
): void {
  if (!refusal) return
  const preferred = locationId === null ? null : { id: locationId, only }
  reject({ ...refusal, alternatives: takeFewer(membershipId, Math.min(free, most), preferred) })
}

/** PS-R3 step 5: refuses an any-pick in a closed location, with others that have enough. */
export function refuseClosedPlace(
  place: { id: string; name: string },
  { membershipId, asked, most, locations }: AnyWish,
): never {
  const elsewhere = asked <= most ? takeElsewhere(membershipId, asked, locationOrder(locations, [])) : []
  return reject({ ...closedRefusal(place), alternatives: elsewhere.slice(0, offers) })
}

/**
 * PS-R3 step 5: refuses named slots of which one is in a closed location, with the nearest sets that can be given.
 */
export async function refuseClosedSlots(
  giver: Giver,
  { membershipId, slots, most }: NamedWish,
  { locationId, locationName }: Slot,
): Promise<never> {
  const sets = slots.length <= most ? await nearestFreeSets(giver, slots) : []
  return reject({
    ...closedRefusal({ id: locationId, name: locationName }),
    alternatives: sets.map((set) => takeThese(membershipId, set)),
  })
}

const closedRefusal = ({ id, name }: { id: string; name: string }): Rejection =>
  rejection('plant_slot_location_closed', { locationId: id, location: name }, { rule: 'PS-R3' })

/** Reads the locations of the missing slots, and as many others as three sets may need. */
export async function nearestFreeSets(giver: Giver, slots: readonly NamedSlot[]): Promise<PlacedSlot[][]> {
  const missing = slots.filter((slot) => !canBeGiven(slot))
  const homes = new Set(missing.map(({ locationId }) => locationId))
  const enough = slots.length + offeredSets * missing.length
  const locations = locationOrder(await locationsWithFree(giver, enough), [...homes])
  let found = 0
  // What is free in a closed location is not given (PS-R1).
  const open = locations.filter(({ closed }) => !closed)
  const read = open.filter(({ id, free }) => {
    const needed = homes.has(id) || found < enough
    if (needed) found += free
    return needed
  })
  const order = locations.map(({ id }) => id)
  const ids = read.map(({ id }) => id)
  return nearestSets(slots, await freeSlotsIn(giver, ids), order)
}

/** PS-R5: refuses an any-pick for which too few slots are free. */
export async function refuseShortage(giver: Giver, { locations, locationId, only, ...asked }: AnyWish): Promise<never> {
  const looked = locations.filter(({ id }) => !only || id === locationId)
  // Each of these has fewer free slots than were asked for, so this reads few rows.
  const free = await freeSlotsIn(
    giver,
    looked.map(({ id }) => id),
  )
  const inLocation = Map.groupBy(free, (slot) => slot.locationId)
  return reject(
    shortageRefusal({
      ...asked,
      preferred: locationId === null ? null : { id: locationId, only },
      locations: locationOrder(locations, [locationId]).map((location) => ({
        ...location,
        largestRun: largestRun(inLocation.get(location.id) ?? []),
      })),
      winner: locationId === null ? null : await winnerOfLocation(giver.db, locationId),
    }),
  )
}
