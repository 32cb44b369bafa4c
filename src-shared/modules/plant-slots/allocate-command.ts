import { z } from 'zod'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { type Rejection, reject } from '../../kernel/rejection.ts'
import { beyondAllowance, beyondHoldings, mostOf, owedAfter, type Standing } from './allowance-rules.ts'
import { slotsOwedChanged } from './facts.ts'
import { anySlots, specificSlots } from './inputs.ts'
import { planLocationOf } from './membership-reads.ts'
import { holdingOf } from './queries.ts'
import { refuseObstacles, refuseShortage } from './refusals.ts'
import type { PlacedSlot } from './slot-place.ts'
import { isHeldAlready } from './specific-rules.ts'
import { membershipFor, refuse, requireSlots } from './standing.ts'
import { pickAny, take } from './taking.ts'

/** Whose request it is, and how far it may go. */
interface Request {
  membershipId: string
  planVersionId: string
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
    const { holder, planVersionId, refusal } = await membershipFor(context, membershipId)
    const { owed, ...standing } = await holdingOf(context.db, membershipId)
    const request = { membershipId, planVersionId, standing, refusal }
    const { slots, fresh } =
      'slotIds' in pick ? await grantNamed(context, request, pick.slotIds) : await grantAny(context, request, pick)
    await take(context, fresh, holder)
    await reduceOwed(context, membershipId, owed, fresh.length)
    return { slotIds: slots.map((slot) => slot.id), slotNumbers: slots.map((slot) => slot.number) }
  },
  undo: ({ membershipId }, { slotIds }) => ({ command: 'plant-slots.release', input: { slotIds, membershipId } }),
})

/** PS-R6. Slots that the membership was given before are passed over. */
async function grantNamed(
  { db }: CommandContext,
  { membershipId, standing, refusal }: Request,
  slotIds: readonly string[],
): Promise<Granted> {
  const slots = await requireSlots(db, slotIds)
  refuse(refusal)
  const closed = slots.find(({ locationClosed }) => locationClosed)
  if (closed) refuseClosed(closed.locationId, closed.locationName)
  const fresh = slots.filter((slot) => !isHeldAlready(slot, membershipId))
  if (fresh.length === 0) return { slots, fresh }
  refuse(beyondHoldings(standing, fresh.length))
  await refuseObstacles(db, { membershipId, slots: fresh, most: mostOf(standing) })
  refuse(beyondAllowance(standing, fresh.length))
  return { slots, fresh }
}

/** PS-R7. */
async function grantAny(
  { db }: CommandContext,
  { membershipId, planVersionId, standing, refusal }: Request,
  { quantity, locationOnly: only = false, ...wish }: z.infer<typeof anySlots>,
): Promise<Granted> {
  const locationId = wish.locationId ?? null
  const planLocationId = only ? null : await planLocationOf(db, planVersionId)
  const { chosen, locations } = await pickAny(db, { quantity, locationId, only, planLocationId })
  const preferred = locations.find(({ id }) => id === locationId)
  if (locationId !== null && !preferred) reject('plant_slot_location_not_found', { locationId })
  refuse(refusal)
  if (preferred?.closed) refuseClosed(preferred.id, preferred.name)
  refuse(beyondHoldings(standing, quantity))
  if (chosen.length < quantity) {
    await refuseShortage(db, { membershipId, asked: quantity, most: mostOf(standing), locations, locationId, only })
  }
  refuse(beyondAllowance(standing, quantity))
  return { slots: chosen, fresh: chosen }
}

const refuseClosed = (locationId: string, location: string): never =>
  reject('plant_slot_location_closed', { locationId, location }, { rule: 'PS-R3' })

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
