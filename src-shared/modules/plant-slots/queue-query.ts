import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { id } from '../../kernel/id.ts'
import { query } from '../../kernel/query.ts'
import { memberNames } from '../memberships/queries.ts'
import { priorities } from './floor-rules.ts'
import { queueOrder } from './queue-order.ts'
import { comparePlaces } from './slot-place.ts'

const input = z
  .object({
    state: z.enum(['open', 'in_progress']).optional(),
    priority: z.enum(priorities).optional(),
    locationId: id.optional(),
    page: z.int().min(1).default(1),
    limit: z.int().min(1).max(100).default(20),
  })
  .strict()
type Filters = z.infer<typeof input>

/**
 * What the floor has to do: open entries, the most urgent first (PS-A43), and the slots that stand in maintenance.
 * `total` counts the entries of all pages.
 */
export const maintenanceQueue = query('plant-slots.maintenance-queue', {
  input,
  permission: 'plant_slot_view',
  async run({ db }, filters) {
    const { page, limit } = filters
    const all = (await openEntries(db, filters)).sort(queueOrder)
    const entries = all.slice((page - 1) * limit, page * limit)
    const slots = (await slotsInMaintenance(db, filters.locationId)).sort(comparePlaces)
    const names = await memberNames(
      db,
      [...entries, ...slots].flatMap(({ memberId }) => memberId ?? []),
    )
    const named = <Row extends { memberId: string | null }>(row: Row) => ({
      ...row,
      holder: row.memberId === null ? null : (names.get(row.memberId)?.name ?? null),
    })
    return { entries: entries.map(named), total: all.length, page, limit, inMaintenance: slots.map(named) }
  },
})

const openEntries = (db: Db, { state, priority, locationId }: Filters) =>
  db
    .selectFrom('plant_slot_maintenance as e')
    .innerJoin('plant_slots as s', 's.id', 'e.slot_id')
    .innerJoin('plant_slot_locations as l', 'l.id', 's.location_id')
    .leftJoin('users as u', 'u.id', 'e.reported_by')
    .select(['e.id', 'e.kind', 'e.description', 'e.priority', 'e.state', 'e.due_on as dueOn'])
    .select(['e.created_at as reportedAt', 'e.reported_by as reportedBy', 'u.display_name as reporterName'])
    .select(['s.id as slotId', 's.slot_number as number', 's.status', 's.member_id as memberId'])
    .select(['s.location_id as locationId', 'l.code as location', 'l.name as locationName'])
    .select(['s.row_no as row', 's.col_no as column', 's.level_no as level'])
    .where('e.state', 'in', state ? [state] : ['open', 'in_progress'])
    .where(({ and, eb }) =>
      and([
        ...(priority ? [eb('e.priority', '=', priority)] : []),
        ...(locationId ? [eb('s.location_id', '=', locationId)] : []),
      ]),
    )
    .where('e.deleted_at', 'is', null)
    .where('s.deleted_at', 'is', null)
    .execute()

const slotsInMaintenance = (db: Db, locationId: string | undefined) =>
  db
    .selectFrom('plant_slots as s')
    .select(['s.id', 's.slot_number as number', 's.number_key as numberKey', 's.location_id as locationId'])
    .select(['s.row_no as row', 's.col_no as column', 's.level_no as level'])
    .select(['s.member_id as memberId', 's.maintenance_required as maintenanceRequired'])
    .where('s.status', '=', 'maintenance')
    .where(({ and, eb }) => and(locationId ? [eb('s.location_id', '=', locationId)] : []))
    .where('s.deleted_at', 'is', null)
    .execute()
