import { z } from 'zod'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { asJson, type JsonObject } from '../../kernel/json.ts'
import { reject } from '../../kernel/rejection.ts'
import { voidCharges, withRowIds, writeCharges, writeEnds } from './ending-writes.ts'
import { activate } from './membership-writes.ts'
import { isOwnUndo, planReinstatement, type Reinstatement, refundGiven } from './reinstate-rules.ts'
import { isRejection } from './sale-rules.ts'
import { readWhole, type WholeMembership } from './whole-membership.ts'

const input = z
  .object({
    membershipId: id,
    /** Whether it renews itself again; an undo says what was. */
    autoRenew: z.boolean().optional(),
  })
  .strict()
type Input = z.infer<typeof input>

/** Administrators, and whoever cancelled it a moment ago. */
function refuseOthers({ actor, at, meta, reachOf }: CommandContext, membership: WholeMembership): void {
  if (reachOf('membership_manage') === 'tenant') return
  if (isOwnUndo(membership, { userId: actor.userId, undoOf: meta.undoOf, at })) return
  reject('actor_not_permitted', { reason: 'permission', permission: 'membership_manage', scope: 'tenant' })
}

async function write(
  context: CommandContext,
  membership: WholeMembership,
  { autoRenew = false }: Input,
  { periods, voidIds, charges, endsOn, status, current }: Reinstatement,
): Promise<void> {
  await writeEnds(context, membership.periods, periods)
  await voidCharges(context, voidIds)
  await writeCharges(context, membership, withRowIds(context, charges))
  const last = periods.findLast(({ voided_at }) => voided_at === null) ?? current
  await context.db
    .updateTable('memberships')
    .set({
      ...{ status, ends_on: endsOn, auto_renew: autoRenew, cancelled_on: null, cancel_reason: null },
      ...{ cancelled_at: null, cancelled_by: null, cancel_command_id: null },
      ...{ plan_id: last.plan_id, plan_version_id: current.plan_version_id },
    })
    .where('id', '=', membership.id)
    .execute()
}

/** What a cancellation needs to be done once more. */
const cancelledWith = ({ rowId }: CommandContext, membership: WholeMembership) => {
  const { cancelled_on: on, cancel_reason: reason } = membership
  return { on, reason, refund: refundGiven(membership, on ?? ''), chargeId: rowId('cancel', 0) }
}

/**
 * MB-R54: a membership that was cancelled goes on, for seven days after. One that is not cancelled is as asked for
 * already. Refused: an unknown membership, one cancelled longer ago, days taken meanwhile, an archived member.
 */
export const reinstate = command('memberships.reinstate', {
  input,
  // The right to cancel is enough for whoever takes back their own; all others need more (section 5).
  permission: 'membership_cancel',
  offline: true,
  quiet: ['before'],
  undo: ({ membershipId }, { before }: { endsOn: string; before: JsonObject | null }) =>
    before === null ? null : { command: 'memberships.cancel', input: asJson({ membershipId, ...before }) },
  redo: (input) => ({ command: 'memberships.reinstate', input }),
  async run(context, input) {
    const { db, at, today } = context
    const membership = await readWhole(db, input.membershipId)
    refuseOthers(context, membership)
    if (membership.cancelled_on === null) return { endsOn: membership.ends_on, before: null }
    const reinstatement = planReinstatement(membership, at, today)
    if (isRejection(reinstatement)) return reject(reinstatement)
    await write(context, membership, input, reinstatement)
    const told = { endsOn: reinstatement.endsOn, before: cancelledWith(context, membership) }
    if (membership.status !== 'cancelled' || reinstatement.status !== 'active') return told
    const { plantSlots } = await activate(context, { ...membership, periods: reinstatement.periods })
    return plantSlots === undefined ? told : { ...told, plantSlots }
  },
})
