import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { id } from '../../kernel/id.ts'
import { query } from '../../kernel/query.ts'
import { reject } from '../../kernel/rejection.ts'
import { memberNames } from '../memberships/queries.ts'
import { cleaningLimit, isCleaningDue } from './floor-rules.ts'
import { defaultSettings } from './queries.ts'
import { onlyMember } from './reach.ts'
import { comparePlaces } from './slot-place.ts'

/**
 * Every slot of a location as its real grid shows it: number, position, status, holder, what grows there, flags.
 * In the order level, row, column. Two statements, whatever the size.
 */
export const board = query('plant-slots.board', {
  input: z.object({ locationId: id }).strict(),
  permission: 'plant_slot_view',
  own: true,
  async run(context, { locationId }) {
    const { db, tenant, today } = context
    const own = await onlyMember(context)
    const { everyDays, slots } = await slotsOfLocation(db, locationId)
    const shown = slots.filter(({ memberId }) => own === null || memberId === own)
    const names = await memberNames(
      db,
      shown.flatMap(({ memberId }) => memberId ?? []),
    )
    const limit = cleaningLimit(everyDays, today, tenant.timeZone)
    return shown
      .sort(comparePlaces)
      .map(({ numberKey: _key, locationId: _location, lastCleanedOn, madeAt, ...slot }) => ({
        ...slot,
        holder: slot.memberId === null ? null : (names.get(slot.memberId)?.name ?? null),
        cleaningDue: isCleaningDue({ lastCleanedOn, madeAt }, limit),
      }))
  },
})

/** The slots with what grows in them, in no order. The location is joined, since an empty one is one too. */
async function slotsOfLocation(db: Db, locationId: string) {
  const rows = await db
    .selectFrom('plant_slot_locations as l')
    .leftJoin('plant_slots as s', (join) => join.onRef('s.location_id', '=', 'l.id').on('s.deleted_at', 'is', null))
    .leftJoin('plant_slot_occupancies as o', (join) =>
      join.onRef('o.slot_id', '=', 's.id').on('o.ended_on', 'is', null).on('o.deleted_at', 'is', null),
    )
    .leftJoin('plant_slot_settings as st', (join) => join.on('st.deleted_at', 'is', null))
    .select(['s.id', 's.slot_number', 's.number_key', 's.row_no', 's.col_no', 's.level_no', 's.status'])
    .select(['s.member_id', 's.membership_id', 's.maintenance_required', 's.last_clean_date', 's.created_at'])
    .select(['o.label', 'l.clean_every_days', 'st.clean_every_days as usual_days'])
    .where('l.id', '=', locationId)
    .where('l.deleted_at', 'is', null)
    .execute()
  const [first] = rows
  if (!first) return reject('plant_slot_location_not_found', { locationId })
  const everyDays = first.clean_every_days ?? first.usual_days ?? defaultSettings.cleanEveryDays
  const slots = rows.flatMap(({ id: slotId, slot_number, number_key, status, created_at, ...row }) => {
    if (slotId === null || slot_number === null || number_key === null || status === null || created_at === null)
      return []
    return {
      id: slotId,
      number: slot_number,
      numberKey: number_key,
      locationId,
      row: row.row_no,
      column: row.col_no,
      level: row.level_no,
      status,
      memberId: row.member_id,
      membershipId: row.membership_id,
      label: row.label,
      maintenanceRequired: row.maintenance_required === true,
      lastCleanedOn: row.last_clean_date,
      madeAt: created_at,
    }
  })
  return { everyDays, slots }
}
