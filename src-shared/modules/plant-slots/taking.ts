import type { CommandContext } from '../../kernel/command.ts'
import type { Db } from '../../kernel/database.ts'
import { chooseSlots, locationOrder, sharesOf } from './choice-rules.ts'
import { freeSlotsIn, type LocationWithFree, locationsWithFree } from './queries.ts'
import { recordEvents } from './slot-events.ts'
import type { PlacedSlot } from './slot-place.ts'

/** Where the slots of an any-pick may lie. */
export interface Wish {
  quantity: number
  /** The location asked for. */
  locationId: string | null
  /** Nothing but the location asked for will do. */
  only: boolean
  /** The location of the membership's plan. */
  planLocationId: string | null
}

/** PS-R7 over the database: the slots it would take now, up to the quantity, and the locations it looked at. */
export async function pickAny(
  db: Db,
  { quantity, locationId, only, planLocationId }: Wish,
): Promise<{ chosen: PlacedSlot[]; locations: LocationWithFree[] }> {
  const locations = await locationsWithFree(db, quantity)
  const order = locationOrder(locations, [locationId, planLocationId]).filter(({ id }) => !only || id === locationId)
  const shares = sharesOf(order, quantity)
  const free = await freeSlotsIn(
    db,
    shares.map((share) => share.locationId),
  )
  const ids = order.map(({ id }) => id)
  return { chosen: chooseSlots(ids, free, quantity), locations }
}

/** PS-R8: gives slots to a membership, in two statements; the order of `slots` is the order of the events. */
export async function take(
  context: CommandContext,
  slots: readonly PlacedSlot[],
  holder: { memberId: string; membershipId: string },
  series?: string,
): Promise<void> {
  if (slots.length === 0) return
  const ids = slots.map(({ id }) => id)
  await context.db
    .updateTable('plant_slots')
    .set({
      status: 'allocated',
      member_id: holder.memberId,
      membership_id: holder.membershipId,
      allocated_at: context.at,
    })
    .where('id', 'in', ids)
    .execute()
  await recordEvents(
    context,
    ids.map((slotId) => ({ slotId, event: 'allocated', from: 'available', to: 'allocated', ...holder })),
    series,
  )
}
