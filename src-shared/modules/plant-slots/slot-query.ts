import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { id } from '../../kernel/id.ts'
import { query } from '../../kernel/query.ts'
import { reject } from '../../kernel/rejection.ts'
import { memberNames } from '../memberships/queries.ts'
import { cleaningLimit, isCleaningDue } from './floor-rules.ts'
import { numberKeyOf } from './inventory-rules.ts'
import { queueOrder } from './queue-order.ts'
import { onlyMember } from './reach.ts'
import { revertedEvent } from './revert-rules.ts'
import { defaultSettings } from './settings.ts'
import { eventsOf } from './slot-event-reads.ts'

const eventsShown = 20

/**
 * One slot by id or number: holder, what grows there, open entries, its last 20 changes with who made them, and the
 * change that the asker may take back now. Refused: an unknown one; for a member another member's (PS-R54).
 */
export const slot = query('plant-slots.slot', {
  input: z
    .object({ slotId: id.optional(), number: z.string().trim().min(1).max(40).optional() })
    .strict()
    .refine(({ slotId, number }) => (slotId === undefined) !== (number === undefined), {
      path: ['slotId'],
      message: 'a slot is named by its id or by its number',
    }),
  permission: 'plant_slot_view',
  own: true,
  async run(context, { slotId, number }) {
    const { db, tenant, today, actor, at } = context
    const found = await slotWithPlace(db, slotId ?? null, number === undefined ? null : numberKeyOf(number))
    const own = await onlyMember(context)
    if (!found || (own !== null && found.memberId !== own)) {
      return reject('plant_slot_not_found', { slotIds: slotId ? [slotId] : [], number: number ?? null })
    }
    const { everyDays, usualDays, ...row } = found
    const entries = await openEntries(db, row.id)
    const events = await eventsWithNames(db, row.id)
    const names = await memberNames(
      db,
      [row, ...events].flatMap(({ memberId }) => memberId ?? []),
    )
    const nameOf = (memberId: string | null) => (memberId === null ? null : (names.get(memberId)?.name ?? null))
    const limit = cleaningLimit(everyDays ?? usualDays ?? defaultSettings.cleanEveryDays, today, tenant.timeZone)
    const revertable = revertedEvent(events, { eventId: events[0]?.id ?? '', actorId: actor.userId, at })
    return {
      ...row,
      holder: nameOf(row.memberId),
      cleaningDue: isCleaningDue({ lastCleanedOn: row.lastCleanedOn, madeAt: row.createdAt }, limit),
      occupancy: await openOccupancy(db, row.id),
      entries,
      events: events.map(({ commandId: _, ...event }) => ({ ...event, holder: nameOf(event.memberId) })),
      revertEventId: 'code' in revertable ? null : revertable.event.id,
    }
  },
})

const slotWithPlace = (db: Db, slotId: string | null, numberKey: string | null) =>
  db
    .selectFrom('plant_slots as s')
    .leftJoin('plant_slot_locations as l', 'l.id', 's.location_id')
    .leftJoin('plant_slot_settings as st', (join) => join.on('st.deleted_at', 'is', null))
    .select(['s.id', 's.slot_number as number', 's.status', 's.notes'])
    .select(['s.location_id as locationId', 'l.code as location', 'l.name as locationName'])
    .select(['s.row_no as row', 's.col_no as column', 's.level_no as level'])
    .select(['s.member_id as memberId', 's.membership_id as membershipId', 's.allocated_at as allocatedAt'])
    .select(['s.maintenance_required as maintenanceRequired', 's.last_clean_date as lastCleanedOn'])
    .select(['s.created_at as createdAt', 's.updated_at as updatedAt'])
    .select(['l.clean_every_days as everyDays', 'st.clean_every_days as usualDays'])
    .where(({ eb }) => (slotId === null ? eb('s.number_key', '=', numberKey) : eb('s.id', '=', slotId)))
    .where('s.deleted_at', 'is', null)
    .executeTakeFirst()

async function openEntries(db: Db, slotId: string) {
  const entries = await db
    .selectFrom('plant_slot_maintenance as e')
    .leftJoin('users as u', 'u.id', 'e.reported_by')
    .select(['e.id', 'e.kind', 'e.description', 'e.priority', 'e.state', 'e.due_on as dueOn'])
    .select(['e.reported_by as reportedBy', 'u.display_name as reporterName'])
    .select(['e.created_at as reportedAt', 'e.started_at as startedAt'])
    .where('e.slot_id', '=', slotId)
    .where('e.state', 'in', ['open', 'in_progress'])
    .where('e.deleted_at', 'is', null)
    .execute()
  return entries.sort(queueOrder)
}

const openOccupancy = async (db: Db, slotId: string) =>
  (await db
    .selectFrom('plant_slot_occupancies')
    .select(['id', 'label', 'planted_on as plantedOn', 'expected_harvest_on as expectedHarvestOn'])
    .where('slot_id', '=', slotId)
    .where('ended_on', 'is', null)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()) ?? null

const eventsWithNames = (db: Db, slotId: string) =>
  eventsOf(db, slotId).select('e.command_id as commandId').limit(eventsShown).execute()
