import { type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { id, isId } from '../../kernel/id.ts'
import { query } from '../../kernel/query.ts'
import type { Database } from '../../schema/row-types.ts'
import { memberNames } from '../memberships/queries.ts'
import { numberKeyOf } from './inventory-rules.ts'
import { isoInstant } from './queries.ts'
import { onlyMember } from './reach.ts'
import { compareText, naturalKey } from './slot-place.ts'
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
    const found = await ranked(context.db, filters, await onlyMember(context))
    const ids = found.slice((page - 1) * limit, page * limit).map((slot) => slot.id)
    const rows = ids.length === 0 ? [] : await pageOf(context.db, ids)
    const names = await memberNames(
      context.db,
      rows.flatMap(({ memberId }) => memberId ?? []),
    )
    const slots = rows
      .sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
      .map((row) => ({ ...row, holder: row.memberId === null ? null : (names.get(row.memberId)?.name ?? null) }))
    return { slots, total: found.length, page, limit }
  },
})

/**
 * All that the filters find, in order. Only what the order needs is read, as one JSON value, and sorted here: alike
 * on every database, and quick for ten thousand slots.
 */
async function ranked(db: Db, filters: Filters, own: string | null) {
  const { found } = await db
    .selectNoFrom(({ selectFrom }) =>
      jsonArrayFrom(
        selectFrom('plant_slots as s')
          .innerJoin('plant_slot_locations as l', 'l.id', 's.location_id')
          .select(['s.id', 's.number_key as key'])
          .$if(sortsBy(filters, 'location'), (slots) => slots.select('l.code as location'))
          .$if(sortsBy(filters, 'status'), (slots) => slots.select('s.status'))
          .$if(sortsBy(filters, 'updatedAt'), (slots) => slots.select(isoInstant('s.updated_at').as('updatedAt')))
          .where((builder) => narrowed(builder, filters))
          .$if(own !== null, (slots) => slots.where('s.member_id', '=', own))
          .where('s.deleted_at', 'is', null),
      ).as('found'),
    )
    .executeTakeFirstOrThrow()
  const keyed = found.map((slot) => ({ ...slot, number: naturalKey(slot.key) }))
  return keyed.sort((a, b) => {
    const byWish = filters.sorts.reduce(
      (order, { by, descending }) => order || compareText(a[by] ?? '', b[by] ?? '') * (descending ? -1 : 1),
      0,
    )
    return byWish || compareText(a.number, b.number) || compareText(a.key, b.key) || compareText(a.id, b.id)
  })
}

const sortsBy = ({ sorts }: Filters, field: (typeof sortable)[number]): boolean => sorts.some(({ by }) => by === field)

const pageOf = (db: Db, ids: readonly string[]) =>
  db
    .selectFrom('plant_slots as s')
    .innerJoin('plant_slot_locations as l', 'l.id', 's.location_id')
    .select(['s.id', 's.slot_number as number', 's.status'])
    .select(['s.member_id as memberId', 's.membership_id as membershipId'])
    .select(['s.location_id as locationId', 'l.code as location'])
    .select(['s.row_no as row', 's.col_no as column', 's.level_no as level'])
    .select(['s.maintenance_required as maintenanceRequired', 's.updated_at as updatedAt'])
    .where('s.id', 'in', ids)
    .execute()

type From = Database & { s: Database['plant_slots']; l: Database['plant_slot_locations'] }

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
