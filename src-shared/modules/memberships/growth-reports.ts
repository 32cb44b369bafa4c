import { sql } from 'kysely'
import { type Grouping, lineOf, type Report } from './report-rows.ts'

const pattern = (groupBy: Grouping): string | null =>
  groupBy === 'month' ? 'YYYY-MM' : groupBy === 'day' ? 'YYYY-MM-DD' : null

/** Plans that were made in each month. */
export const planCreationReport: Report = {
  groupings: ['month', 'none'],
  async read({ db, tenant }, { since, until, groupBy }) {
    const { rows } = await sql<{ group: string | null; count: number }>`
      select to_char(created_at at time zone ${tenant.timeZone}, ${pattern(groupBy)}) as "group", count(*)::int as count
      from membership_plans
      where created_at >= ${since} and created_at < ${until} and deleted_at is null group by 1 order by 1`.execute(db)
    return rows.map(lineOf)
  },
}

/** Sales that were tried, by what became of them: `part` was done, as shown or otherwise. */
export const enrolmentReport: Report = {
  groupings: ['day', 'month', 'none'],
  async read({ db, tenant }, { since, until, groupBy }) {
    const { rows } = await sql<{ group: string | null; of: number; adjusted: number; rejected: number }>`
      select to_char(bounded_at at time zone ${tenant.timeZone}, ${pattern(groupBy)}) as "group", count(*)::int as of,
        count(*) filter (where verdict = 'adjusted')::int as adjusted,
        count(*) filter (where verdict = 'rejected')::int as rejected
      from command_log
      where name in ('memberships.enrol', 'memberships.purchase') and bounded_at >= ${since} and bounded_at < ${until}
      group by 1 order by 1`.execute(db)
    return rows.map(({ group, of, adjusted, rejected }) =>
      lineOf({ group, of, part: of - rejected, more: { adjusted, rejected } }),
    )
  },
}
