import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { id } from '../../kernel/id.ts'
import { query } from '../../kernel/query.ts'
import { reject } from '../../kernel/rejection.ts'
import { memberNames } from '../memberships/queries.ts'
import { cleaningLimit, isCleaningDue } from './floor-rules.ts'
import { isoInstant } from './queries.ts'
import { onlyMember } from './reach.ts'
import { defaultSettings } from './settings.ts'
import { comparePlaces } from './slot-place.ts'

/**
 * Every slot of a location as its real grid shows it: number, position, status, holder, what grows there, flags, until
 * when it is on offer to somebody, and to which desk it is leased.
 * In the order level, row, column. Two statements, whatever the size.
 */
export const board = query('plant-slots.board', {
  input: z.object({ locationId: id }).strict(),
  permission: 'plant_slot_view',
  own: true,
  async run(context, { locationId }) {
    const { db, tenant, today, desk } = context
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
      .map(({ numberKey: _key, locationId: _location, lastCleanedOn, madeAt, leasedBy, ...slot }) => ({
        ...slot,
        holder: slot.memberId === null ? null : (names.get(slot.memberId)?.name ?? null),
        leasedHere: desk !== null && leasedBy === desk,
        cleaningDue: isCleaningDue({ lastCleanedOn, madeAt }, limit),
      }))
  },
})

/** The slots with what grows in them, in no order, as one JSON value: a board has a thousand of them. */
async function slotsOfLocation(db: Db, locationId: string) {
  const location = await db
    .selectFrom('plant_slot_locations as l')
    .leftJoin('plant_slot_settings as st', (join) => join.on('st.deleted_at', 'is', null))
    .select(['l.clean_every_days as everyDays', 'st.clean_every_days as usualDays'])
    .select(({ selectFrom }) =>
      jsonArrayFrom(
        selectFrom('plant_slots as s')
          .leftJoin('plant_slot_occupancies as o', (join) =>
            join.onRef('o.slot_id', '=', 's.id').on('o.ended_on', 'is', null).on('o.deleted_at', 'is', null),
          )
          .leftJoin('plant_slot_offers as f', 'f.id', 's.offer_id')
          .leftJoin('capacity_leases as c', 'c.id', 's.lease_id')
          .leftJoin('desks as d', 'd.id', 'c.desk_id')
          .select(['s.id', 's.slot_number as number', 's.number_key as numberKey', 's.location_id as locationId'])
          .select(['s.row_no as row', 's.col_no as column', 's.level_no as level', 's.status'])
          .select(['s.member_id as memberId', 's.membership_id as membershipId', 'o.label'])
          .select(['s.maintenance_required as maintenanceRequired', 's.last_clean_date as lastCleanedOn'])
          .select(isoInstant('s.created_at').as('madeAt'))
          .select(isoInstant('f.expires_at').$castTo<string | null>().as('offeredUntil'))
          .select(isoInstant('c.hold_until').$castTo<string | null>().as('leasedUntil'))
          .select(['c.desk_id as leasedBy', 'd.name as leasedTo'])
          .whereRef('s.location_id', '=', 'l.id')
          .where('s.deleted_at', 'is', null),
      ).as('slots'),
    )
    .where('l.id', '=', locationId)
    .where('l.deleted_at', 'is', null)
    .executeTakeFirst()
  if (!location) return reject('plant_slot_location_not_found', { locationId })
  const { everyDays, usualDays, slots } = location
  return { everyDays: everyDays ?? usualDays ?? defaultSettings.cleanEveryDays, slots }
}
