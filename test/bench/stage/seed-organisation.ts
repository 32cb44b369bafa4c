import type { ServerDatabase } from '../../../sync-server/database/open.ts'
import { columns, idOf, members, writeAsOne } from './seed.ts'

/** How much the organisation of the performance tables holds (memberships.md section 12, plant-slots.md section 12). */
export interface OrganisationSize {
  members: number
  /** One for each member that counts now; those beyond are over and done. */
  memberships: number
  plans: number
  slots: number
  locations: number
  /** Half of them are owed slots, half want some; all of them in the last location, where nothing is free. */
  waiting: number
  /** Of a year. */
  events: number
}

/** The sizes of both tables. */
export const wholeOrganisation: OrganisationSize = {
  ...{ members: 100_000, memberships: 120_000, plans: 200 },
  ...{ slots: 10_000, locations: 12, waiting: 4_000, events: 500_000 },
}

/** A tenth or less, for a look. */
export const smallOrganisation: OrganisationSize = {
  ...{ members: 6_000, memberships: 7_200, plans: 40 },
  ...{ slots: 2_000, locations: 4, waiting: 400, events: 20_000 },
}

/** Slots of the first location: what a board of a thousand shows. The others share the rest. */
const slotsOfFirst = 1000
/** Of 10 slots in a row, so many are taken; in the last location all. */
const takenOfTen = 7
/** Slots of one holder. */
export const slotsEach = 3

/** The members who wait stand behind all who hold slots. */
export const firstWaiting = ({ members: n }: OrganisationSize): number => n / 2

const plans = ({ plans: n }: OrganisationSize): string => `
  insert into membership_plans (id, name, name_key, tier, status, archived_at, current_version_id, sort_order)
    select ${idOf('plan', 'n')}, 'Plan ' || n, 'plan ' || n, 'tier-' || n % 5, case when n % 10 = 0 then 'ARCHIVED' else 'ACTIVE' end,
      case when n % 10 = 0 then now() end, ${idOf('plan-version', 'n')}, n % 50
    from generate_series(1, ${n}) n;
  insert into membership_plan_versions (id, plan_id, version_no, duration_type, duration_value, price_minor, currency, max_freeze_days, slot_allocation)
    select ${idOf('plan-version', 'n')}, ${idOf('plan', 'n')}, 1, 'MONTHS', 12, 490000 + 1000 * n, 'TRY', 30, case when n % 4 = 0 then 2 else 0 end
    from generate_series(1, ${n}) n;`

/** Nothing of it is due soon: who counts now ends in two weeks at the earliest. */
const memberships = (size: OrganisationSize): string => `
  insert into memberships (id, member_id, plan_id, plan_version_id, status, starts_on, ends_on, auto_renew, slots_owed)
    select ${idOf('membership', 'n')}, ${idOf('member', 'n')}, ${idOf('plan', `1 + n % ${size.plans}`)},
      ${idOf('plan-version', `1 + n % ${size.plans}`)}, case when owed then 'pending_slots' else 'active' end,
      current_date - (n % 350)::int - 1, current_date - (n % 350)::int + 363, n % 3 = 0, case when owed then 2 else 0 end
    from (select n, n > ${firstWaiting(size)} and n <= ${firstWaiting(size)} + ${size.waiting / 2} as owed
      from generate_series(1, ${size.members}) n) as present;
  insert into memberships (id, member_id, plan_id, plan_version_id, status, starts_on, ends_on, auto_renew)
    select ${idOf('membership', 'n')}, ${idOf('member', `n - ${size.members}`)}, ${idOf('plan', `1 + n % ${size.plans}`)},
      ${idOf('plan-version', `1 + n % ${size.plans}`)}, 'expired', current_date - 740, current_date - 390, false
    from generate_series(${size.members + 1}, ${size.memberships}) n;
  insert into membership_periods (id, membership_id, member_id, plan_version_id, seq, starts_on, scheduled_ends_on, ends_on, anchor_on, anchor_count, price_minor, currency)
    select ${idOf('period', 'n')}, ms.id, ms.member_id, ms.plan_version_id, 1, ms.starts_on, ms.ends_on, ms.ends_on, ms.starts_on, 1, 490000, 'TRY'
    from generate_series(1, ${size.memberships}) n join memberships ms on ms.id = ${idOf('membership', 'n')};
  insert into membership_charges (id, member_id, membership_id, period_id, kind, amount_minor, currency, due_on, state, method, settled_at)
    select ${idOf('charge', 'n')}, p.member_id, p.membership_id, p.id, 'purchase', 490000, 'TRY', p.starts_on,
      case when n % 50 = 0 then 'due' else 'settled' end, case when n % 50 = 0 then null else 'cash' end,
      case when n % 50 = 0 then null else p.starts_on end
    from generate_series(1, ${size.memberships}) n join membership_periods p on p.id = ${idOf('period', 'n')};`

