import { sql } from 'kysely'
import { z } from 'zod'
import { type CommandContext, command } from '../../kernel/command.ts'
import type { Db } from '../../kernel/database.ts'
import { id, naturalId } from '../../kernel/id.ts'
import { asJson } from '../../kernel/json.ts'
import { reject } from '../../kernel/rejection.ts'
import { inForce, memberNames } from '../memberships/queries.ts'
import { entitlementIdOf } from './entitlements.ts'
import { slotIds, text } from './inputs.ts'
import { ownMemberOf } from './membership-reads.ts'
import { heldCount, type Slot } from './queries.ts'
import { settingsOf } from './settings.ts'
import { recordEvents } from './slot-events.ts'
import { type Holder, refuse, requireSlots } from './standing.ts'
import { heldByNobody, movedRights, sameMember, transferRefusal } from './transfer-rules.ts'

/**
 * Hands allocated slots over to another member, with the right to them (PS-R25, R26). All or nothing; refused in
 * the order of PS-R25.
 */
export const transfer = command('plant-slots.transfer', {
  input: z.object({ transferId: id, toMemberId: id, slotIds, reason: text(500), fromMemberId: id.optional() }).strict(),
  permission: 'plant_slot_transfer',
  own: true,
  offline: true,
  async run(context, { transferId, toMemberId, slotIds: ids, reason, fromMemberId }) {
    const { slots, giverId } = await parties(context, { toMemberId, slotIds: ids, fromMemberId })
    const giver = await partyInForce(context, giverId, 'from')
    const receiver = await partyInForce(context, toMemberId, 'to')
    const { maxSlotsPerMember: limit, memberTransfers } = await settingsOf(context.db)
    refuse(
      transferRefusal({
        slots,
        giverMembershipId: giver.membershipId,
        receiverHeld: await heldCount(context.db, toMemberId),
        limit,
        staffOnly: context.reach === 'own' && memberTransfers === 'staff',
      }),
    )
    await handOver(context, slots, receiver, reason)
    await moveRights(context, slots.length, giver, receiver)
    await context.db
      .insertInto('plant_slot_transfers')
      .values({
        id: transferId,
        from_member_id: giver.memberId,
        from_membership_id: giver.membershipId,
        to_member_id: receiver.memberId,
        to_membership_id: receiver.membershipId,
        slot_ids: ids,
        reason,
      })
      .execute()
    return { slotIds: ids, toMembershipId: receiver.membershipId, fromMemberId: giver.memberId }
  },
  undo: ({ transferId, slotIds: ids, reason, toMemberId }, { fromMemberId }) => ({
    command: 'plant-slots.transfer',
    input: {
      transferId: naturalId(transferId, 'plant_slot_transfers', 'back'),
      fromMemberId: toMemberId,
      toMemberId: fromMemberId,
      slotIds: ids,
      reason,
    },
  }),
  redo: (input, fresh) => ({ command: 'plant-slots.transfer', input: asJson({ ...input, transferId: fresh() }) }),
})

/** PS-R25 up to the slots: both members, that they are two, and the slots in the order asked. */
async function parties(
  context: CommandContext,
  input: { toMemberId: string; slotIds: readonly string[]; fromMemberId: string | undefined },
): Promise<{ slots: Slot[]; giverId: string }> {
  const { toMemberId, slotIds: ids } = input
  const named = context.reach === 'own' ? await ownGiver(context, input.fromMemberId) : input.fromMemberId
  await refuseUnknownMembers(context.db, named === undefined ? [toMemberId] : [toMemberId, named])
  if (named === toMemberId) reject(sameMember())
  const slots = await requireSlots(context, ids)
  const giverId = named ?? slots[0]?.memberId
  if (!giverId) return reject(heldByNobody(slots.filter(({ memberId }) => memberId === null).map((slot) => slot.id)))
  if (giverId === toMemberId) reject(sameMember())
  return { slots, giverId }
}

/** A member gives only what is their own. */
async function ownGiver({ db, actor }: CommandContext, fromMemberId: string | undefined): Promise<string> {
  const own = await ownMemberOf(db, actor.userId)
  if (own !== null && (fromMemberId ?? own) === own) return own
  return reject('actor_not_permitted', { reason: 'own', permission: 'plant_slot_transfer', scope: 'own' })
}

async function refuseUnknownMembers(db: Db, memberIds: readonly string[]): Promise<void> {
  const names = await memberNames(db, [...memberIds])
  const unknown = memberIds.find((memberId) => !names.has(memberId))
  if (unknown !== undefined) reject('member_not_found', { memberId: unknown })
}

/** PS-R25: the membership in force by which a party gives or gets. */
async function partyInForce({ db, today }: CommandContext, memberId: string, side: 'from' | 'to'): Promise<Holder> {
  const { membership, reason } = await inForce(db, memberId, today)
  if (membership && reason === null) return { memberId, membershipId: membership.id }
  return reject('membership_required', { memberId, side, reason: reason ?? 'none' }, { rule: 'PS-R25' })
}

async function handOver(context: CommandContext, slots: readonly Slot[], to: Holder, reason: string): Promise<void> {
  await context.db
    .updateTable('plant_slots')
    .set({ member_id: to.memberId, membership_id: to.membershipId, allocated_at: context.at })
    .where(
      'id',
      'in',
      slots.map((slot) => slot.id),
    )
    .execute()
  recordEvents(
    context,
    slots.map(({ id: slotId, status }) => ({ slotId, event: 'transferred', from: status, to: status, ...to, reason })),
  )
}

/** PS-R26: until the membership of each ends. */
async function moveRights(context: CommandContext, slots: number, giver: Holder, receiver: Holder): Promise<void> {
  const moved = movedRights(slots)
  const rows = [
    { ...giver, extra: moved.giver },
    { ...receiver, extra: moved.receiver },
  ].map(({ memberId, membershipId, extra }) => ({
    id: entitlementIdOf(context, membershipId),
    membership_id: membershipId,
    member_id: memberId,
    granted: 0,
    extra,
  }))
  await context.db
    .insertInto('plant_slot_entitlements')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .constraint('plant_slot_entitlements_pkey')
        .doUpdateSet({ extra: sql`plant_slot_entitlements.extra + excluded.extra` }),
    )
    .execute()
}
