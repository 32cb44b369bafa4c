import { z } from 'zod'
import { type CommandContext, command } from '../../kernel/command.ts'
import type { Db } from '../../kernel/database.ts'
import { id, rowIdOf } from '../../kernel/id.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { asJson } from '../../kernel/json.ts'
import { type Alternative, reject } from '../../kernel/rejection.ts'
import { foldedName } from '../../kernel/text.ts'
import { planFields, planTerms } from './inputs.ts'
import { otherPlans, type PlanWithTerms, planWithTerms, versionNumbered } from './plan-reads.ts'
import { changedTerms, freeName, maxPlans, type PlanTerms, termsOf, termsRefusal, termsRow } from './plan-rules.ts'
import { insertPlan } from './plan-writes.ts'
import { type PlanEvent, planSteps, stateAfter } from './transitions.ts'
import { wayOut } from './way-out.ts'

/** What a plan's terms are where the person does not say. */
export const termDefaults = {
  maxFreezeDays: null,
  freezeFeeMinor: 0,
  autoRenew: false,
  renewalPricePolicy: 'grandfathered',
  renewableWhenArchived: true,
  requiresKyc: false,
  slotAllocation: 0,
  slotLocationId: null,
} as const

const somePlanTerms = z.object(planTerms).partial().strict()
const newPlanTerms = somePlanTerms.required({ durationType: true, durationValue: true, priceMinor: true })

/** MB-R2: refuses a name another plan has, archived or not; `rename` is the same request under another name. */
function refuseTakenName(
  others: Awaited<ReturnType<typeof otherPlans>>,
  name: string,
  rename: (name: string) => Alternative,
): void {
  const nameKey = foldedName(name)
  const taken = others.find((plan) => plan.name_key === nameKey)
  if (!taken) return
  const renamed = rename(freeName(name, new Set(others.map(({ name_key }) => name_key))))
  const restored = wayOut('restore_that_plan', 'restore-plan', { planId: taken.id }, { name: taken.name })
  reject(
    'membership_plan_name_taken',
    { name: taken.name, planId: taken.id, status: taken.status },
    { rule: 'MB-R2', alternatives: taken.status === 'ARCHIVED' ? [restored, renamed] : [renamed] },
  )
}

/** MB-R1 */
export function refuseTooManyPlans(others: readonly unknown[]): void {
  if (others.length < maxPlans) return
  const issues = [{ path: '', code: 'too_many', message: `At most ${maxPlans} plans` }]
  reject('validation_failed', { issues }, { rule: 'MB-R1' })
}

/** Makes an offer with its first terms. Refused: too many plans, a name in use (MB-R2), terms outside MB-R3 and MB-R4. */
export const createPlan = command('memberships.create-plan', {
  input: z
    .object({
      planId: id,
      versionId: id,
      name: planFields.name,
      description: planFields.description.default(null),
      tier: planFields.tier.default(null),
      sortOrder: planFields.sortOrder.default(null),
      terms: newPlanTerms,
    })
    .strict(),
  permission: 'membership_plan_manage',
  offline: true,
  undo: ({ planId }) => ({ command: 'memberships.archive-plan', input: { planId } }),
  redo: ({ planId }) => ({ command: 'memberships.restore-plan', input: { planId } }),
  async run({ db, tenant }, input) {
    const { planId, versionId, name, description, tier, sortOrder } = input
    const others = await otherPlans(db, planId)
    refuseTooManyPlans(others)
    refuseTakenName(others, name, (free) =>
      wayOut('name_instead', 'create-plan', { ...input, name: free }, { name: free }),
    )
    const terms: PlanTerms = { ...termDefaults, currency: tenant.currency, ...input.terms }
    const refused = termsRefusal(terms)
    if (refused) reject(refused)
    await insertPlan(db, { id: planId, name, description, tier, sort_order: sortOrder }, { id: versionId, ...terms })
    return { planId, versionNo: 1 }
  },
})

type UpdatedPlan = { versionNo: number /** A patch that brings back what was replaced. */; before: JsonObject }

const planPatch = z
  .object({ ...planFields, terms: somePlanTerms })
  .partial()
  .strict()

/** MB-R11: refuses an edit of terms that are no longer the present ones; it may be put on top of those. */
async function refuseStaleTerms(db: Db, plan: PlanWithTerms, input: { seenVersionNo: number }): Promise<void> {
  const { plan_id, version_no, created_at } = plan
  if (input.seenVersionNo === version_no) return
  const seen = await versionNumbered(db, plan_id, input.seenVersionNo)
  const changes = seen ? changedTerms(termsOf(seen), termsOf(plan)) : []
  const onTop = wayOut('apply_to_present_terms', 'update-plan', { ...input, seenVersionNo: version_no })
  reject(
    'version_conflict',
    { field: 'versionNo', theirs: version_no, mine: input.seenVersionNo, at: created_at, changes },
    { rule: 'MB-R11', alternatives: [onTop] },
  )
}

