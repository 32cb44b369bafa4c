import { sql } from 'kysely'
import type { CommandContext } from '../../kernel/command.ts'
import { type PlaceOf, prepared } from '../../kernel/prepared.ts'
import { chooseSlots, locationOrder, sharesOf } from './choice-rules.ts'
import {
  bestFreeSlotsIn,
  freeSlotsIn,
  type Giver,
  type LocationWithFree,
  locationById,
  locationsWithFree,
} from './queries.ts'
import { recordEvents } from './slot-events.ts'
import type { PlacedSlot } from './slot-place.ts'

/** Where the slots of an any-pick may lie. */
export interface Wish {
  quantity: number
  /** The location asked for. */
  locationId: string | null
  /** Nothing but the location asked for will do. */
  only: boolean
  /** Reads the location of the membership's plan, where that counts. */
  planLocationId: (() => Promise<string | null>) | null
}

/**
 * PS-R7 over the database: the slots it would take now, up to the quantity, and the locations it looked at: all, unless
 * the one that was asked for gives everything.
 */
export async function pickAny(
  giver: Giver,
  { quantity, locationId, only, planLocationId }: Wish,
): Promise<{ chosen: PlacedSlot[]; locations: LocationWithFree[] }> {
  if (locationId !== null) {
    const [location, best] = await Promise.all([
      locationById(giver.db, locationId),
      bestFreeSlotsIn(giver, locationId, quantity),
    ])
    if (location && !location.closed && best.length === quantity) {
      return { chosen: chooseSlots([locationId], best, quantity), locations: [{ ...location, free: quantity }] }
    }
  }
  const [locations, second] = await Promise.all([locationsWithFree(giver, quantity), planLocationId?.() ?? null])
  const order = locationOrder(locations, [locationId, second]).filter(({ id }) => !only || id === locationId)
  const free = await freeFor(giver, sharesOf(order, quantity), quantity)
  const ids = order.map(({ id }) => id)
  return { chosen: chooseSlots(ids, free, quantity), locations }
}

/** What the choice needs of the free slots: where one location gives all, only the best of it. */
const freeFor = (giver: Giver, shares: ReturnType<typeof sharesOf>, quantity: number): Promise<PlacedSlot[]> => {
  const [first, ...others] = shares
  return first && others.length === 0
    ? bestFreeSlotsIn(giver, first.locationId, quantity)
    : freeSlotsIn(
        giver,
        shares.map((share) => share.locationId),
      )
}

/** PS-R8: gives slots to a membership; the order of `slots` is the order of the events. */
export function take(
  context: CommandContext,
  slots: readonly PlacedSlot[],
  holder: { memberId: string; membershipId: string },
  series?: string,
): void {
  if (slots.length === 0) return
  const ids = slots.map(({ id }) => id)
  context.later(giveTo(context.db, { ids, ...holder, at: context.at }))
  const leased = Map.groupBy(slots, ({ leaseId }) => leaseId)
  for (const [leaseId, units] of leased) if (leaseId !== null) context.drawLease(leaseId, units.length)
  recordEvents(
    context,
    ids.map((slotId) => ({ slotId, event: 'allocated', from: 'available', to: 'allocated', ...holder })),
    series,
  )
}

type Giving = { ids: readonly string[]; memberId: string; membershipId: string; at: string }

const giveTo = prepared((db, place: PlaceOf<Giving>) =>
  db
    .updateTable('plant_slots')
    .set({
      status: 'allocated',
      member_id: place('memberId'),
      membership_id: place('membershipId'),
      allocated_at: place('at'),
      offer_id: null,
      lease_id: null,
      taken_lease_id: sql`lease_id`,
    })
    .where(({ eb, fn }) => eb('id', '=', fn.any(place('ids')))),
)
