import { z } from 'zod'
import { day } from '../../kernel/calendar.ts'
import { type CommandContext, type Compensation, command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { asJson } from '../../kernel/json.ts'
import { reject } from '../../kernel/rejection.ts'
import { type Change, type ChangeFacts, type ChangeRequest, nextPlanRefusal, planChange } from './change-rules.ts'
import { voidCharges, withRowIds, writeCharges, writeEnds } from './ending-writes.ts'
import { membershipAllowanceChanged } from './facts.ts'
import { saleRows } from './sale-reads.ts'
import { isRejection } from './sale-rules.ts'
import { wayOut } from './way-out.ts'
import { readWhole, type WholeMembership } from './whole-membership.ts'

const now = z
  .object({
    membershipId: id,
    mode: z.literal('now'),
    toPlanId: id,
    /** The terms that were on the screen. */
    toPlanVersionId: id,
    /** First day on the new plan; default today. */
    on: day.optional(),
    periodId: id,
    chargeId: id,
  })
  .strict()
const atRenewal = z
  .object({
    membershipId: id,
    mode: z.literal('at_renewal'),
    /** Null stays on the present plan. */
    toPlanId: id.nullable(),
    toPlanVersionId: id.nullable().optional(),
    periodId: id.optional(),
    chargeId: id.optional(),
  })
  .strict()
type Now = z.infer<typeof now>

/** The rows that decide a plan change. Refused: an unknown membership. */
export async function changeFacts(
  context: Pick<CommandContext, 'db' | 'at' | 'today'> & Pick<ChangeFacts, 'basisVersion' | 'commandId' | 'retry'>,
  { membershipId, toPlanId, toPlanVersionId }: { membershipId: string } & ChangeRequest,
): Promise<ChangeFacts> {
  const { db, at, today, basisVersion, commandId, retry } = context
  const membership = await readWhole(db, membershipId)
  const { plan, version, current } = await saleRows(db, {
    ...{ memberId: membership.member_id, planId: toPlanId, planVersionId: toPlanVersionId },
  })
  return { membership, target: { plan, version, current }, at, today, basisVersion, commandId, retry }
}

/** The new period, after all there ever were. */
async function writePeriod({ db, actor }: CommandContext, membership: WholeMembership, input: Now, change: Change) {
  const { version, days } = change
  await db
    .insertInto('membership_periods')
    .values({
      id: input.periodId,
      ...{ membership_id: membership.id, member_id: membership.member_id, plan_version_id: version.id },
      seq: Math.max(...membership.periods.map(({ seq }) => seq)) + 1,
      ...days,
      ...{ price_minor: version.price_minor, currency: version.currency, sold_by: actor.userId },
    })
    .execute()
}

async function write(context: CommandContext, membership: WholeMembership, input: Now, change: Change): Promise<void> {
  const { db, today } = context
  const { on, version, days, periods, voidIds, credits } = change
  await writeEnds(context, membership.periods, periods)
  await writePeriod(context, membership, input, change)
  await voidCharges(context, voidIds)
  const price = {
    ...{ id: input.chargeId, kind: 'change' as const, amount_minor: version.price_minor, currency: version.currency },
    ...{ period_id: input.periodId, due_on: on },
  }
  await writeCharges(context, membership, [price, ...withRowIds(context, credits)])
  await db
    .updateTable('memberships')
    .set({
      ...{ plan_id: input.toPlanId, ends_on: days.ends_on },
      // Terms are those of the period that runs; a later one brings its own on its first day.
      ...(on <= today ? { plan_version_id: version.id } : {}),
    })
    .where('id', '=', membership.id)
    .execute()
}

/** `before` is where it was to go at renewal, for the way back. */
type Told = { endsOn: string; creditMinor: number; netMinor: number; before: { nextPlanId: string | null } | null }

async function changeNow(context: CommandContext, input: Now): Promise<Told> {
  const { membershipId, toPlanId } = input
  const retry: ChangeFacts['retry'] = (label, changes, params) =>
    wayOut(label, 'change-plan', { ...('mode' in changes ? { membershipId, toPlanId } : input), ...changes }, params)
  const facts = await changeFacts({ ...context, retry }, input)
  const change = planChange(facts, input)
  if (isRejection(change)) return reject(change)
  await write(context, facts.membership, input, change)
  const { days, creditMinor, netMinor } = change
  const told: Told = { endsOn: days.ends_on, creditMinor, netMinor, before: null }
  const [from, to] = [change.old.slot_allocation, change.version.slot_allocation]
  if (change.on > context.today || from === to) return told
  const answers = await context.announce(membershipAllowanceChanged, { membershipId, from, to })
  return { ...told, ...answers }
}

async function changeAtRenewal(
  context: CommandContext,
  { membershipId, toPlanId }: z.infer<typeof atRenewal>,
): Promise<Told> {
  const { db } = context
  const membership = await readWhole(db, membershipId)
  const asked = { memberId: membership.member_id, planId: toPlanId ?? membership.plan_id, planVersionId: membershipId }
  const target = await saleRows(db, asked)
  const refused = nextPlanRefusal({ membership, target }, toPlanId)
  if (refused) reject(refused)
  await db.updateTable('memberships').set({ next_plan_id: toPlanId }).where('id', '=', membershipId).execute()
  const before = { nextPlanId: membership.next_plan_id }
  return { endsOn: membership.ends_on, creditMinor: 0, netMinor: 0, before }
}

/**
 * MB-R51 to MB-R53: another plan, at once with what is left of the old one given back, or from the next renewal on.
 * Refused: an unknown or cancelled membership, the same plan, another currency, terms not sold any more (MB-R22); at
 * once also one that does not count today, a freeze that runs or is to come, days that are somebody's already.
 */
export const changePlan = command('memberships.change-plan', {
  input: z.discriminatedUnion('mode', [now, atRenewal]),
  permission: 'membership_plan_change',
  offline: true,
  quiet: ['before'],
  undo: (input, { before }: Told): Compensation => {
    const { membershipId } = input
    if (input.mode === 'now') {
      return { command: 'memberships.revert-plan-change', input: { membershipId, periodId: input.periodId } }
    }
    const toPlanId = before?.nextPlanId ?? null
    return { command: 'memberships.change-plan', input: { membershipId, mode: 'at_renewal', toPlanId } }
  },
  redo: (input, fresh) => ({
    command: 'memberships.change-plan',
    input: asJson(input.mode === 'now' ? { ...input, periodId: fresh(), chargeId: fresh() } : input),
  }),
  run: (context, input) => (input.mode === 'now' ? changeNow(context, input) : changeAtRenewal(context, input)),
})
