import type { CommandContext } from '../../kernel/command.ts'
import type { Db } from '../../kernel/database.ts'
import { type Rejection, reject, rejection } from '../../kernel/rejection.ts'
import { type InForce, membershipInForce } from '../memberships/queries.ts'
import { ownMemberOf } from './membership-reads.ts'
import { type Giver, type Slot, slotsById } from './queries.ts'

/** Ends the handler where a rule said no. */
export function refuse(refusal: Rejection | null): void {
  if (refusal) reject(refusal)
}

/** A value, or the end of the handler where a rule said no instead of giving one. */
export function allowed<Value extends string>(answer: Value | Rejection): Value {
  return typeof answer === 'string' ? answer : reject(answer)
}

/** Who comes to hold slots, or holds them. */
export interface Holder {
  memberId: string
  membershipId: string
}

/**
 * A membership with its member, and the refusal of PS-R3 step 4 where nothing may be given to it: not in force on
 * the day of the command, or ended since. Staff are told of a third person, members of themselves.
 */
export async function membershipFor(
  context: Pick<CommandContext, 'db' | 'today' | 'reach'>,
  membershipId: string,
): Promise<Receiver> {
  return receiverOf(context, membershipId, await membershipInForce(context.db, membershipId, context.today))
}

/** Who is to be given something, with the refusal of PS-R3 step 4. */
export interface Receiver {
  holder: Holder
  refusal: Rejection | null
}

/** The same of a membership that was read already. */
export function receiverOf(
  { reach }: Pick<CommandContext, 'reach'>,
  membershipId: string,
  { membership, reason }: InForce,
): Receiver {
  if (!membership) return reject('membership_not_found', { membershipId })
  const memberId = membership.member_id
  const holder = { memberId, membershipId }
  if (reason === null) return { holder, refusal: null }
  const code = reach === 'own' ? 'membership_required' : 'plant_slot_membership_required'
  return { holder, refusal: rejection(code, { memberId, reason }, { rule: 'PS-R3' }) }
}

/** The member of a membership that must be in force. */
export async function requireInForce(
  context: Pick<CommandContext, 'db' | 'today' | 'reach'>,
  membershipId: string,
): Promise<Holder> {
  const { holder, refusal } = await membershipFor(context, membershipId)
  refuse(refusal)
  return holder
}

/** Whether a membership may be given something now. */
export const isInForce = async (db: Db, membershipId: string, today: string): Promise<boolean> => {
  const { membership, reason } = await membershipInForce(db, membershipId, today)
  return membership !== null && reason === null
}

/** Slots by id, in the order asked; one that does not exist refuses all (`plant_slot_not_found`). */
export async function requireSlots(giver: Giver, slotIds: readonly string[]): Promise<Slot[]> {
  return allOf(slotIds, await slotsById(giver, slotIds))
}

/** The same of slots that were read already. */
export function allOf(slotIds: readonly string[], known: ReadonlyMap<string, Slot>): Slot[] {
  const missing = slotIds.filter((slotId) => !known.has(slotId))
  if (missing.length > 0) reject('plant_slot_not_found', { slotIds: missing })
  return slotIds.flatMap((slotId) => known.get(slotId) ?? [])
}

/**
 * PS-R54: one slot. For someone who may touch only their own, another member's slot answers like an unknown one.
 */
export async function requireSlot(
  context: Giver & Pick<CommandContext, 'actor' | 'reach'>,
  slotId: string,
): Promise<Slot> {
  const [slot] = await requireSlots(context, [slotId])
  if (!slot) return reject('plant_slot_not_found', { slotIds: [slotId] })
  await refuseOthersSlots(context, [slot])
  return slot
}

/** PS-R54 for several slots. */
export async function refuseOthersSlots(
  { db, actor, reach }: Pick<CommandContext, 'db' | 'actor' | 'reach'>,
  slots: readonly Slot[],
): Promise<void> {
  if (reach === 'tenant') return
  const own = await ownMemberOf(db, actor.userId)
  const foreign = slots.filter(({ memberId }) => memberId === null || memberId !== own)
  if (foreign.length > 0) reject('plant_slot_not_found', { slotIds: foreign.map(({ id }) => id) })
}
