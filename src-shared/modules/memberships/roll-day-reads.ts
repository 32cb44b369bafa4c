import { sql } from 'kysely'
import { addDays, type Day } from '../../kernel/calendar.ts'
import type { Db } from '../../kernel/database.ts'
import { defaultSettings } from './settings-rules.ts'
import { movedBy } from './time-transitions.ts'

/** The steps of a day in their order (MB-R34): what expiries free can serve what begins on the same day. */
export const daySteps = ['end_freezes', 'start_freezes', 'cancel', 'renew', 'expire', 'begin'] as const
export type DayStep = (typeof daySteps)[number]

const statuses = (...some: readonly string[]) => sql.join(some.map((status) => sql.lit(status)))

const leadDays = sql`coalesce(
  (select auto_renew_lead_days from membership_settings where deleted_at is null),
  ${sql.lit(defaultSettings.auto_renew_lead_days)})`

/** The most that a tenant may set `auto_renew_lead_days` to. */
const mostLeadDays = 14

/** Written out: a plan that is made for any day reads every membership for the few that this day moves. */
const written = (day: Day) => sql`${sql.lit(day)}::date`

const covering = (day: Day) => sql`(
  select f.membership_id from membership_freezes f
  where f.from_on <= ${written(day)} and f.to_on >= ${written(day)} and f.state <> 'cancelled' and f.deleted_at is null)`

/** Which memberships a step of a day moves; those it moved it names no more, so a day may run twice. */
const dueFor: Record<DayStep, (day: Day) => ReturnType<typeof sql<boolean>>> = {
  end_freezes: (day) => sql`ms.id in (
    select f.membership_id from membership_freezes f
    where f.state in ('planned', 'running') and f.to_on < ${written(day)} and f.deleted_at is null
    union
    select fr.id from memberships fr
    where fr.status in (${statuses(...movedBy('resume'))}) and fr.deleted_at is null and fr.id not in ${covering(day)})`,
  start_freezes: (day) => sql`ms.id in (
    select f.membership_id from membership_freezes f
    where f.state = 'planned' and f.from_on <= ${written(day)} and f.to_on >= ${written(day)} and f.deleted_at is null)`,
  cancel: (day) => sql`ms.cancelled_on <= ${written(day)} and ms.status in (${statuses(...movedBy('reachCancel'))})`,
  renew: (day) => sql`ms.auto_renew and ms.cancelled_on is null
    and ms.status in (${statuses(...movedBy('expire'))}) and ms.ends_on <= ${written(day)} + ${leadDays}
    and ms.ends_on <= ${written(addDays(day, mostLeadDays))}
    and not exists (
      select from membership_periods p
      where p.membership_id = ms.id and p.starts_on > ${written(day)} and p.voided_at is null and p.deleted_at is null)`,
  expire: (day) => sql`ms.ends_on < ${written(day)} and ms.status in (${statuses(...movedBy('expire'))})`,
  begin: (day) => sql`ms.starts_on <= ${written(day)} and ms.ends_on >= ${written(day)} and ms.id in (
    select w.id from memberships w
    where w.status in (${statuses(...movedBy('begin'))}) and w.starts_on <= ${written(day)} and w.deleted_at is null
    union
    select p.membership_id from membership_periods p join memberships w on w.id = p.membership_id
    where p.seq > 1 and p.starts_on <= ${written(day)} and p.ends_on >= ${written(day)} and p.voided_at is null and p.deleted_at is null
      and p.plan_version_id <> w.plan_version_id and w.status in (${statuses(...movedBy('standStill'), 'frozen')}))`,
}

/** The next memberships of a step, by id. */
export async function dueOn(
  db: Db,
  { step, day, afterId, limit }: { step: DayStep; day: Day; afterId: string | null; limit: number },
): Promise<string[]> {
  const moved = db
    .selectFrom('memberships as ms')
    .select('ms.id')
    .where('ms.deleted_at', 'is', null)
    .where(dueFor[step](day))
    // A fence: few are due, so they are found first and put in order then, not looked for in the order of all.
    .offset(0)
  let due = db.selectFrom(moved.as('due')).select('id').orderBy('id').limit(limit)
  if (afterId !== null) due = due.where('id', '>', afterId)
  const rows = await due.execute()
  return rows.map(({ id }) => id)
}
