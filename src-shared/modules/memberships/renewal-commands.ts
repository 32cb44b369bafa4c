import { z } from 'zod'
import { day } from '../../kernel/calendar.ts'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { insertRows } from '../../kernel/insert-rows.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { reject } from '../../kernel/rejection.ts'
import { membershipAllowanceChanged, membershipCharged, membershipEnded, nextPlanUnavailable } from './facts.ts'
import { membershipWithin } from './freeze-writes.ts'
import { cancelledRefusal } from './life-rules.ts'
import { activate, toldLate, writeMembership } from './membership-writes.ts'
import { plansNow } from './renewal-reads.ts'
import { chargeRow, periodRow } from './renewal-rows.ts'
import { planRenewal, planRevokeRenewal, type Renewal } from './renewal-rules.ts'
import { allowed } from './sale-rules.ts'
import { wayOut } from './way-out.ts'
import { findWhole, type WholeMembership } from './whole-membership.ts'

const renewalInput = z
  .object({ membershipId: id, periodId: id, chargeId: id, startsOn: day.optional(), priceMinor: z.number().optional() })
  .strict()
type RenewalInput = z.infer<typeof renewalInput>

async function decide(context: CommandContext, membership: WholeMembership, input: RenewalInput): Promise<Renewal> {
  const { db, today, reach, reachOf, rowId } = context
  const plans = await plansNow(db, [membership.plan_id, membership.next_plan_id])
  const plan = plans.get(membership.plan_id) ?? null
  const { periodId, chargeId, startsOn, priceMinor } = input
  const ids = { membershipId: rowId('memberships', 0), periodId, chargeId }
  const facts = {
    ...{ membership, plan, nextPlan: plans.get(membership.next_plan_id ?? '') ?? null, today },
    mayOverridePrice: reachOf('membership_price_override') === 'tenant',
    own: reach === 'own',
    retry: (label: string, changes: object, params?: Record<string, string>) =>
      wayOut(label, 'renew', { ...input, ...changes }, params),
    sale: () => {
      if (plan?.status !== 'ACTIVE') return []
      const sale = { ...ids, memberId: membership.member_id, planId: plan.id, planVersionId: plan.version.id }
      return [wayOut('sell_anew', 'purchase', sale)]
    },
  }
  return allowed(planRenewal(facts, { periodId, startsOn, priceMinor }))
}

/**
 * One more period of a membership. It begins without gap, or within the window after the end today; then it counts
 * again. Refused: MB-R30 to MB-R32, a cancelled membership, a member who is not ACTIVE, days of another membership.
 */
export const renew = command('memberships.renew', {
  input: renewalInput,
  permission: 'membership_update',
  own: true,
  offline: true,
  undo: ({ periodId }) => ({ command: 'memberships.revoke-renewal', input: { periodId } }),
  redo: (input, fresh) => ({
    command: 'memberships.renew',
    input: { ...input, periodId: fresh(), chargeId: fresh() },
  }),
  async run(context, input) {
    const { db, actor, today } = context
    const membership = await membershipWithin(context, input.membershipId, 'membership_update')
    const renewal = await decide(context, membership, input)
    const { period, priceMinor, now, terms } = renewal
    await insertRows(db, 'membership_periods', [periodRow(renewal, actor.userId)])
    if (priceMinor > 0) {
      await insertRows(db, 'membership_charges', [chargeRow(renewal, input.chargeId, context.commandId)])
      await context.announce(membershipCharged, { chargeId: input.chargeId })
    }
    const given = await beginAgain(context, membership, renewal)
    if (!renewal.revived && period.starts_on <= today)
      await changeAllowance(context, membership, period.slot_allocation)
    if (terms.unavailable !== null) {
      await context.announce(nextPlanUnavailable, { membershipId: now.id, planId: terms.unavailable })
    }
    return { startsOn: period.starts_on, endsOn: period.ends_on, priceMinor, ...given }
  },
})

/** Writes the membership, and gives what it is to be told of slots where it counts again. */
async function beginAgain(
  context: CommandContext,
  before: WholeMembership,
  { lapsed, now }: Renewal,
): Promise<{ plantSlots?: JsonObject }> {
  const revivedWith = await writeMembership(context, before, now)
  if (!lapsed) return toldLate(revivedWith)
  const { plantSlots } = before.status === 'expired' ? revivedWith : await activate(context, now)
  return plantSlots === undefined ? {} : { plantSlots }
}

/** MB-R31: another number of slots is granted from now on. */
async function changeAllowance(context: CommandContext, before: WholeMembership, to: number): Promise<void> {
  const from = before.periods.find(({ plan_version_id }) => plan_version_id === before.plan_version_id)?.slot_allocation
  if (from === undefined || from === to) return
  await context.announce(membershipAllowanceChanged, { membershipId: before.id, from, to })
}

/**
 * Takes a renewal back: its period and what is due for it are void. Refused: `membership_revoke_too_late` after 24
 * hours, once it is paid or invoiced, or where something followed.
 */
export const revokeRenewal = command('memberships.revoke-renewal', {
  input: z.object({ periodId: id }).strict(),
  permission: 'membership_update',
  offline: true,
  async run(context, { periodId }) {
    const { db, at, today, commandId, announce } = context
    const membership = (await findWhole(db, { periodId })) ?? reject('membership_not_found')
    if (membership.periods.some((each) => each.id === periodId && each.voided_at !== null)) {
      return { endsOn: membership.ends_on }
    }
    const revoked = allowed(planRevokeRenewal(membership, periodId, { at, today }))
    const voided = { voided_at: at, void_command_id: commandId }
    await db.updateTable('membership_periods').set(voided).where('id', '=', periodId).execute()
    if (revoked.voided.length > 0) {
      const none = { state: 'void' as const, void_command_id: commandId }
      await db.updateTable('membership_charges').set(none).where('id', 'in', revoked.voided).execute()
    }
    await db
      .updateTable('membership_freezes')
      .set({ state: 'cancelled' })
      .where('period_id', '=', periodId)
      .where('state', '<>', 'cancelled')
      .execute()
    await writeMembership(context, membership, revoked.now)
    if (revoked.ended) await announce(membershipEnded, { membershipId: membership.id, reason: 'revoked' })
    return { endsOn: revoked.now.ends_on }
  },
})

/** Whether a membership renews itself. Refused: one that is cancelled. */
export const setAutoRenew = command('memberships.set-auto-renew', {
  input: z.object({ membershipId: id, on: z.boolean() }).strict(),
  permission: 'membership_update',
  own: true,
  offline: true,
  quiet: ['changed'],
  undo: ({ membershipId, on }, { changed }: { autoRenew: boolean; changed: boolean }) =>
    changed ? { command: 'memberships.set-auto-renew', input: { membershipId, on: !on } } : null,
  async run(context, { membershipId, on }) {
    const membership = await membershipWithin(context, membershipId, 'membership_update')
    const cancelled = cancelledRefusal(membership)
    if (cancelled) reject(cancelled)
    const changed = membership.auto_renew !== on
    if (changed) {
      await context.db.updateTable('memberships').set({ auto_renew: on }).where('id', '=', membershipId).execute()
    }
    return { autoRenew: on, changed }
  },
})
