import { sql } from 'kysely'
import type { Day } from '../../kernel/calendar.ts'
import type { Db } from '../../kernel/database.ts'
import { membershipsInForce } from '../memberships/queries.ts'
import type { Found } from './reconcile-checks.ts'

/**
 * PS-R30: memberships in force that wait for what is owed while a slot is free that nobody has been promised. A slot
 * that was just taken from them stays free until the queue is served again (PS-R24).
 */
export async function owedInVain(db: Db, today: Day): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with free as (
      select s.id, (
        select e.membership_id from plant_slot_events e
        where e.slot_id = s.id and e.to_status = 'available' and e.deleted_at is null
        order by e.row_version desc, e.at desc limit 1) as former
      from plant_slots s
      join plant_slot_locations l on l.id = s.location_id and l.status = 'active' and l.deleted_at is null
      where s.status = 'available' and not s.maintenance_required and s.offer_id is null and s.lease_id is null
        and s.deleted_at is null)
    select w.membership_id as id, coalesce(m.code, '') as label
    from plant_slot_waitlist w
    left join members m on m.id = w.member_id
    where w.kind = 'owed' and w.state = 'waiting' and w.deleted_at is null
      and exists (select from free f where f.former is distinct from w.membership_id)
    order by label, id`.execute(db)
  const known = await membershipsInForce(
    db,
    rows.map(({ id }) => id),
    today,
  )
  return rows.filter(({ id }) => known.get(id)?.reason === null)
}
