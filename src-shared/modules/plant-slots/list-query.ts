import { type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { id, isId } from '../../kernel/id.ts'
import { query } from '../../kernel/query.ts'
import type { Database } from '../../schema/row-types.ts'
import { memberNames } from '../memberships/queries.ts'
import { numberKeyOf } from './inventory-rules.ts'
import { onlyMember } from './reach.ts'
import { slotStatuses } from './transitions.ts'

const sortable = ['number', 'location', 'status', 'updatedAt'] as const

const input = z
  .object({
    status: z.enum(slotStatuses).optional(),
    memberId: id.optional(),
    membershipId: id.optional(),
    /** Id or code. */
    location: z.string().min(1).max(40).optional(),
    availableOnly: z.boolean().optional(),
    maintenanceRequired: z.boolean().optional(),
    /** Part of a number. */
    text: z.string().trim().max(40).optional(),
    page: z.int().min(1).default(1),
    limit: z.int().min(1).max(100).default(20),
    sorts: z
      .array(z.object({ by: z.enum(sortable), descending: z.boolean().default(false) }).strict())
      .max(sortable.length)
      .default([]),
  })
  .strict()
type Filters = z.infer<typeof input>

type From = Database & { s: Database['plant_slots']; l: Database['plant_slot_locations'] }

/** Digits of a number are compared as numbers: each run is filled up with zeros to the longest a number can be. */
const naturalNumber = sql<string>`regexp_replace(regexp_replace(s.number_key, '(\\d+)', repeat('0', 39) || '\\1', 'g'), '\\d*(\\d{40})', '\\1', 'g') collate "C"`

const columns = {
  number: naturalNumber,
  location: sql<string>`l.code collate "C"`,
  status: sql<string>`s.status collate "C"`,
  updatedAt: sql<string>`s.updated_at`,
}

/**
 * Slots by filters that narrow together; `availableOnly` replaces `status` and lists flagged ones too. In the
 * natural order of their numbers unless sorted otherwise; `total` counts all pages.
 */
export const list = query('plant-slots.list', {
  input,
  permission: 'plant_slot_view',
  own: true,
  async run(context, filters) {
    const { page, limit } = filters
    const own = await onlyMember(context)
    const found = context.db
      .selectFrom('plant_slots as s')
      .innerJoin('plant_slot_locations as l', 'l.id', 's.location_id')
      .where('s.deleted_at', 'is', null)
      .where((builder) => narrowed(builder, filters))
      .$if(own !== null, (slots) => slots.where('s.member_id', '=', own))
    const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await filters.sorts
      .reduce(
        (sorted, { by, descending }) => sorted.orderBy(columns[by], descending ? 'desc' : 'asc'),
        found.select(['s.id', 's.slot_number as number', 's.status', 's.member_id as memberId']),
      )
      .select(['s.membership_id as membershipId', 's.location_id as locationId', 'l.code as location'])
      .select(['s.row_no as row', 's.col_no as column', 's.level_no as level'])
      .select(['s.maintenance_required as maintenanceRequired', 's.updated_at as updatedAt'])
      .orderBy(naturalNumber)
      .orderBy(sql`s.number_key collate "C"`)
      .orderBy('s.id')
      .offset((page - 1) * limit)
      .limit(limit)
      .execute()
    const names = await memberNames(
      context.db,
      rows.flatMap(({ memberId }) => memberId ?? []),
    )
    const slots = rows.map((row) => ({
      ...row,
      holder: row.memberId === null ? null : (names.get(row.memberId)?.name ?? null),
    }))
    return { slots, total, page, limit }
  },
})

/** The filters of section 6, joined by AND. */
function narrowed({ eb, and }: ExpressionBuilder<From, 's' | 'l'>, filters: Filters) {
  const { memberId, membershipId, location, availableOnly, maintenanceRequired, text } = filters
  const status = availableOnly ? 'available' : filters.status
  return and([
    ...(status ? [eb('s.status', '=', status)] : []),
    ...(memberId ? [eb('s.member_id', '=', memberId)] : []),
    ...(membershipId ? [eb('s.membership_id', '=', membershipId)] : []),
    ...(location ? [isId(location) ? eb('s.location_id', '=', location) : eb('l.code', '=', location)] : []),
    ...(maintenanceRequired === undefined ? [] : [eb('s.maintenance_required', '=', maintenanceRequired)]),
    ...(text ? [sql<SqlBool>`position(${numberKeyOf(text)} in s.number_key) > 0`] : []),
  ])
}
