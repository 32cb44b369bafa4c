import { sql } from 'kysely'
import { z } from 'zod'
import { day } from '../../kernel/calendar.ts'
import { query } from '../../kernel/query.ts'
import { paging } from './inputs.ts'
import { fullName } from './member-rules.ts'

/** How many periods ahead a membership has already, of the statement around it. */
const isRenewed = (today: string) => sql<boolean>`exists (
  select from membership_periods p
  where p.membership_id = ms.id and p.starts_on > ${today} and p.seq > 1 and p.voided_at is null
    and p.deleted_at is null)`

/**
 * Memberships whose last day lies in a range, for the board of renewals: the earliest first, with whether they renew
 * themselves and whether the last period is one that was sold ahead. Those that are cancelled are not among them.
 */
export const renewals = query('memberships.renewals', {
  input: z.object({ from: day, to: day, ...paging }).strict(),
  permission: 'membership_view',
  async run({ db, today }, { from, to, page = 1, limit = 100 }) {
    const ending = db
      .selectFrom('memberships as ms')
      .innerJoin('members as m', 'm.id', 'ms.member_id')
      .leftJoin('membership_plans as p', 'p.id', 'ms.plan_id')
      .where('ms.ends_on', '>=', from)
      .where('ms.ends_on', '<=', to)
      .where('ms.cancelled_on', 'is', null)
      .where('ms.deleted_at', 'is', null)
      .where('m.deleted_at', 'is', null)
    const { total } = await ending.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await ending
      .select([
        'ms.id',
        'ms.member_id as memberId',
        'm.code',
        'm.given_name',
        'm.family_name',
        'm.status as memberStatus',
      ])
      .select(['ms.plan_id as planId', 'p.name as planName', 'ms.ends_on as endsOn', 'ms.auto_renew as autoRenew'])
      .select(['ms.next_plan_id as nextPlanId', isRenewed(today).as('renewed')])
      .orderBy('ms.ends_on')
      .orderBy(sql`m.search_text collate "C"`)
      .orderBy('ms.id')
      .limit(limit)
      .offset((page - 1) * limit)
      .execute()
    const named = rows.map(({ given_name, family_name, ...row }) => ({
      ...row,
      name: fullName(given_name, family_name),
    }))
    return { page, limit, total, rows: named }
  },
})
