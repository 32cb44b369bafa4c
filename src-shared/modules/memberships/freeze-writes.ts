import type { CommandContext } from '../../kernel/command.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { reject } from '../../kernel/rejection.ts'
import { voidCharges, withRowIds, writeCharges } from './ending-writes.ts'
import { freezeNotFound, type Thawed } from './freeze-end-rules.ts'
import { feeAgain } from './freeze-fee-rules.ts'
import type { FreezeFacts, Freezing } from './freeze-rules.ts'
import { refuseOthersRecord } from './member-reads.ts'
import { toldLate, writeMembership } from './membership-writes.ts'
import { findWhole, type WholeFreeze, type WholeMembership } from './whole-membership.ts'

/** What decides a freeze here and now; `retry` gives the same request again. */
export const freezeFacts = (
  { today, reach, reachOf }: Pick<CommandContext, 'today' | 'reach' | 'reachOf'>,
  membership: WholeMembership,
  undoing: boolean,
  retry: FreezeFacts['retry'],
): FreezeFacts => ({
  membership,
  today,
  mayBackdate: reachOf('membership_backdate') === 'tenant',
  own: reach === 'own',
  undoing,
  retry,
})

type Asker = Pick<CommandContext, 'db' | 'actor' | 'reach'>

/** A membership for which this person may act. Refused: none of this id; to members, any but their own. */
export async function membershipWithin(
  context: Asker,
  membershipId: string,
  permission: string,
): Promise<WholeMembership> {
  const membership = await findWhole(context.db, { membershipId })
  await refuseOthersRecord(context, membership?.member_id ?? '', permission)
  return membership ?? reject('membership_not_found')
}

/** A freeze with its membership. Refused: none of this id; to members, any but their own. */
export async function freezeWithin(
  context: Asker,
  freezeId: string,
): Promise<{ membership: WholeMembership; freeze: WholeFreeze }> {
  const membership = await findWhole(context.db, { freezeId })
  await refuseOthersRecord(context, membership?.member_id ?? '', 'membership_update')
  const freeze = membership?.freezes.find((each) => each.id === freezeId)
  return membership && freeze ? { membership, freeze } : reject(freezeNotFound())
}

/**
 * The fee of a freeze (MB-R47), once: the one that was void with the freeze is asked for again, and what countered one
 * on an invoice is taken back. Gives the id of the fee; null without one.
 */
async function chargeFee(context: CommandContext, chargeId: string, freezing: Freezing): Promise<string | null> {
  const { freeze, feeMinor, currency, now } = freezing
  if (feeMinor === 0) return null
  const again = feeAgain(now.charges, chargeId)
  if (again === 'kept') return chargeId
  if (again !== 'anew') {
    if ('uncountered' in again) await voidCharges(context, [again.uncountered])
    else await askAgain(context, again.due)
    return chargeId
  }
  const isTaken = now.charges.some(({ id }) => id === chargeId)
  const id = isTaken ? context.rowId('membership_charges', 0) : chargeId
  const fee = { kind: 'freeze_fee' as const, amount_minor: feeMinor, currency, due_on: freeze.from_on }
  await writeCharges(context, now, [{ id, ...fee, period_id: freeze.period_id }])
  return id
}

const askAgain = ({ db }: CommandContext, chargeId: string) =>
  db.updateTable('membership_charges').set({ state: 'due', void_command_id: null }).where('id', '=', chargeId).execute()

/** Writes a freeze that is new, or is brought back under its id, and what the membership becomes by it. */
export async function writeFreeze(
  context: CommandContext,
  before: WholeMembership,
  freezing: Freezing,
  { chargeId, reason }: { chargeId: string; reason: string | null },
): Promise<{ plantSlots?: JsonObject }> {
  const { db } = context
  const { freeze, now } = freezing
  const fee_charge_id = await chargeFee(context, chargeId, freezing)
  const { id, ...days } = freeze
  if (before.freezes.some((each) => each.id === id)) {
    const again = fee_charge_id === null ? days : { ...days, fee_charge_id }
    await db.updateTable('membership_freezes').set(again).where('id', '=', id).execute()
  } else {
    const whose = { membership_id: now.id, member_id: now.member_id }
    await db
      .insertInto('membership_freezes')
      .values({ id, ...whose, ...days, reason, fee_charge_id })
      .execute()
  }
  return toldLate(await writeMembership(context, before, now))
}

/** Writes another last day of a freeze, and what the membership becomes by it. */
export async function writeExtension(
  context: CommandContext,
  before: WholeMembership,
  { freeze, now }: Freezing,
): Promise<{ plantSlots?: JsonObject }> {
  const { id, to_on, state } = freeze
  await context.db.updateTable('membership_freezes').set({ to_on, state }).where('id', '=', id).execute()
  return toldLate(await writeMembership(context, before, now))
}

/** Writes that days count again; the fee of a freeze that was none is void, or countered. */
export async function writeThaw(context: CommandContext, before: WholeMembership, thawed: Thawed): Promise<void> {
  const { freeze, now, fee } = thawed
  await voidCharges(context, fee.voidIds)
  await writeCharges(context, now, withRowIds(context, fee.credits))
  const { id, to_on, state } = freeze
  await context.db.updateTable('membership_freezes').set({ to_on, state }).where('id', '=', id).execute()
  await writeMembership(context, before, now)
}

/** The input of `memberships.freeze` that brings a cancelled freeze back, with its fee. */
export const freezeAgain = ({ id: membershipId }: WholeMembership, freeze: WholeFreeze): JsonObject => ({
  freezeId: freeze.id,
  // Where there was no fee there is none again: no charge takes this id.
  chargeId: freeze.fee_charge_id ?? freeze.id,
  membershipId,
  fromOn: freeze.from_on,
  toOn: freeze.to_on,
})
