import { sql } from 'kysely'

/** What a desk has with it, in the rows of slots and of leases (PL-R41, R42, PS-R53). */
export const leaseFaults = [
  sql`
  select 'lease ' || c.id || ' of ' || c.size || ' is used ' || c.used || ' times, and ' || count(s.id) || ' slots wait in it'
  from capacity_leases c left join plant_slots s on s.lease_id = c.id and s.deleted_at is null
  where c.kind = 'plant_slots' and c.state = 'active' and c.deleted_at is null
  group by c.id, c.size, c.used
  having count(s.id) <> c.size - c.used or c.used not between 0 and c.size`,
  sql`
  select 'slot ' || s.slot_number || ' is ' || s.status || ' and waits in a lease that is ' || coalesce(c.state, 'unknown')
  from plant_slots s left join capacity_leases c on c.id = s.lease_id
  where s.lease_id is not null and s.deleted_at is null
    and (c.state is distinct from 'active' or s.status <> 'available' or s.offer_id is not null
      or c.resource_key <> s.location_id::text)`,
  sql`
  select 'of ' || s.place || ' so many slots are held and promised to desks: ' || s.held + coalesce(c.unused, 0)
    || ', there are ' || s.slots
  from (select location_id::text as place, count(*) as slots, count(*) filter (where status <> 'available') as held
    from plant_slots where deleted_at is null group by location_id) s
  join (select resource_key, sum(size - used) as unused
    from capacity_leases where kind = 'plant_slots' and state = 'active' and deleted_at is null group by resource_key) c
    on c.resource_key = s.place
  where s.held + c.unused > s.slots`,
  sql`
  select 'slot ' || slot_number || ' is held by nobody, and was given from a lease'
  from plant_slots
  where taken_lease_id is not null and member_id is null and deleted_at is null`,
  sql`
  select 'of lease ' || c.id || ' ' || c.used || ' are used, and ' || count(s.id) || ' slots came from it'
  from capacity_leases c join plant_slots s on s.taken_lease_id = c.id and s.deleted_at is null
  group by c.id, c.used
  having count(s.id) > c.used`,
]
