import { type Alternative, reject } from '../../kernel/rejection.ts'
import { largestRun, locationOrder } from './choice-rules.ts'
import { freeSlotsIn, type Giver, type LocationWithFree, locationsWithFree } from './queries.ts'
import { type AskedBy, type Shortage, shortageRefusal } from './shortage-rules.ts'
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

/** PS-R6: refuses named slots of which some cannot be given, with the nearest that can, and with who was faster. */
export async function refuseObstacles(
  giver: Giver,
  { membershipId, slots, most }: { membershipId: string; slots: readonly NamedSlot[]; most: number },
): Promise<void> {
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

const takeThese = (membershipId: string, slots: readonly PlacedSlot[]): Alternative => ({
  label: 'plant_slots.take',
  params: { numbers: slots.map(({ number }) => number) },
  command: 'plant-slots.allocate',
  input: { membershipId, pick: { slotIds: slots.map(({ id }) => id) } },
})

/** Reads the locations of the missing slots, and as many others as three sets may need. */
export async function nearestFreeSets(giver: Giver, slots: readonly NamedSlot[]): Promise<PlacedSlot[][]> {
  const missing = slots.filter((slot) => !canBeGiven(slot))
  const homes = new Set(missing.map(({ locationId }) => locationId))
  const enough = slots.length + offeredSets * missing.length
  const locations = locationOrder(await locationsWithFree(giver, enough), [...homes])
  let found = 0
  const read = locations.filter(({ id, free }) => {
    const needed = homes.has(id) || found < enough
    if (needed) found += free
    return needed
  })
  const order = locations.map(({ id }) => id)
  const ids = read.map(({ id }) => id)
  return nearestSets(slots, await freeSlotsIn(giver, ids), order)
}

/** PS-R5: refuses an any-pick for which too few slots are free; `locations` were counted up to the quantity. */
export async function refuseShortage(
  giver: Giver,
  {
    locations,
    locationId,
    only,
    ...asked
  }: {
    membershipId: string
    asked: number
    most: number
    locations: readonly LocationWithFree[]
    locationId: string | null
    only: boolean
    askedBy: AskedBy
    wait: Shortage['wait']
  },
): Promise<never> {
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
