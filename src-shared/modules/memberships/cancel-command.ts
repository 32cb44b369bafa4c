import { z } from 'zod'
import { addDays, day } from '../../kernel/calendar.ts'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { asJson } from '../../kernel/json.ts'
import { reject } from '../../kernel/rejection.ts'
import { updateRows } from '../../kernel/update-rows.ts'
import { type Cancellation, planCancellation } from './cancel-rules.ts'
import { voidCharges, withRowIds, writeCharges, writeEnds } from './ending-writes.ts'
import { membershipEnded } from './facts.ts'
import { isRejection } from './sale-rules.ts'
import { wayOut } from './way-out.ts'
import { readWhole, type WholeMembership } from './whole-membership.ts'

const input = z
  .object({
    membershipId: id,
    /** First day not covered; default tomorrow. */
    on: day.optional(),
    reason: z.string().trim().min(1).max(500),
    refund: z.enum(['none', 'prorated', 'full']),
    chargeId: id,
  })
  .strict()
type Input = z.infer<typeof input>

async function writeMembership(
  { db, at, actor, commandId }: CommandContext,
  { membershipId, reason }: Input,
  on: string,
  { atOnce, endsOn, planId }: Cancellation,
): Promise<void> {
  await db
    .updateTable('memberships')
    .set({
      ...{ plan_id: planId, ends_on: endsOn, auto_renew: false, cancelled_on: on, cancel_reason: reason },
      ...{ cancelled_at: at, cancelled_by: actor.userId, cancel_command_id: commandId },
      ...(atOnce ? { status: 'cancelled', slots_owed: 0 } : {}),
    })
    .where('id', '=', membershipId)
    .execute()
}

async function write(
  context: CommandContext,
  membership: WholeMembership,
  input: Input,
  on: string,
  cancellation: Cancellation,
): Promise<void> {
  const { periods, freezes, voidIds, credits, refund } = cancellation
  await writeEnds(context, membership.periods, periods)
  const ended = freezes.map(({ id, to_on, state }) => ({ id, to_on, state }))
  await updateRows(context.db, 'membership_freezes', ended)
  await voidCharges(context, voidIds)
  await writeCharges(context, membership, [{ ...refund, id: input.chargeId }, ...withRowIds(context, credits)])
  await writeMembership(context, input, on, cancellation)
}

/** What the cancellation before gave back, for one that asks for the same again. */
const refundedBy = ({ charges, cancel_command_id }: WholeMembership, chargeId: string): number =>
  0 -
  (charges.find(({ id, made_command_id }) => id === chargeId && made_command_id === cancel_command_id)?.amount_minor ??
    0)

/**
 * MB-R54: a membership ends before its time, at once or on a later day. Asked for again for the same day it is done
 * already. Refused: an unknown membership, one that is over or cancelled for another day, a day out of range, a refund
 * of what has no price, all of the price without the right to.
 */
export const cancel = command('memberships.cancel', {
  input,
  permission: 'membership_cancel',
  offline: true,
  quiet: ['before'],
  undo: ({ membershipId }, { before }: { before: { autoRenew: boolean } }) => ({
    command: 'memberships.reinstate',
    input: { membershipId, ...before },
  }),
  redo: (input, fresh) => ({ command: 'memberships.cancel', input: asJson({ ...input, chargeId: fresh() }) }),
  async run(context, input) {
    const { db, at, today, commandId, reachOf, announce } = context
    const { membershipId, chargeId, refund, on = addDays(today, 1) } = input
    const membership = await readWhole(db, membershipId)
    const before = { autoRenew: membership.auto_renew }
    if (membership.cancelled_on === on) {
      return { cancelledOn: on, refundMinor: refundedBy(membership, chargeId), before }
    }
    const cancellation = planCancellation(
      {
        ...{ membership, at, today, commandId },
        mayBackdate: reachOf('membership_backdate') === 'tenant',
        mayRefundAll: reachOf('membership_manage') === 'tenant',
        retry: (label, changes, params) => wayOut(label, 'cancel', { ...input, ...changes }, params),
      },
      { on, refund },
    )
    if (isRejection(cancellation)) return reject(cancellation)
    await write(context, membership, input, on, cancellation)
    if (cancellation.atOnce) await announce(membershipEnded, { membershipId, reason: 'cancelled' })
    return { cancelledOn: on, refundMinor: 0 - cancellation.refund.amount_minor, before }
  },
})