const slots = ({ slots: n, locations }: OrganisationSize): string => `
  insert into plant_slot_locations (id, code, name, kind, sort_order)
    select ${idOf('location', 'n')}, 'greenhouse-' || n, 'Greenhouse ' || n, 'greenhouse', n
    from generate_series(1, ${locations}) n;
  create temporary table placed on commit drop as
    select *, case when taken then 1 + (row_number() over (partition by taken order by n) - 1) / ${slotsEach} end as holder
    from (select *, location = ${locations} or place % 10 < ${takenOfTen} as taken
      from (select n, case when n <= ${slotsOfFirst} then 1 else 2 + (n - ${slotsOfFirst + 1}) % ${locations - 1} end as location,
        case when n <= ${slotsOfFirst} then n - 1 else (n - ${slotsOfFirst + 1}) / ${locations - 1} end as place
        from generate_series(1, ${n}) n) as located) as judged;
  insert into plant_slots (id, slot_number, number_key, location_id, row_no, col_no, level_no, status, member_id, membership_id, allocated_at, last_clean_date)
    select ${idOf('slot', 'n')}, 'G' || location || '-' || n, 'g' || location || '-' || n, ${idOf('location', 'location')},
      1 + place / ${columns}, 1 + place % ${columns}, 1, case when taken then 'allocated' else 'available' end,
      case when taken then ${idOf('member', 'holder')} end, case when taken then ${idOf('membership', 'holder')} end,
      case when taken then now() - interval '1 day' end, current_date - (n % 14)::int
    from placed;
  insert into plant_slot_entitlements (id, membership_id, member_id, granted)
    select ${idOf('entitlement', 'holder')}, ${idOf('membership', 'holder')}, ${idOf('member', 'holder')}, count(*)
    from placed where taken group by holder;`

/** Room for what figures give, behind the holders; who waits is owed or wants two. */
const line = (size: OrganisationSize): string => `
  insert into plant_slot_entitlements (id, membership_id, member_id, granted)
    select ${idOf('entitlement', 'n')}, ${idOf('membership', 'n')}, ${idOf('member', 'n')}, 20
    from generate_series((select max(holder) from placed) + 1, ${firstWaiting(size)}) n;
  insert into plant_slot_entitlements (id, membership_id, member_id, granted, owed)
    select ${idOf('entitlement', 'n')}, ${idOf('membership', 'n')}, ${idOf('member', 'n')}, 2,
      case when n <= ${firstWaiting(size) + size.waiting / 2} then 2 else 0 end
    from generate_series(${firstWaiting(size) + 1}, ${firstWaiting(size) + size.waiting}) n;
  insert into plant_slot_waitlist (id, membership_id, member_id, kind, quantity, location_id, joined_at)
    select ${idOf('waiting', 'n')}, ${idOf('membership', 'n')}, ${idOf('member', 'n')},
      case when n <= ${firstWaiting(size) + size.waiting / 2} then 'owed' else 'wanted' end, 2,
      ${idOf('location', String(size.locations))}, now() - interval '30 days' + n * interval '1 second'
    from generate_series(${firstWaiting(size) + 1}, ${firstWaiting(size) + size.waiting}) n;`

const events = ({ events: n, slots: ofSlots, members: ofMembers }: OrganisationSize, userId: string): string => `
  insert into plant_slot_events (id, slot_id, event, from_status, to_status, member_id, membership_id, at, command_id, actor_id)
    select ${idOf('event', 'n')}, ${idOf('slot', `1 + n / 2 % ${ofSlots}`)}, case when given then 'allocated' else 'released' end,
      case when given then 'available' else 'allocated' end, case when given then 'allocated' else 'available' end,
      ${idOf('member', `1 + n / 2 % ${ofMembers}`)}, ${idOf('membership', `1 + n / 2 % ${ofMembers}`)},
      now() - interval '365 days' + n * interval '364 days' / ${n}, ${idOf('command', 'n')}, '${userId}'
    from (select n, n % 2 = 0 as given from generate_series(1, ${n}) n) as told;`

/** The clock of the server does nothing of its own to what is measured. */
const standStill = (keys: readonly string[]): string => `
  insert into schedules (key, enabled, last_run_at) select key, false, now() from unnest(array[${keys.map((key) => `'${key}'`).join()}]) key;`

/** Fills a tenant with the data of both performance tables, in one transaction; see `seed`. */
export const seedOrganisation = (
  database: ServerDatabase,
  tenantId: string,
  userId: string,
  size: OrganisationSize,
  schedules: readonly string[],
): Promise<void> =>
  writeAsOne(
    database,
    tenantId,
    [
      ...[members(size), plans(size), memberships(size), slots(size), line(size), events(size, userId)],
      standStill(schedules),
    ].join('\n'),
  )
