import type { Db } from '../../kernel/database.ts'
import { reject } from '../../kernel/rejection.ts'
import { planNotAccessible } from './plan-rules.ts'

/** Every other plan, at most 500, by what names are told apart. */
export const otherPlans = (db: Db, exceptId: string) =>
  db
    .selectFrom('membership_plans')
    .select(['id', 'name', 'name_key', 'status'])
    .where('id', '<>', exceptId)
    .where('deleted_at', 'is', null)
    .execute()

/** A plan beside the version that holds its present terms: `id` is the version's, `plan_id` the plan's. Refused: MB-R10. */
export async function planWithTerms(db: Db, planId: string) {
  const plan = await db
    .selectFrom('membership_plans as p')
    .innerJoin('membership_plan_versions as v', 'v.id', 'p.current_version_id')
    .selectAll('v')
    .select(['p.name', 'p.name_key', 'p.description', 'p.tier', 'p.sort_order', 'p.status', 'p.archived_at'])
    .where('p.id', '=', planId)
    .where('p.deleted_at', 'is', null)
    .executeTakeFirst()
  return plan ?? reject(planNotAccessible(planId))
}

export type PlanWithTerms = Awaited<ReturnType<typeof planWithTerms>>

/** One version of a plan's terms. */
export const versionNumbered = (db: Db, planId: string, versionNo: number) =>
  db
    .selectFrom('membership_plan_versions')
    .selectAll()
    .where('plan_id', '=', planId)
    .where('version_no', '=', versionNo)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
