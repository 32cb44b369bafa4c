import type { Db } from '../../kernel/database.ts'
import type { PlanNow } from './renewal-rules.ts'

/** Plans with their present terms, by id; one that was deleted or is out of reach is absent. */
export async function plansNow(db: Db, planIds: readonly (string | null)[]): Promise<Map<string, PlanNow>> {
  const wanted = [...new Set(planIds.filter((planId) => planId !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await db
    .selectFrom('membership_plans as p')
    .innerJoin('membership_plan_versions as v', 'v.id', 'p.current_version_id')
    .select(['p.id', 'p.status', 'p.archived_at', 'v.id as version_id', 'v.duration_type', 'v.duration_value'])
    .select(['v.price_minor', 'v.currency', 'v.slot_allocation', 'v.slot_location_id'])
    .where('p.id', 'in', wanted)
    .where('p.deleted_at', 'is', null)
    .execute()
  return new Map(
    rows.map(({ id, status, archived_at, version_id, ...terms }) => [
      id,
      { id, status, archived_at, version: { id: version_id, ...terms } },
    ]),
  )
}
