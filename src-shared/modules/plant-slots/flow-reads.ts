import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Stretch } from './usage-reads.ts'

/** Slots of one location, or of all. */
const inPlace = (slotId: string, locationId: string | null) =>
  locationId === null
    ? sql`true`
    : sql`${sql.ref(slotId)} in (select id from plant_slots where location_id = ${locationId})`

/** For half a million events. */
const roomToSort = '96MB'

/** How slots changed hands. */
export interface Flow {
  /** Holdings that ended. */
  ended: number
  /** Median days from the end of one holding to the next; null where none began again. */
  idleDays: number | null
}

/**
 * Section 9, turnover and idle time: holdings that ended, and how long slots then stood empty until they were given
 * again, where both lie within the days asked. What comes back from work to its holder has not been given up.
 */
export async function flowOf(db: Db, { since, until, locationId }: Stretch): Promise<Flow> {
  // A year's events of a large organisation are sorted in memory, not on disk.
  await sql`select set_config('work_mem', ${roomToSort}, true)`.execute(db)
  const { rows } = await sql<Flow>`
    with changes as (
      select e.slot_id, e.at, e.event, e.command_id, e.membership_id, e.from_status = 'available' as taken,
        lead(e.at) over next as next_at, lead(e.from_status) over next = 'available' as next_taken,
        lead(e.command_id) over next as next_command, lead(e.membership_id) over next as next_membership
      from plant_slot_events e
      where e.at >= ${since} and e.at < ${until} and e.deleted_at is null and ${inPlace('e.slot_id', locationId)}
        and (e.event in ('transferred', 'membership_ended') or (e.from_status = 'available') <> (e.to_status = 'available'))
      window next as (partition by e.slot_id order by e.at, e.row_version, e.from_status = 'available')
    )
    select count(*)::int as ended,
      percentile_cont(0.5) within group (order by extract(epoch from next_at - at)::float8 / 86400)
        filter (where next_taken) as "idleDays"
    from changes
    where not taken and (event <> 'maintenance_done' or (next_command, next_membership) is distinct from (command_id, membership_id))`.execute(
    db,
  )
  return rows[0] ?? { ended: 0, idleDays: null }
}

/** What was harvested. */
export interface Harvest {
  grams: number
  /** Days on which something grew, of all slots together. */
  slotDays: number
}

/** Section 9, yield: grams of what ended in these days, and how long something grew in them. */
export async function harvestOf(db: Db, { from, to, locationId }: Stretch): Promise<Harvest> {
  const { rows } = await sql<Harvest>`
    select coalesce(sum(o.yield_grams) filter (where o.ended_on between ${from} and ${to}), 0)::int as grams,
      coalesce(sum(least(coalesce(o.ended_on, ${to}::date), ${to}::date) - greatest(o.planted_on, ${from}::date) + 1), 0)::int
        as "slotDays"
    from plant_slot_occupancies o
    where o.planted_on <= ${to} and (o.ended_on is null or o.ended_on >= ${from}) and o.deleted_at is null
      and ${inPlace('o.slot_id', locationId)}`.execute(db)
  return rows[0] ?? { grams: 0, slotDays: 0 }
}
