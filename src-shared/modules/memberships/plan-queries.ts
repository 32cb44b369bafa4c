import { sql } from 'kysely'
import { z } from 'zod'
import type { Day } from '../../kernel/calendar.ts'
import type { Db } from '../../kernel/database.ts'
import { id } from '../../kernel/id.ts'
import { query } from '../../kernel/query.ts'
import { tenantNow } from '../../kernel/tenant-sql.ts'
import { foldedName } from '../../kernel/text.ts'
import { paging } from './inputs.ts'
import { type PlanWithTerms, planWithTerms } from './plan-reads.ts'
import { termsOf } from './plan-rules.ts'
import { likeText } from './search-text.ts'

/** A plan as screens show it. */
const planOf = (plan: PlanWithTerms) => ({
  id: plan.plan_id,
  name: plan.name,
  description: plan.description,
  tier: plan.tier,
  sortOrder: plan.sort_order,
  status: plan.status,
  archivedAt: plan.archived_at,
  versionId: plan.id,
  versionNo: plan.version_no,
  terms: termsOf(plan),
})

/** Plans beside the version that holds their present terms. */
function plans(db: Db, { status, search }: { status?: 'ACTIVE' | 'ARCHIVED'; search?: string }) {
  let matching = db
    .selectFrom('membership_plans as p')
    .innerJoin('membership_plan_versions as v', 'v.id', 'p.current_version_id')
    .where('p.deleted_at', 'is', null)
  if (status) matching = matching.where('p.status', '=', status)
  if (search) matching = matching.where('p.name_key', 'like', `%${likeText(foldedName(search))}%`)
  return matching
}

/** The same in the order of every list of plans. */
const ordered = (matching: ReturnType<typeof plans>) =>
  matching
    .selectAll('v')
    .select(['p.name', 'p.name_key', 'p.description', 'p.tier', 'p.sort_order', 'p.status', 'p.archived_at'])
    .orderBy('p.sort_order', (order) => order.asc().nullsLast())
    .orderBy(sql`p.name_key collate "C"`)
    .orderBy('p.id')

/**
 * MB-R8: how many ACTIVE members have a membership on each plan that ends today or later and is not cancelled by
 * today. Plans without any are absent.
 */
export async function activeMembers(db: Db, planIds: readonly string[], today: Day): Promise<Map<string, number>> {
  if (planIds.length === 0) return new Map()
  // Most members are active: those who are not are few, and the rest is read in the order of an index.
  const rows = await db
    .selectFrom('memberships as ms')
    .select('ms.plan_id')
    .select(({ fn }) => fn.count<number>('ms.member_id').distinct().as('members'))
    .where('ms.tenant_id', '=', tenantNow)
    .where('ms.plan_id', 'in', planIds)
    .where('ms.ends_on', '>=', today)
    .where('ms.status', '<>', 'cancelled')
    .where(({ eb, or }) => or([eb('ms.cancelled_on', 'is', null), eb('ms.cancelled_on', '>', today)]))
    .where('ms.member_id', 'not in', inactiveMembers(db))
    .where('ms.deleted_at', 'is', null)
    .groupBy('ms.plan_id')
    .execute()
  return new Map(rows.map(({ plan_id, members }) => [plan_id, members]))
}

const inactiveMembers = (db: Db) =>
  db
    .selectFrom('members as m')
    .select('m.id')
    .where(({ eb, or }) => or([eb('m.status', '<>', 'ACTIVE'), eb('m.deleted_at', 'is not', null)]))

/** Plans, page by page, with how many active members each has. */
export const listPlans = query('memberships.list-plans', {
  input: z
    .object({ status: z.enum(['ACTIVE', 'ARCHIVED']).optional(), search: z.string().max(100).optional(), ...paging })
    .strict(),
  permission: 'membership_plan_view',
  async run({ db, today }, { page = 1, limit = 20, ...filters }) {
    const matching = plans(db, filters)
    const [{ total }, rows] = await Promise.all([
      matching.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
      ordered(matching)
        .limit(limit)
        .offset((page - 1) * limit)
        .execute(),
    ])
    const planIds = rows.map((plan) => plan.plan_id)
    const active = await activeMembers(db, planIds, today)
    const shown = rows.map((plan) => ({ ...planOf(plan), activeMembers: active.get(plan.plan_id) ?? 0 }))
    return { page, limit, total, rows: shown }
  },
})

/** Every plan on offer, for the selector of a sale. */
export const activePlans = query('memberships.active-plans', {
  input: z.object({}).strict(),
  permission: 'membership_plan_view',
  async run({ db }) {
    const rows = await ordered(plans(db, { status: 'ACTIVE' })).execute()
    return rows.map(planOf)
  },
})

/** One plan with all its terms, newest first, and how many memberships there ever were. Refused: MB-R10. */
export const plan = query('memberships.plan', {
  input: z.object({ planId: id }).strict(),
  permission: 'membership_plan_view',
  async run({ db, today }, { planId }) {
    const plan = await planWithTerms(db, planId)
    const [versions, { memberships }, active] = await Promise.all([
      db
        .selectFrom('membership_plan_versions')
        .selectAll()
        .where('plan_id', '=', planId)
        .where('deleted_at', 'is', null)
        .orderBy('version_no', 'desc')
        .execute(),
      db
        .selectFrom('memberships')
        .select((eb) => eb.fn.countAll<number>().as('memberships'))
        .where('plan_id', '=', planId)
        .where('deleted_at', 'is', null)
        .executeTakeFirstOrThrow(),
      activeMembers(db, [planId], today),
    ])
    return {
      ...planOf(plan),
      activeMembers: active.get(planId) ?? 0,
      memberships,
      versions: versions.map((version) => ({
        id: version.id,
        versionNo: version.version_no,
        supersededAt: version.superseded_at,
        terms: termsOf(version),
      })),
    }
  },
})
