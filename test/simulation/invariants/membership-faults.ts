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

/** MB-R21, section 13: no member has two live periods on one day, and what hangs on a membership is its member's. */
const overlaps = [
  sql`
  select 'periods ' || a.id || ' and ' || b.id || ' of one member overlap'
  from membership_periods a join membership_periods b on b.member_id = a.member_id and b.id > a.id
  where a.voided_at is null and b.voided_at is null and a.deleted_at is null and b.deleted_at is null
    and a.starts_on <= b.ends_on and b.starts_on <= a.ends_on`,
  sql`
  select 'a period, freeze or charge of membership ' || m.id || ' is in the name of somebody else'
  from memberships m join (
    select membership_id, member_id from membership_periods where deleted_at is null
    union all select membership_id, member_id from membership_freezes where deleted_at is null
    union all select membership_id, member_id from membership_charges where deleted_at is null
  ) as p on p.membership_id = m.id
  where m.deleted_at is null and p.member_id <> m.member_id`,
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
  where deleted_at is null
    and (status = 'pending_slots' and slots_owed = 0 or slots_owed > 0 and status not in ('pending_slots', 'frozen'))`,
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

/** MB-R7, R42, R44: a period is as long as its terms and its freezes say, and frozen no longer than they allow. */
const days = [
  sql`
  select 'period ' || p.id || ' does not end as scheduled'
  from membership_periods p
  where p.deleted_at is null and not p.cut and p.ends_on <> p.scheduled_ends_on + p.frozen_days`,
  sql`
  select 'period ' || p.id || ' is frozen for ' || p.frozen_days || ' days, by its freezes ' || coalesce(f.days, 0)
    || ', allowed are ' || coalesce(v.max_freeze_days, 0)
  from membership_periods p
  join membership_plan_versions v on v.id = p.plan_version_id
  left join (
    select period_id, sum(to_on - from_on + 1) as days from membership_freezes
    where state <> 'cancelled' and deleted_at is null group by period_id
  ) as f on f.period_id = p.id
  where p.voided_at is null and p.deleted_at is null
    and (p.frozen_days <> coalesce(f.days, 0) or p.frozen_days > coalesce(v.max_freeze_days, 0))`,
  sql`
  select 'period ' || p.id || ' counts on days on which its membership is cancelled, from ' || m.cancelled_on
  from membership_periods p join memberships m on m.id = p.membership_id
  where p.voided_at is null and p.deleted_at is null and m.deleted_at is null and p.ends_on >= m.cancelled_on`,
  sql`
  select 'membership ' || m.id || ' ends on ' || m.ends_on || ', its last period on ' || max(p.ends_on)
  from membership_periods p join memberships m on m.id = p.membership_id
  where p.voided_at is null and p.deleted_at is null and m.deleted_at is null
  group by m.id, m.ends_on
  having max(p.ends_on) <> m.ends_on`,
]

/** Periods and charges against each other (MB-R25, R54, R55); nobody keeps paying for what is over. */
const money = [
  sql`
  select 'charge ' || id || ' is ' || state || ' with settlement ' || coalesce(settlement_id::text, 'none')
  from membership_charges
  where deleted_at is null and (state = 'settled') <> (settlement_id is not null)`,
  sql`
  select 'charge ' || c.id || ' is due for a membership that is cancelled from ' || m.cancelled_on
  from membership_charges c join memberships m on m.id = c.membership_id
  where c.deleted_at is null and m.deleted_at is null and c.amount_minor > 0 and c.state = 'due'
    and c.due_on >= m.cancelled_on and not exists (
      select from membership_charges k
      where k.period_id = c.period_id and k.amount_minor = -c.amount_minor and k.state <> 'void')`,
  sql`
  select 'period ' || p.id || ' costs ' || p.price_minor || ', charged is ' || coalesce(sum(c.amount_minor)::text, 'nothing')
  from membership_periods p
  left join membership_charges c on c.period_id = p.id and c.deleted_at is null and c.state <> 'void'
    and c.kind in ('purchase', 'renewal', 'change')
  where p.deleted_at is null and p.voided_at is null
  group by p.id, p.price_minor
  having sum(c.amount_minor) <> p.price_minor`,
]

/** What must hold of plans, members and memberships, wherever their rows are. */
export const membershipFaults = [notUnique, ...overlaps, ...counters, ...plans, ...days, ...money]
