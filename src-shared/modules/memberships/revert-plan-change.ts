import { z } from 'zod'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { reject } from '../../kernel/rejection.ts'
import { type Changed, changeOf, lastDay, revertRefusal } from './change-rules.ts'
import { chargesBefore, periodsBefore } from './ending-rules.ts'
import { voidCharges, withRowIds, writeCharges, writeEnds } from './ending-writes.ts'
import { membershipAllowanceChanged } from './facts.ts'
import { cancelledRefusal } from './life-rules.ts'
import { readWhole, type WholeMembership } from './whole-membership.ts'

/** Puts periods and charges back to what they were before the change. Gives the last day. */
async function takeBack(context: CommandContext, membership: WholeMembership, changed: Changed): Promise<string> {
  const { db, at, today, commandId } = context
  const { from, to } = changed
  const withoutNew = membership.periods.map((period) =>
    period.id === to.id ? { ...period, voided_at: at, void_command_id: commandId } : period,
  )
  const periods = periodsBefore(withoutNew, changed.commandId)
  const { voidIds, charges } = chargesBefore(membership, changed.commandId, today)
  await writeEnds(context, membership.periods, periods)
  await voidCharges(context, voidIds)
  await writeCharges(context, membership, withRowIds(context, charges))
  const endsOn = lastDay(membership, periods)
  await db
    .updateTable('memberships')
    .set({
      ...{ plan_id: from.plan_id, ends_on: endsOn },
      ...(to.starts_on <= today ? { plan_version_id: from.plan_version_id } : {}),
    })
    .where('id', '=', membership.id)
    .execute()
  return endsOn
}

const notAChange = { path: 'periodId', code: 'no_change', message: 'No plan change began with this period' }

/**
 * Takes a plan change back as if it had not been. Refused: an unknown or cancelled membership, a period that no change
 * began, more than 24 hours after, or once money was taken for it.
 */
export const revertPlanChange = command('memberships.revert-plan-change', {
  input: z.object({ membershipId: id, periodId: id }).strict(),
  permission: 'membership_plan_change',
  offline: true,
  async run(context, { membershipId, periodId }) {
    const { db, at, today } = context
    const membership = await readWhole(db, membershipId)
    const changed = changeOf(membership, periodId)
    const cancelled = cancelledRefusal(membership)
    if (cancelled) reject(cancelled)
    if (!changed) return reject('validation_failed', { issues: [notAChange] }, { rule: 'MB-R52' })
    const refused = revertRefusal(membership, changed, at)
    if (refused) reject(refused)
    const endsOn = await takeBack(context, membership, changed)
    const [from, to] = [changed.to.slot_allocation, changed.from.slot_allocation]
    if (changed.to.starts_on > today || from === to) return { endsOn }
    return { endsOn, ...(await context.announce(membershipAllowanceChanged, { membershipId, from, to })) }
  },
})
