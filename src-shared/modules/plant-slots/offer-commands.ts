import { z } from 'zod'
import { command } from '../../kernel/command.ts'
import type { Db } from '../../kernel/database.ts'
import { id } from '../../kernel/id.ts'
import { reject } from '../../kernel/rejection.ts'
import { closedOffer, hasLapsed } from './offer-rules.ts'
import { closeOffers } from './offers.ts'
import type { Slot } from './queries.ts'
import { serveQueue } from './queue.ts'
import { quantityAfter } from './queue-rules.ts'
import { obstacleRefusal, obstacleWithoutOffer } from './specific-rules.ts'
import { refuse, requireInForce, requireSlots } from './standing.ts'
import { take } from './taking.ts'
import { type OfferRow, requireOffer } from './waitlist-reads.ts'

/**
 * Says yes to an offer (PS-R32, R33): its slots are given, and what is still wanted keeps its place. Refused: too late
 * (`plant_slot_offer_lapsed`, with the way back to the old place), answered already (`plant_slot_offer_closed`), a
 * membership that is not in force.
 */
export const acceptOffer = command('plant-slots.accept-offer', {
  input: z.object({ offerId: id }).strict(),
  permission: 'plant_slot_create',
  own: true,
  offline: true,
  async run(context, { offerId }) {
    const { db, at } = context
    const offer = await requireOffer(context, offerId)
    if (hasLapsed(offer, at)) refuseLapsed(offer)
    refuse(closedOffer(offer))
    const holder = await requireInForce(context, offer.membershipId)
    const slots = givable(await requireSlots(context, offer.slotIds))
    await closeOffers(db, [offer], 'accepted')
    take(context, slots, holder)
    await settleEntry(db, offer, slots.length)
    await serveQueue(context)
    const { membershipId } = holder
    return { slotIds: slots.map((slot) => slot.id), slotNumbers: slots.map(({ number }) => number), membershipId }
  },
  undo: (_, { slotIds, membershipId }) => ({ command: 'plant-slots.release', input: { slotIds, membershipId } }),
})

/** PS-R32: what is still wanted keeps its place. */
async function settleEntry(db: Db, { entryId, quantity }: OfferRow, given: number): Promise<void> {
  const left = quantityAfter(quantity, given)
  const change = left === null ? { state: 'fulfilled' as const } : { state: 'waiting' as const, quantity: left }
  await db.updateTable('plant_slot_waitlist').set(change).where('id', '=', entryId).execute()
}

/** Of an offer those slots that nothing has happened to since; without any, what has. */
function givable(slots: readonly Slot[]): Slot[] {
  const closed = slots.find(({ locationClosed }) => locationClosed)
  const ready = slots.filter((slot) => !slot.locationClosed && obstacleWithoutOffer(slot) === null)
  if (ready.length > 0) return ready
  if (closed) {
    reject('plant_slot_location_closed', { locationId: closed.locationId, location: closed.locationName })
  }
  return reject(obstacleRefusal({ code: 'plant_slot_maintenance_required', slots }))
}

/** PS-R32, section 7 case 14: who was too late may have the old place back. */
function refuseLapsed(offer: OfferRow): never {
  const { id: offerId, entryId, membershipId, quantity, locationId, expiresAt } = offer
  const back = { entryId, membershipId, quantity, offerId, ...(locationId === null ? {} : { locationId }) }
  return reject(
    'plant_slot_offer_lapsed',
    { offerId, until: expiresAt },
    {
      rule: 'PS-R32',
      alternatives: [{ label: 'plant_slots.back_in_line', command: 'plant-slots.join-waitlist', input: back }],
    },
  )
}

/**
 * Says no to an offer (PS-R32): the slots go to the next, and who declined stands at the end of the line, or with
 * `leave` leaves it. It does not count as unanswered. Refused: an offer that is closed.
 */
export const declineOffer = command('plant-slots.decline-offer', {
  input: z.object({ offerId: id, leave: z.boolean().optional() }).strict(),
  permission: 'plant_slot_create',
  own: true,
  offline: true,
  async run(context, { offerId, leave = false }) {
    const { db, at } = context
    const offer = await requireOffer(context, offerId)
    refuse(closedOffer(offer))
    await closeOffers(db, [offer], 'declined')
    const change = leave ? { state: 'left' as const } : { state: 'waiting' as const, joined_at: at }
    await db.updateTable('plant_slot_waitlist').set(change).where('id', '=', offer.entryId).execute()
    const takenFrom = offer.slotIds.map((slotId) => ({ slotId, membershipId: offer.membershipId }))
    await serveQueue(context, { takenFrom })
    return {}
  },
})
