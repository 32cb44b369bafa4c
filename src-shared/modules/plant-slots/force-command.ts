import { z } from 'zod'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { asJson, type JsonObject } from '../../kernel/json.ts'
import { reject } from '../../kernel/rejection.ts'
import { leaseCapacityLost } from '../platform/facts.ts'
import { forceAgain } from './collision-ways.ts'
import { isStale, needsHolder } from './floor-rules.ts'
import { text } from './inputs.ts'
import { endOccupancies } from './maintenance-entries.ts'
import { withdrawOffer } from './offers.ts'
import { countTaken, promiseBack } from './owed.ts'
import { holdingOf, type Slot } from './queries.ts'
import { serveQueue } from './queue.ts'
import { newestChangeOf, recordEvents } from './slot-events.ts'
import { obstacleRefusal } from './specific-rules.ts'
import { type Holder, requireInForce, requireSlot } from './standing.ts'
import { type SlotStatus, slotStatuses } from './transitions.ts'

/** What stands on the label of a plant that nobody described. */
const unnamed = '–'

/**
 * Any status, by hand (PS-R46): what the person saw must still hold. Allocated and occupied need a membership in
 * force, by default the present holder's; available drops the holder. Beyond the allowance if need be.
 */
export const forceStatus = command('plant-slots.force-status', {
  input: z
    .object({
      slotId: id,
      seenStatus: z.enum(slotStatuses),
      status: z.enum(slotStatuses),
      /** Whose it is afterwards; left out, the present holder's, and null nobody's. */
      membershipId: id.nullable().optional(),
      reason: text(500, 5),
      /** PS-R24: whoever loses the slot by it is promised another. */
      owe: z.boolean().optional(),
      /** Takes the slot although it is leased; that desk is told. */
      breakLease: z.boolean().optional(),
    })
    .strict(),
  permission: 'plant_slot_manage',
  offline: true,
  async run(context, input) {
    const { slotId, seenStatus, status, membershipId, reason, owe = false, breakLease = false } = input
    const slot = await requireSlot(context, slotId)
    if (isStale(slot, seenStatus)) await refuseStale(context, slot, slot.status === status ? [] : [asJson(input)])
    if (slot.leased && !breakLease) reject(obstacleRefusal({ code: 'plant_slot_leased', slots: [slot] }))
    const holder = await holderAfter(context, slot, status, membershipId)
    await moveOccupancy(context, slot, status, holder)
    await context.db
      .updateTable('plant_slots')
      .set({
        status,
        member_id: holder?.memberId ?? null,
        membership_id: holder?.membershipId ?? null,
        allocated_at: heldSince(slot, holder, context.at),
        offer_id: null,
        lease_id: null,
        taken_lease_id: null,
      })
      .where('id', '=', slotId)
      .execute()
    const whose = holder ?? { memberId: slot.memberId, membershipId: slot.membershipId }
    recordEvents(context, [{ slotId, event: 'forced', from: slot.status, to: status, ...whose, reason, forced: true }])
    if (slot.leaseId !== null) {
      await context.announce(leaseCapacityLost, { leaseId: slot.leaseId, units: 1, reason: 'plant-slots.force-status' })
    }
    await moveClaims(context, slot, holder, owe)
    return { status, formerMembershipId: slot.membershipId }
  },
  // Whoever was promised another slot may have it already, and would hold both: a person looks first.
  undo: ({ slotId, seenStatus, status, reason, owe }, { formerMembershipId }) =>
    owe
      ? null
      : {
          command: 'plant-slots.force-status',
          input: { slotId, seenStatus: status, status: seenStatus, reason, membershipId: formerMembershipId },
        },
})

/** PS-R8, R24, R30: what the new holder was owed, what the old one is, and what others wait for. */
async function moveClaims(context: CommandContext, slot: Slot, holder: Holder | null, owe: boolean): Promise<void> {
  const { id: slotId, membershipId: former } = slot
  if (holder && holder.membershipId === former) return
  const waited = slot.offerId === null ? null : await withdrawOffer(context.db, slot.offerId)
  if (holder) {
    const { owed } = await holdingOf(context.db, holder.membershipId)
    await countTaken(context, holder, { owed, taken: 1 })
  }
  if (owe && former !== null) await promiseBack(context, former, 1)
  await serveQueue(context, {
    takenFrom: [former, waited].flatMap((membershipId) => (membershipId === null ? [] : { slotId, membershipId })),
  })
}

/** PS-R46: someone changed the slot in the meantime; by whom and when is told. It may be forced `again`. */
async function refuseStale(
  { db }: CommandContext,
  { id: slotId, number, status }: Slot,
  again: readonly JsonObject[],
): Promise<never> {
  const change = await newestChangeOf(db, slotId)
  return reject(
    'version_conflict',
    { slotId, number, status, by: change?.userName ?? null, at: change?.at ?? null },
    {
      ...{ rule: 'PS-R46', alternatives: again.map((input) => forceAgain(input, status)) },
      ...(change ? { winner: change } : {}),
    },
  )
}

/** PS-R46: who holds the slot afterwards. */
async function holderAfter(
  context: CommandContext,
  slot: Slot,
  status: SlotStatus,
  named: string | null | undefined,
): Promise<Holder | null> {
  if (status === 'available' || (named === null && !needsHolder(status))) return null
  const membershipId = named === undefined ? slot.membershipId : named
  if (membershipId !== null && (needsHolder(status) || named !== undefined))
    return requireInForce(context, membershipId)
  if (needsHolder(status)) {
    reject('plant_slot_membership_required', { memberId: null, reason: 'none' }, { rule: 'PS-R46' })
  }
  const { memberId } = slot
  return memberId !== null && membershipId !== null ? { memberId, membershipId } : null
}

/** The present holder keeps the instant at which the slot was given to them. */
function heldSince(slot: Slot, holder: Holder | null, at: string): string | null {
  if (holder === null) return null
  return holder.membershipId === slot.membershipId ? slot.allocatedAt : at
}

/** An occupied slot has one open occupancy of its holder, every other slot none. */
async function moveOccupancy(
  context: CommandContext,
  slot: Slot,
  status: SlotStatus,
  holder: Holder | null,
): Promise<void> {
  const stays = slot.status === 'occupied' && status === 'occupied' && holder?.membershipId === slot.membershipId
  if (stays) return
  if (slot.status === 'occupied') await endOccupancies(context, [slot.id], 'forced')
  if (status !== 'occupied' || holder === null) return
  await context.db
    .insertInto('plant_slot_occupancies')
    .values({
      id: context.rowId('plant_slot_occupancies', 0),
      slot_id: slot.id,
      membership_id: holder.membershipId,
      member_id: holder.memberId,
      label: unnamed,
      planted_on: context.today,
    })
    .execute()
}
