import { dayOf } from '../../src-shared/kernel/calendar.ts'
import type { Db } from '../../src-shared/kernel/database.ts'
import { isId } from '../../src-shared/kernel/id.ts'
import { reject } from '../../src-shared/kernel/rejection.ts'
import { locations } from '../../src-shared/modules/plant-slots/capacity-queries.ts'
import { slot } from '../../src-shared/modules/plant-slots/slot-query.ts'
import type { ReadCall } from './call.ts'

/** A slot as queries give it. */
interface SlotRow {
  id: string
  number: string
  memberId: string | null
  status: string
  location: string | null
  row: number | null
  column: number | null
  level: number | null
  updatedAt: string
}

/** A slot as it is told among others. */
export const baseSlot = ({ id, number, memberId, status, location, row, column, level, updatedAt }: SlotRow) => ({
  id,
  slot_number: number,
  member_id: memberId,
  status,
  location,
  position: row === null || column === null || level === null ? null : { row, column, level },
  updated_at: updatedAt,
})

/** Slots that a command has just named in its outcome, in that order. One statement. */
export async function baseSlots(db: Db, slotIds: readonly string[]) {
  if (slotIds.length === 0) return []
  const rows = await db
    .selectFrom('plant_slots as s')
    .leftJoin('plant_slot_locations as l', 'l.id', 's.location_id')
    .select(['s.id', 's.slot_number as number', 's.member_id as memberId', 's.status', 'l.code as location'])
    .select(['s.row_no as row', 's.col_no as column', 's.level_no as level', 's.updated_at as updatedAt'])
    .where('s.id', 'in', slotIds)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, baseSlot(row)]))
  return slotIds.flatMap((slotId) => byId.get(slotId) ?? [])
}

/** Everything that was done to a slot or is to be done, the oldest first. */
async function maintenanceLog({ db, tenant }: ReadCall, slotId: string) {
  const entries = await db
    .selectFrom('plant_slot_maintenance')
    .select(['id', 'kind', 'description', 'priority', 'state', 'reported_by', 'performed_by', 'done_at', 'created_at'])
    .where('slot_id', '=', slotId)
    .where('deleted_at', 'is', null)
    .orderBy('created_at')
    .orderBy('row_version')
    .orderBy('id')
    .execute()
  return entries.map(({ done_at, created_at, ...entry }) => ({
    ...entry,
    date: dayOf(done_at ?? created_at, tenant.timeZone),
  }))
}

/** One slot whole. Refused: an unknown one; for a member another member's (PS-R54). */
export async function slotDetail(call: ReadCall, slotId: string) {
  const found = await call.ask(slot, { slotId })
  const { membershipId, notes, lastCleanedOn, maintenanceRequired, createdAt } = found
  return {
    ...baseSlot(found),
    membership_id: membershipId,
    notes,
    maintenance_log: await maintenanceLog(call, slotId),
    last_clean_date: lastCleanedOn,
    maintenance_required: maintenanceRequired,
    created_at: createdAt,
  }
}

/** The id of a location by id or code. Refused: an unknown one. */
export async function locationIdOf(call: ReadCall, named: string): Promise<string> {
  const known = await call.ask(locations, {})
  const wanted = isId(named) ? named.toLowerCase() : named
  const found = known.find(({ id, code }) => id === wanted || code === wanted)
  return found?.id ?? reject('plant_slot_location_not_found', { location: named })
}
