import { sql } from 'kysely'
import type { QueryContext } from '../../kernel/query.ts'
import { givenDay, inForceOn } from './in-force-sql.ts'
import { type Asked, groupColumns, lineOf, type Report, type ReportRow } from './report-rows.ts'

type Found = Pick<ReportRow, 'group' | 'label'> & { count: number; amountMinor: number; currency: string }

/** Memberships in force on the last of the days (MB-R12), by plan or tier. */
export const inForceReport: Report = {
  groupings: ['plan', 'tier', 'none'],
  async read({ db }, { to, groupBy }) {
    const { rows } = await sql<Found>`
      select ${groupColumns(groupBy)}, count(*)::int as count
      from (${inForceOn(givenDay(to))}) f group by 1, 2 order by count desc, 2, 1`.execute(db)
    return rows.map(lineOf)
  },
}

/** What the memberships in force bring in a month, in each currency; each of them is rounded half up. */
export const monthlyValueReport: Report = {
  groupings: ['none', 'plan', 'tier'],
  async read({ db }, { to, groupBy }) {
    const { rows } = await sql<Found>`
      select ${groupColumns(groupBy)}, currency, count(*)::int as count,
        sum((2 * price * case duration_type when 'DAYS' then 30 else 1 end + duration_value) / (2 * duration_value))::bigint
          as "amountMinor"
      from (select *, coalesce(price_minor, list_price_minor) as price from (${inForceOn(givenDay(to))}) f) priced
      group by 1, 2, 3 order by 3, "amountMinor" desc, 2, 1`.execute(db)
    return rows.map(lineOf)
  },
}

/** Charges that are due by today, by their age in days: how many, and how much in each currency. */
export const pastDueReport: Report = {
  groupings: ['none'],
  async read({ db, today }: QueryContext) {
    const { rows } = await sql<Found>`
      select bucket as "group", currency, count(*)::int as count, sum(amount_minor)::bigint as "amountMinor"
      from (
        select currency, amount_minor, case when age <= 7 then '0-7' when age <= 30 then '8-30' when age <= 90 then '31-90'
            else '90+' end as bucket, age
        from (
          select currency, amount_minor, ${today}::date - due_on as age from membership_charges
          where state = 'due' and amount_minor > 0 and due_on <= ${today} and deleted_at is null) aged
      ) bucketed group by 1, 2 order by currency, min(age)`.execute(db)
    return rows.map(lineOf)
  },
}

/** Memberships that wait for slots of their plan: how many slots they are owed, and for how many days the longest waits. */
export const pendingSlotsReport: Report = {
  groupings: ['none', 'plan', 'tier'],
  async read({ db, at }: QueryContext, { groupBy }: Asked) {
    const { rows } = await sql<Found & { owed: number; longestDays: number | null }>`
      select ${groupColumns(groupBy)}, count(*)::int as count, sum(slots_owed)::int as owed,
        (max(extract(epoch from ${at}::timestamptz - joined_at)) / 86400)::float8 as "longestDays"
      from (
        select ms.plan_id, pl.name as plan_name, pl.tier, ms.slots_owed, w.joined_at
        from memberships ms
        join membership_plans pl on pl.id = ms.plan_id
        left join plant_slot_waitlist w on w.membership_id = ms.id and w.kind = 'owed' and w.state in ('waiting', 'offered')
          and w.deleted_at is null
        where ms.slots_owed > 0 and ms.status not in ('expired', 'cancelled') and ms.deleted_at is null
      ) owing group by 1, 2 order by owed desc, 2, 1`.execute(db)
    return rows.map(({ owed, longestDays, ...row }) => lineOf({ ...row, more: { owed, longestDays } }))
  },
}
