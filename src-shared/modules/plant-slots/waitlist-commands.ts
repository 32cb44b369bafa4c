import { z } from 'zod'
import { instant } from '../../kernel/calendar.ts'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id, naturalId } from '../../kernel/id.ts'
import { asJson } from '../../kernel/json.ts'
import { reject } from '../../kernel/rejection.ts'
import { membershipInForce } from '../memberships/queries.ts'
import { quantity } from './inputs.ts'
import { hasLapsed } from './offer-rules.ts'
import { closeOffers, withdrawOffers } from './offers.ts'
import { liveEntry, setOwed } from './owed.ts'
import { holdingOf, locationById } from './queries.ts'
import { serveQueue } from './queue.ts'
import { type Holder, receiverOf, refuse } from './standing.ts'
import { hasNewerOffer, knowsOffer, mayActFor, requireEntry, requireOffer } from './waitlist-reads.ts'
import { joinRefusal, triedWhen } from './waitlist-rules.ts'

/**
 * Lets a membership wait for slots that are not free now (PS-R31). Staff may name when it was first tried (section 7,
 * case 3); whoever answered an offer too late comes back to the old place with `offerId`, once (PS-R32). Refused: not
 * in force, waiting already, more than the allowance.
 */
export const joinWaitlist = command('plant-slots.join-waitlist', {
  input: z
    .object({
      entryId: id,
      membershipId: id,
      quantity,
      locationId: id.optional(),
      triedAt: instant.optional(),
      offerId: id.optional(),
    })
    .strict(),
  permission: 'plant_slot_create',
  own: true,
  offline: true,
  async run(context, input) {
    const { db, at, reach } = context
    const { entryId, membershipId, quantity: asked, locationId = null } = input
    const holder = await whoJoins(context, membershipId)
    if (input.offerId !== undefined) return comeBack(context, holder, { offerId: input.offerId, entryId })
    const joinedAt = triedWhen(input.triedAt, { at, reach })
    if (typeof joinedAt !== 'string') return reject(joinedAt)
    if (locationId !== null) await requireOpen(context, locationId)
    const waits = await liveEntry(db, membershipId, 'wanted')
    refuse(joinRefusal({ ...(await holdingOf(db, membershipId)), asked, waits: waits !== null }))
    await db
      .insertInto('plant_slot_waitlist')
      .values({
        id: entryId,
        membership_id: membershipId,
        member_id: holder.memberId,
        kind: 'wanted',
        quantity: asked,
        location_id: locationId,
        joined_at: joinedAt,
      })
      .execute()
    await serveQueue(context)
    return { entryId }
  },
  undo: (_, { entryId }) => ({ command: 'plant-slots.leave-waitlist', input: { entryId } }),
  redo: (input, fresh) => ({ command: 'plant-slots.join-waitlist', input: asJson({ ...input, entryId: fresh() }) }),
})

/** PS-R31, R54: a membership in force; another's answers a member like an unknown one. */
async function whoJoins(context: CommandContext, membershipId: string): Promise<Holder> {
  const found = await membershipInForce(context.db, membershipId, context.today)
  if (found.membership && !(await mayActFor(context, found.membership.member_id))) {
    reject('membership_not_found', { membershipId })
  }
  const { holder, refusal } = receiverOf(context, membershipId, found)
  refuse(refusal)
  return holder
}

/** PS-R3 step 5. */
async function requireOpen({ db }: CommandContext, locationId: string): Promise<void> {
  const location = await locationById(db, locationId)
  if (!location) return reject('plant_slot_location_not_found', { locationId })
  if (location.closed) {
    reject('plant_slot_location_closed', { locationId, location: location.name }, { rule: 'PS-R31' })
  }
}

/**
 * PS-R32: who was too late for the last offer of an entry comes back to the place that it had, once. Desks hold no
 * offers that are over: where the entry still waits, nothing changes there until the server has said.
 */
async function comeBack(
  context: CommandContext,
  holder: Holder,
  { offerId, entryId: named }: { offerId: string; entryId: string },
): Promise<{ entryId: string }> {
  const { db, at } = context
  const waiting = (await knowsOffer(db, offerId)) ? null : await liveEntry(db, holder.membershipId, 'wanted')
  if (waiting?.id === named) return { entryId: named }
  const offer = await requireOffer(context, offerId)
  const { entryId, joinedAt } = offer
  if (offer.membershipId !== holder.membershipId) reject('plant_slot_offer_not_found', { offerId })
  if (!hasLapsed(offer, at) || (await hasNewerOffer(db, offer))) {
    reject('plant_slot_offer_closed', { offerId, state: offer.state }, { rule: 'PS-R32' })
  }
  const live = await liveEntry(db, holder.membershipId, 'wanted')
  if (live && live.id !== entryId) reject('plant_slot_already_waiting', { membershipId: holder.membershipId })
  if (!live && offer.entryState !== 'lapsed') reject('plant_slot_entry_closed', { entryId, state: offer.entryState })
  const lapses = offer.state === 'open' ? offer.lapses + 1 : offer.lapses
  if (offer.state === 'open') await closeOffers(db, [offer], 'lapsed')
  await db
    .updateTable('plant_slot_waitlist')
    .set({ joined_at: joinedAt, state: 'waiting', lapses })
    .where('id', '=', entryId)
    .execute()
  await serveQueue(context)
  return { entryId }
}

/** Stops waiting, and gives up what is on offer. Left already: nothing changes. Refused: an entry that ended otherwise. */
export const leaveWaitlist = command('plant-slots.leave-waitlist', {
  input: z.object({ entryId: id }).strict(),
  permission: 'plant_slot_create',
  own: true,
  offline: true,
  quiet: ['again'],
  async run(context, { entryId }) {
    const { db } = context
    const entry = await requireEntry(context, entryId)
    const { state, kind, memberId, membershipId, quantity: left, locationId } = entry
    if (state === 'left') return { again: null }
    if (state !== 'waiting' && state !== 'offered') {
      return reject('plant_slot_entry_closed', { entryId, state }, { rule: 'PS-R31' })
    }
    if (kind === 'owed') await setOwed(context, { memberId, membershipId }, 0, { gone: 'left' })
    else await db.updateTable('plant_slot_waitlist').set({ state: 'left' }).where('id', '=', entryId).execute()
    if (await withdrawOffers(db, [entryId])) await serveQueue(context)
    return { again: { membershipId, quantity: left, locationId } }
  },
  undo: (input, outcome) => joinAgain(input, outcome),
})

/** The same wish under an id of its own, at a new place. */
const joinAgain = (
  { entryId }: { entryId: string },
  { again }: { again: { membershipId: string; quantity: number; locationId: string | null } | null },
) => {
  if (again === null) return null
  const { locationId, ...wish } = again
  const input = { ...wish, entryId: naturalId(entryId, 'plant_slot_waitlist', 'again') }
  return { command: 'plant-slots.join-waitlist', input: locationId === null ? input : { ...input, locationId } }
}
