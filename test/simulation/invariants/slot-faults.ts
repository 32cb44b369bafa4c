import { sql } from 'kysely'

/** Slots whose giving this database still tells of: a desk holds the events of a window of days only. */
const givingIsTold = sql`coalesce(s.allocated_at >= (select min(at) from plant_slot_events), false)`

/**
 * PS-R2: what memberships may hold against what they hold and wait for; who got something by force stands apart, and so
 * does what grew when a plan came to grant less (PS-R22): then nothing is left that could have been taken back.
 */
const overAllowance = sql`
  select 'membership ' || s.membership_id || ' holds ' || count(*) || ' slots and waits for ' || coalesce(max(e.owed), 0)
    || ', allowed are ' || coalesce(max(greatest(0, e.granted + e.extra)), 0)
  from plant_slots s
  left join plant_slot_entitlements e
    on e.membership_id = s.membership_id and e.closed_at is null and e.deleted_at is null
  where s.membership_id is not null and s.deleted_at is null
    and not exists (select from plant_slot_events f where f.membership_id = s.membership_id and f.forced)
  group by s.membership_id
  having bool_and(${givingIsTold}) and bool_or(s.status = 'allocated')
    and count(*) + coalesce(max(e.owed), 0) > coalesce(max(greatest(0, e.granted + e.extra)), 0)`

/**
 * A slot is as its last events left it (section 13: replaying events gives the present table). One command may leave
 * two, and on a desk several commands that wait for their verdict write under one version.
 */
const unlikeItsEvents = sql`
  select 'slot ' || s.slot_number || ' is ' || s.status || ' of ' || coalesce(s.membership_id::text, 'nobody')
    || ', but its last events say otherwise'
  from plant_slots s
  join (select slot_id, max(row_version) as last from plant_slot_events where deleted_at is null group by slot_id) n
    on n.slot_id = s.id
  where s.deleted_at is null and not exists (
    select from plant_slot_events e
    where e.slot_id = s.id and e.row_version = n.last and e.deleted_at is null and e.to_status = s.status
      and (s.membership_id is null or e.membership_id = s.membership_id))`

/** Whose slot it is, what grows in it, and whether it needs care, in columns that must agree. */
export const slotFaults = [
  sql`
  select 'slot ' || slot_number || ' is ' || status || ', but its holder is ' || coalesce(membership_id::text, 'nobody')
  from plant_slots
  where deleted_at is null
    and (num_nulls(member_id, membership_id) = 1
      or (status = 'available' and member_id is not null)
      or (status in ('allocated', 'occupied') and member_id is null))`,
  sql`
  select 'slot ' || slot_number || ' is of ' || coalesce(membership_id::text, 'nobody') || ' since '
    || coalesce(allocated_at::text, 'never')
  from plant_slots
  where deleted_at is null and (allocated_at is null) <> (member_id is null)`,
  sql`
  select 'slot ' || s.slot_number || ' names a member who is not the one of its membership'
  from plant_slots s join memberships m on m.id = s.membership_id
  where s.deleted_at is null and m.deleted_at is null and m.member_id <> s.member_id`,
  sql`
  select 'slot ' || s.slot_number || ' is held by a membership that is ' || m.status
  from plant_slots s join memberships m on m.id = s.membership_id
  where s.deleted_at is null and m.deleted_at is null and m.status in ('cancelled', 'expired')`,
  sql`
  select 'slot ' || s.slot_number || ' is ' || s.status || ' with ' || count(o.id) || ' open plantings'
  from plant_slots s
  left join plant_slot_occupancies o on o.slot_id = s.id and o.ended_on is null and o.deleted_at is null
  where s.deleted_at is null
  group by s.id, s.slot_number, s.status, s.membership_id
  having count(o.id) <> case when s.status = 'occupied' then 1 else 0 end
    or bool_or(o.membership_id is distinct from s.membership_id) filter (where o.id is not null)`,
  sql`
  select 'slot ' || s.slot_number || ' needs care first: ' || s.maintenance_required || ', by its entries the opposite'
  from plant_slots s
  where s.deleted_at is null and s.maintenance_required <> exists (
    select from plant_slot_maintenance e
    where e.slot_id = s.id and e.state in ('open', 'in_progress') and (e.priority = 'high' or e.kind = 'clear_out')
      and e.deleted_at is null)`,
  unlikeItsEvents,
  overAllowance,
]
