import { sql } from 'kysely'
import { inForceOn } from './in-force-sql.ts'
import { endedPeriods } from './renewal-share.ts'
import { type Grouping, groupColumns, lineOf, type Report, type ReportRow } from './report-rows.ts'

type Shared = Pick<ReportRow, 'group' | 'label'> & { part: number; of: number }

const byMonthOrPlan = (groupBy: Grouping) =>
  groupBy === 'month' ? sql`to_char(ends_on, 'YYYY-MM') as "group", null::text as label` : groupColumns(groupBy)

/** Of the memberships whose period ended those that were renewed within the window, what was cancelled included. */
export const renewalRateReport: Report = {
  groupings: ['month', 'plan', 'tier', 'none'],
  async read({ db, today }, { from, to, groupBy }) {
    const { rows } = await sql<Shared>`
      select ${byMonthOrPlan(groupBy)}, count(*)::int as of, count(*) filter (where renewed)::int as part
      from (
        select e.*, v.plan_id, pl.name as plan_name, pl.tier from (${endedPeriods({ from, to }, today)}) e
        join membership_plan_versions v on v.id = e.plan_version_id
        join membership_plans pl on pl.id = v.plan_id
      ) ended group by 1, 2 order by 1, 2`.execute(db)
    return rows.map(lineOf)
  },
}

/**
 * Of the members in force on the first day of a month those whose membership ended in it and who were not in force on
 * any of the thirty days after: for each month that has begun.
 */
export const churnReport: Report = {
  groupings: ['month'],
  async read({ db, today }, { from, to }) {
    const { rows } = await sql<Shared>`
      with months as (
        select g::date as first, (g + interval '1 month')::date as next
        from generate_series(date_trunc('month', ${from}::date), least(${to}::date, ${today}::date), interval '1 month') g
      ), base as (
        select distinct mo.first, mo.next, f.member_id from months mo cross join lateral (${inForceOn(sql`mo.first`)}) f
      ), ended as (
        select b.first, b.member_id, max(p.ends_on) as ended_on
        from base b
        join membership_periods p on p.member_id = b.member_id and p.ends_on >= b.first and p.ends_on < b.next
          and p.ends_on < ${today} and p.voided_at is null and p.deleted_at is null
        group by 1, 2
      ), lost as (
        select e.first, e.member_id from ended e
        where not exists (
          select from membership_periods p
          where p.member_id = e.member_id and p.ends_on > e.ended_on and p.starts_on <= e.ended_on + 30
            and p.voided_at is null and p.deleted_at is null)
      )
      select to_char(m.first, 'YYYY-MM') as "group", null::text as label,
        (select count(*) from base b where b.first = m.first)::int as of,
        (select count(*) from lost l where l.first = m.first)::int as part
      from months m order by 1`.execute(db)
    return rows.map(lineOf)
  },
}

/** Frozen days of all days of memberships, and how much of what the plans allow was used. */
export const freezeUseReport: Report = {
  groupings: ['none', 'plan', 'tier'],
  async read({ db }, { from, to, groupBy }) {
    const { rows } = await sql<Shared & { used: number; allowed: number }>`
      select ${groupColumns(groupBy)}, sum(days)::int as of, sum(frozen)::int as part,
        sum(used)::int as used, sum(allowed)::int as allowed
      from (
        select v.plan_id, pl.name as plan_name, pl.tier,
          least(p.ends_on, ${to}::date) - greatest(p.starts_on, ${from}::date) + 1 as days,
          coalesce((
            select sum(least(f.to_on, ${to}::date) - greatest(f.from_on, ${from}::date) + 1) from membership_freezes f
            where f.membership_id = p.membership_id and f.period_id = p.id and f.state <> 'cancelled'
              and f.from_on <= ${to} and f.to_on >= ${from} and f.deleted_at is null), 0) as frozen,
          case when v.max_freeze_days > 0 then p.frozen_days else 0 end as used,
          coalesce(v.max_freeze_days, 0) as allowed
        from membership_periods p
        join membership_plan_versions v on v.id = p.plan_version_id
        join membership_plans pl on pl.id = v.plan_id
        where p.starts_on <= ${to} and p.ends_on >= ${from} and p.voided_at is null and p.deleted_at is null
      ) lived group by 1, 2 order by part desc, 2, 1`.execute(db)
    return rows.map(({ used, allowed, ...row }) => lineOf({ ...row, more: { used, allowed } }))
  },
}
