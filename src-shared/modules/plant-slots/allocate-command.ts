import { z } from 'zod'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { type Rejection, reject } from '../../kernel/rejection.ts'
import { membershipInForce } from '../memberships/queries.ts'
import { beyondAllowance, beyondHoldings, mostOf, owedAfter, type Standing } from './allowance-rules.ts'
import { slotsOwedChanged } from './facts.ts'
import { anySlots, specificSlots } from './inputs.ts'
import { planLocationOf } from './membership-reads.ts'
import { type Giver, holdingOf, slotsById } from './queries.ts'
import {
  refuseAnyBeyond,
  refuseClosedPlace,
  refuseClosedSlots,
  refuseNamedBeyond,
  refuseObstacles,
  refuseShortage,
} from './refusals.ts'
import type { PlacedSlot } from './slot-place.ts'
import { isHeldAlready } from './specific-rules.ts'
import { allOf, receiverOf, refuse } from './standing.ts'
import { pickAny, take } from './taking.ts'

/** Whose request it is, and how far it may go. */
interface Request {
  membershipId: string
  standing: Standing
  /** PS-R3 step 4, said only after what is named was found. */
  refusal: Rejection | null
}

/** Slots to tell, and those of them that are to be taken now. */
interface Granted {
  slots: readonly PlacedSlot[]
  fresh: readonly PlacedSlot[]
}

/**
 * Gives slots to a membership: these, or any (PS-R1 to R8), all or nothing. Refused in the order of PS-R3; who lost
 * a race is told who won it and what is free instead.
 */
export const allocate = command('plant-slots.allocate', {
  input: z.object({ membershipId: id, pick: z.union([specificSlots, anySlots]) }).strict(),
  permission: 'plant_slot_assign',
  offline: true,
  async run(context, { membershipId, pick }) {
    const { db, today } = context
    // Read together, since a round trip costs more than a read; judged in the order of PS-R3.
    const [membership, { owed, ...standing }, grant] = await Promise.all([
      membershipInForce(db, membershipId, today),
      holdingOf(db, membershipId),
      'slotIds' in pick ? seeNamed(context, pick.slotIds) : seeAny(context, membershipId, pick),
    ])
    const { holder, refusal } = receiverOf(context, membershipId, membership)
    const { slots, fresh } = await grant({ membershipId, standing, refusal })
    take(context, fresh, holder)
    await reduceOwed(context, membershipId, owed, fresh.length)
    return { slotIds: slots.map((slot) => slot.id), slotNumbers: slots.map((slot) => slot.number) }
  },
  undo: ({ membershipId }, { slotIds }) => ({ command: 'plant-slots.release', input: { slotIds, membershipId } }),
})

/** Judges a request by what was read for it. */
type Grant = (request: Request) => Promise<Granted>

/** PS-R6. Slots that the membership was given before are passed over. */
async function seeNamed(giver: Giver, slotIds: readonly string[]): Promise<Grant> {
  const known = await slotsById(giver, slotIds)
  return async ({ membershipId, standing, refusal }) => {
    const slots = allOf(slotIds, known)
    refuse(refusal)
    const fresh = slots.filter((slot) => !isHeldAlready(slot, membershipId))
    const wish = { membershipId, slots: fresh, most: mostOf(standing) }
    const closed = slots.find(({ locationClosed }) => locationClosed)
    if (closed) await refuseClosedSlots(giver, wish, closed)
    if (fresh.length === 0) return { slots, fresh }
    refuseNamedBeyond(beyondHoldings(standing, fresh.length), wish)
    await refuseObstacles(giver, wish)
    refuseNamedBeyond(beyondAllowance(standing, fresh.length), wish)
    return { slots, fresh }
  }
}

/** PS-R7. */
async function seeAny(
  giver: Giver,
  membershipId: string,
  { quantity, locationOnly: only = false, ...wish }: z.infer<typeof anySlots>,
): Promise<Grant> {
  const locationId = wish.locationId ?? null
  const planLocationId = only ? null : () => planLocationOf(giver.db, membershipId)
  const { chosen, locations } = await pickAny(giver, { quantity, locationId, only, planLocationId })
  return async ({ standing, refusal }) => {
    const preferred = locations.find(({ id }) => id === locationId)
    if (locationId !== null && !preferred) reject('plant_slot_location_not_found', { locationId })
    refuse(refusal)
    const wish = { membershipId, asked: quantity, most: mostOf(standing), locations, locationId, only }
    if (preferred?.closed) refuseClosedPlace(preferred, wish)
    refuseAnyBeyond(beyondHoldings(standing, quantity), wish, chosen.length)
    if (chosen.length < quantity) await refuseShortage(giver, wish)
    refuseAnyBeyond(beyondAllowance(standing, quantity), wish, chosen.length)
    return { slots: chosen, fresh: chosen }
  }
}

/** PS-R8: what is given by hand is owed no longer. */
async function reduceOwed(context: CommandContext, membershipId: string, owed: number, taken: number): Promise<void> {
  const left = owedAfter(owed, taken)
  if (left === owed) return
  await context.db
    .updateTable('plant_slot_entitlements')
    .set({ owed: left })
    .where('membership_id', '=', membershipId)
    .where('deleted_at', 'is', null)
    .execute()
  await context.announce(slotsOwedChanged, { membershipId, owed: left })
}
