import { sql } from 'kysely'
import { z } from 'zod'
import { day } from '../../kernel/calendar.ts'
import { id, someIds } from '../../kernel/id.ts'
import { type QueryContext, query } from '../../kernel/query.ts'
import { tenantNow } from '../../kernel/tenant-sql.ts'
import { currentMemberships, isPastDueSql } from './current-sql.ts'
import { paging } from './inputs.ts'
import { memberRow, people } from './member-rows.ts'
import { likeText, wordsOf } from './search-text.ts'

const input = z
  .object({
    status: z.enum(['ACTIVE', 'SUSPENDED', 'ARCHIVED', 'MERGED']).optional(),
    /** Filters on the membership that stands for the member: its plan, its status today, its last day. */
    planId: id.optional(),
    effective: z.enum(['scheduled', 'active', 'pending_slots', 'frozen', 'expired', 'cancelled']).optional(),
    endsBefore: day.optional(),
    pastDue: z.boolean().optional(),
    search: z.string().max(100).optional(),
    /** Only those of which the member or the membership is one of these rows, such as rows that nobody confirmed yet. */
    among: someIds.optional(),
    sort: z.enum(['name', 'endsOn', 'created']).optional(),
    ...paging,
  })
  .strict()
type Filters = z.infer<typeof input>

/** The members a list is about, each beside the membership that stands for them. */
function matching({ db, actor, today, reach, reachOf }: QueryContext, filters: Filters) {
  const { status, planId, effective, endsBefore, pastDue, search, among } = filters
  // Without a filter or an order on it, the database leaves the joined side out.
  let members = db
    .selectFrom('members as m')
    .leftJoin(currentMemberships(db, today).as('now'), 'now.member_id', 'm.id')
    .where('m.tenant_id', '=', tenantNow)
    .where('m.deleted_at', 'is', null)
  if (reach === 'own') members = members.where('m.user_id', '=', actor.userId)
  if (status) members = members.where('m.status', '=', status)
  if (planId) members = members.where('now.plan_id', '=', planId)
  if (effective) members = members.where('now.status', '=', effective)
  if (endsBefore) members = members.where('now.ends_on', '<', endsBefore)
  if (pastDue !== undefined) {
    const known = reachOf('membership_charge_view') === null ? sql<boolean>`false` : isPastDueSql(today)
    members = members.where((eb) => (pastDue ? known : eb.not(known)))
  }
  if (among) members = members.where((eb) => eb.or([eb('m.id', 'in', among), eb('now.id', 'in', among)]))
  for (const word of wordsOf(search ?? '')) members = members.where('m.search_text', 'like', `%${likeText(word)}%`)
  return members
}

/** Members, page by page, in three statements whatever the page holds. */
export const listMembers = query('memberships.list-members', {
  input,
  permission: 'member_view',
  own: true,
  async run(context, filters) {
    const { sort = 'name', page = 1, limit = 20, planId, effective, endsBefore } = filters
    const counted = matching(context, filters).select(({ fn }) => fn.countAll<number>().as('total'))
    // What is dear to find is found once and counted on the way; what is cheap is counted apart, and not kept.
    const isDear = planId !== undefined || effective !== undefined || endsBefore !== undefined
    const total = isDear ? sql<number>`count(*) over ()`.as('total') : counted.as('total')
    const rows = await matching(context, filters)
      .select(['m.id', total])
      .$if(sort === 'name', (members) => members.orderBy(sql`m.search_text collate "C"`))
      .$if(sort === 'endsOn', (members) => members.orderBy('now.ends_on', (order) => order.asc().nullsLast()))
      .$if(sort === 'created', (members) => members.orderBy('m.created_at', 'desc'))
      .orderBy('m.id')
      .limit(limit)
      .offset((page - 1) * limit)
      .execute()
    // A page past the end has no row to carry the total.
    const found = rows[0] ?? (await counted.executeTakeFirstOrThrow())
    const members = await people(
      context,
      rows.map((row) => row.id),
    )
    return { page, limit, total: found.total ?? 0, rows: members.map((person) => memberRow(person, context.today)) }
  },
})
