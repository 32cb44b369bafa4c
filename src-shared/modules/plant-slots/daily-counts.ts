import { sql } from 'kysely'
import type { Day } from '../../kernel/calendar.ts'
import type { Db } from '../../kernel/database.ts'

const counted = (condition: ReturnType<typeof sql>) => sql`count(*) filter (where ${condition})::int`

/**
 * Writes how the slots of each location stand, as the row of a day: in one statement, and again over what a former run
 * of the same day wrote. What is owed counts where the plan would have it, what is wanted where it is wanted; the row
 * without a location has the rest of both.
 */
export async function writeDaily(db: Db, day: Day): Promise<void> {
  await sql`
    insert into plant_slot_daily (day, location_id, available, allocated, occupied, maintenance, leased, offered, owed,
      waiting, maintenance_required)
    select ${day}::date, p.location_id, coalesce(s.available, 0), coalesce(s.allocated, 0), coalesce(s.occupied, 0),
      coalesce(s.maintenance, 0), coalesce(s.leased, 0), coalesce(s.offered, 0), coalesce(o.owed, 0),
      coalesce(w.waiting, 0), coalesce(s.required, 0)
    from (select id as location_id from plant_slot_locations where deleted_at is null union all select null) p
    left join (
      select location_id, ${counted(sql`status = 'available'`)} as available,
        ${counted(sql`status = 'allocated'`)} as allocated, ${counted(sql`status = 'occupied'`)} as occupied,
        ${counted(sql`status = 'maintenance'`)} as maintenance, ${counted(sql`lease_id is not null`)} as leased,
        ${counted(sql`offer_id is not null`)} as offered, ${counted(sql`maintenance_required`)} as required
      from plant_slots where deleted_at is null group by location_id) s on s.location_id = p.location_id
    left join (
      select v.slot_location_id as location_id, sum(e.owed)::int as owed
      from plant_slot_entitlements e
      left join memberships ms on ms.id = e.membership_id
      left join membership_plan_versions v on v.id = ms.plan_version_id
      where e.closed_at is null and e.deleted_at is null and e.owed > 0
      group by v.slot_location_id) o on o.location_id is not distinct from p.location_id
    left join (
      select location_id, sum(quantity)::int as waiting
      from plant_slot_waitlist
      where kind = 'wanted' and state in ('waiting', 'offered') and deleted_at is null
      group by location_id) w on w.location_id is not distinct from p.location_id
    on conflict (tenant_id, day, place) do update set
      available = excluded.available, allocated = excluded.allocated, occupied = excluded.occupied,
      maintenance = excluded.maintenance, leased = excluded.leased, offered = excluded.offered, owed = excluded.owed,
      waiting = excluded.waiting, maintenance_required = excluded.maintenance_required`.execute(db)
}