/** MB-R5: closes the present terms and opens the next. Refused: an archived plan, terms outside MB-R3 and MB-R4. */
async function openVersion({ db, at }: CommandContext, plan: PlanWithTerms, versionId: string, terms: PlanTerms) {
  if (planSteps[plan.status].changeTerms === 'no') {
    reject('membership_plan_archived', { planId: plan.plan_id, archivedAt: plan.archived_at }, { rule: 'MB-R5' })
  }
  const refused = termsRefusal(terms)
  if (refused) reject(refused)
  await db
    .with('closed', (cte) =>
      cte.updateTable('membership_plan_versions').set({ superseded_at: at }).where('id', '=', plan.id),
    )
    .insertInto('membership_plan_versions')
    .values({ id: versionId, plan_id: plan.plan_id, version_no: plan.version_no + 1, ...termsRow(terms) })
    .execute()
}

type PlanFields = { name?: string; description?: string | null; tier?: string | null; sortOrder?: number | null }

/** The columns that a patch of names and order writes; what it leaves out stays. */
const fieldsRow = ({ name, description, tier, sortOrder }: PlanFields) => ({
  ...(name === undefined ? {} : { name, name_key: foldedName(name) }),
  ...(description === undefined ? {} : { description }),
  ...(tier === undefined ? {} : { tier }),
  ...(sortOrder === undefined ? {} : { sort_order: sortOrder }),
})

/**
 * MB-R5: name, description, tier and sort order change in place; other terms open a new version, and what is sold
 * keeps its own. Refused: MB-R2, R3, R4, R10, an edit of terms not seen (MB-R11), terms of an archived plan.
 */
export const updatePlan = command('memberships.update-plan', {
  input: z.object({ planId: id, versionId: id, seenVersionNo: z.int().min(1), patch: planPatch }).strict(),
  permission: 'membership_plan_manage',
  offline: true,
  // What stood there before is for Ctrl+Z alone; nobody was told it.
  quiet: ['before'],
  undo: ({ planId, versionId }, { versionNo, before }: UpdatedPlan) => ({
    command: 'memberships.update-plan',
    input: { planId, versionId: rowIdOf(versionId, 'undo', 1), seenVersionNo: versionNo, patch: before },
  }),
  redo: (input, fresh) => ({ command: 'memberships.update-plan', input: asJson({ ...input, versionId: fresh() }) }),
  async run(context, input) {
    const { db } = context
    const { planId, versionId, patch } = input
    const { terms: newTerms, ...fields } = patch
    const plan = await planWithTerms(db, planId)
    await refuseStaleTerms(db, plan, input)
    if (fields.name !== undefined && foldedName(fields.name) !== plan.name_key) {
      refuseTakenName(await otherPlans(db, planId), fields.name, (free) =>
        wayOut('name_instead', 'update-plan', { ...input, patch: { ...patch, name: free } }, { name: free }),
      )
    }
    const was = termsOf(plan)
    const terms = { ...was, ...newTerms }
    const changed = changedTerms(was, terms)
    const opens = changed.length > 0
    if (opens) await openVersion(context, plan, versionId, terms)
    const row = { ...fieldsRow(fields), ...(opens ? { current_version_id: versionId } : {}) }
    if (Object.keys(row).length > 0)
      await db.updateTable('membership_plans').set(row).where('id', '=', planId).execute()
    return { versionNo: plan.version_no + (opens ? 1 : 0), before: replaced(plan, fields, changed) }
  },
})

/** The patch that would bring back what an update replaced. */
function replaced(plan: PlanWithTerms, fields: object, changed: ReturnType<typeof changedTerms>): JsonObject {
  const { name, description, tier, sort_order } = plan
  const present: JsonObject = { name, description, tier, sortOrder: sort_order }
  const before: JsonObject = Object.fromEntries(Object.keys(fields).map((field) => [field, present[field] ?? null]))
  if (changed.length > 0) before.terms = Object.fromEntries(changed.map(({ field, was }) => [field, was]))
  return before
}

/** MB-R8: a plan leaves the offer or comes back to it; its terms close and open with it. Done twice is done once. */
async function move({ db, at }: CommandContext, planId: string, event: Extract<PlanEvent, 'archive' | 'restore'>) {
  const plan = await planWithTerms(db, planId)
  const status = stateAfter(plan.status, planSteps[plan.status][event]) ?? plan.status
  if (status === plan.status) return { status }
  const closedAt = status === 'ARCHIVED' ? at : null
  await db
    .with('terms', (cte) =>
      cte.updateTable('membership_plan_versions').set({ superseded_at: closedAt }).where('id', '=', plan.id),
    )
    .updateTable('membership_plans')
    .set({ status, archived_at: closedAt })
    .where('id', '=', planId)
    .execute()
  return { status }
}

/** MB-R8: always allowed, with active members too. Refused: MB-R10. */
export const archivePlan = command('memberships.archive-plan', {
  input: z.object({ planId: id }).strict(),
  permission: 'membership_plan_manage',
  offline: true,
  undo: (input) => ({ command: 'memberships.restore-plan', input }),
  run: (context, { planId }) => move(context, planId, 'archive'),
})

/** MB-R8: sold again, on the terms it had. Refused: MB-R10. */
export const restorePlan = command('memberships.restore-plan', {
  input: z.object({ planId: id }).strict(),
  permission: 'membership_plan_manage',
  offline: true,
  undo: (input) => ({ command: 'memberships.archive-plan', input }),
  run: (context, { planId }) => move(context, planId, 'restore'),
})
