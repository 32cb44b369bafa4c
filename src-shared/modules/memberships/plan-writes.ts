import type { Insertable } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { foldedName } from '../../kernel/text.ts'
import type { MembershipPlans } from '../../schema/row-types.ts'
import { type PlanTerms, termsRow } from './plan-rules.ts'

type NewPlan = Pick<Insertable<MembershipPlans>, 'name' | 'description' | 'tier' | 'sort_order'> & { id: string }

/** Writes a plan with its first terms, in one statement (MB-R5). */
export async function insertPlan(
  db: Db,
  plan: NewPlan,
  { id: versionId, ...terms }: PlanTerms & { id: string },
): Promise<void> {
  await db
    .with('first_version', (cte) =>
      cte
        .insertInto('membership_plan_versions')
        .values({ id: versionId, plan_id: plan.id, version_no: 1, ...termsRow(terms) }),
    )
    .insertInto('membership_plans')
    .values({ ...plan, name_key: foldedName(plan.name), current_version_id: versionId })
    .execute()
}
