import { sql } from 'kysely'
import type { Day } from '../../kernel/calendar.ts'
import type { Db } from '../../kernel/database.ts'
import type { FreezeSpan, MembershipStatus } from './rules.ts'
import { defaultSettings } from './settings-rules.ts'

/** One setting inside a statement; `column` is a name of ours, never a user's text. */
const setting = (column: 'auto_renew_grace_days' | 'past_due_after_days') => sql<number>`coalesce(
  (select ${sql.ref(column)} from membership_settings where deleted_at is null), ${sql.lit(defaultSettings[column])})`

/** The freezes of the membership `ms` of the statement around it (MB-R12). */
export const freezeSpans = sql<FreezeSpan[]>`(
  select coalesce(json_agg(json_build_object('from_on', f.from_on, 'to_on', f.to_on, 'state', f.state)), '[]')
  from membership_freezes f where f.membership_id = ms.id and f.state <> 'cancelled' and f.deleted_at is null)`

/** Memberships that stand still on a day: few, so they are found once a statement, not once a row. */
const frozenOn = (today: Day) => sql`(
  select f.membership_id from membership_freezes f
  where f.from_on <= ${today} and f.to_on >= ${today} and f.state <> 'cancelled' and f.deleted_at is null)`

/**
 * `effectiveStatus` of `rules.ts` (MB-R13) for lists that filter by it: the same steps in the same order, which a
 * test holds them to.
 */
const effective = (today: Day) => sql<MembershipStatus>`case
  when ms.status = 'cancelled' or ms.cancelled_on <= ${today} then 'cancelled'
  when ms.status = 'expired' then 'expired'
  when ms.starts_on > ${today} then 'scheduled'
  when ms.ends_on + case when ms.auto_renew then ${setting('auto_renew_grace_days')} else 0 end < ${today} then 'expired'
  when ms.id in ${frozenOn(today)} then 'frozen'
  when ms.slots_owed > 0 then 'pending_slots'
  else 'active' end`

/** `currentMembership` of `rules.ts` for every member at once: one row for each member who ever had one. */
export const currentMemberships = (db: Db, today: Day) =>
  db
    .selectFrom(
      db
        .selectFrom('memberships as ms')
        .select(['ms.id', 'ms.member_id', 'ms.plan_id', 'ms.starts_on', 'ms.ends_on', effective(today).as('status')])
        .select(sql<Day>`least(ms.ends_on, ms.cancelled_on - 1)`.as('covers_until'))
        .where('ms.deleted_at', 'is', null)
        // A fence: the status is worked out once a row, not once for each place that names it.
        .offset(0)
        .as('judged'),
    )
    .distinctOn('member_id')
    .select(['id', 'member_id', 'plan_id', 'ends_on', 'status'])
    .orderBy('member_id')
    .orderBy(
      sql`case status when 'active' then 0 when 'pending_slots' then 0 when 'frozen' then 1 when 'scheduled' then 2 else 3 end`,
    )
    .orderBy(sql`case status when 'scheduled' then starts_on end`)
    .orderBy('covers_until', 'desc')
    .orderBy('id')

/** Due day of the oldest positive charge still due, of the member `m` of the statement around it (MB-R55). */
export const oldestDueOn = sql<Day | null>`(
  select min(c.due_on) from membership_charges c
  where c.member_id = m.id and c.state = 'due' and c.amount_minor > 0 and c.deleted_at is null)`

/** Whether the member `m` of the statement around it is past due (MB-R55). */
export const isPastDueSql = (today: Day) => sql<boolean>`exists (
  select from membership_charges c
  where c.member_id = m.id and c.state = 'due' and c.amount_minor > 0 and c.deleted_at is null
    and c.due_on < ${today}::date - ${setting('past_due_after_days')})`
