import { sql } from 'kysely'

/** What only one live row may have, as one list of keys: a statement each would take longer to plan than to run. */
const notUnique = sql`
  select what || ' ' || key || ' stands ' || count(*) || ' times' from (
    select 'member code', code from members where deleted_at is null
    union all select 'member number', member_number from members where deleted_at is null
    union all select 'plan name', name_key from membership_plans where deleted_at is null
    union all select 'version of plan', concat_ws(' ', plan_id, version_no)
      from membership_plan_versions where deleted_at is null
    union all select 'slot number', number_key from plant_slots where deleted_at is null
    union all select 'place of', concat_ws(' ', location_id, level_no, row_no, col_no)
      from plant_slots where deleted_at is null and row_no is not null
    union all select 'location code', code from plant_slot_locations where deleted_at is null
  ) as keys (what, key)
  where key is not null
  group by what, key
  having count(*) > 1`

/** MB-R21, section 13: no member has two live periods, nor two live memberships, on one day. */
const overlaps = [
  sql`
  select 'periods ' || a.id || ' and ' || b.id || ' of one member overlap'
  from membership_periods a join membership_periods b on b.member_id = a.member_id and b.id > a.id
  where a.voided_at is null and b.voided_at is null and a.deleted_at is null and b.deleted_at is null
    and a.starts_on <= b.ends_on and b.starts_on <= a.ends_on`,
  sql`
  select 'memberships ' || a.id || ' and ' || b.id || ' of one member overlap'
  from memberships a join memberships b on b.member_id = a.member_id and b.id > a.id
  where a.cancelled_on is null and b.cancelled_on is null and a.deleted_at is null and b.deleted_at is null
    and a.starts_on <= b.ends_on and b.starts_on <= a.ends_on`,
]

/** What is counted in one place and follows from another. */
const counters = [
  sql`
  select 'membership ' || m.id || ' is owed ' || m.slots_owed || ', by its right ' || e.owed
  from memberships m join plant_slot_entitlements e on e.membership_id = m.id
  where m.deleted_at is null and e.deleted_at is null and m.slots_owed <> e.owed`,
  sql`
  select 'membership ' || id || ' is ' || status || ' and owed ' || slots_owed
  from memberships
  where deleted_at is null and (status = 'pending_slots') <> (slots_owed > 0)`,
  sql`
  select 'the right of membership ' || m.id || ' is not closed as it is ' || m.status
  from memberships m join plant_slot_entitlements e on e.membership_id = m.id
  where m.deleted_at is null and e.deleted_at is null
    and (m.status in ('cancelled', 'expired')) <> (e.closed_at is not null)`,
]

/** Plans and their terms: one version is sold of an active plan, none of an archived one (MB-R5, R8). */
const plans = [
  sql`
  select 'version ' || v.version_no || ' of plan ' || p.name || ' is open, or is not, against its plan'
  from membership_plans p join membership_plan_versions v on v.plan_id = p.id
  where p.deleted_at is null and v.deleted_at is null
    and (v.superseded_at is null) <> (p.status = 'ACTIVE' and v.id = p.current_version_id)`,
]

/** Periods and charges against the sale they belong to (MB-R7, R25); nobody keeps paying for what was taken back. */
const money = [
  sql`
  select 'period ' || p.id || ' does not end as scheduled'
  from membership_periods p
  where p.deleted_at is null and not p.cut and p.ends_on <> p.scheduled_ends_on + p.frozen_days`,
  sql`
  select 'period ' || p.id || ' is void or not against its membership, which is ' || m.status
  from membership_periods p join memberships m on m.id = p.membership_id
  where p.deleted_at is null and m.deleted_at is null and (p.voided_at is not null) <> (m.status = 'cancelled')`,
  sql`
  select 'charge ' || c.id || ' is ' || c.state || ' for a membership that is ' || m.status
  from membership_charges c join memberships m on m.id = c.membership_id
  where c.deleted_at is null and m.deleted_at is null and c.amount_minor > 0
    and (c.state = 'due') <> (m.status <> 'cancelled')`,
  sql`
  select 'period ' || p.id || ' costs ' || p.price_minor || ', charged is ' || coalesce(c.amount_minor::text, 'nothing')
  from membership_periods p left join membership_charges c on c.period_id = p.id and c.deleted_at is null
  where p.deleted_at is null and p.voided_at is null and p.price_minor <> coalesce(c.amount_minor, 0)`,
]

/** What must hold of plans, members and memberships, wherever their rows are. */
export const membershipFaults = [notUnique, ...overlaps, ...counters, ...plans, ...money]
