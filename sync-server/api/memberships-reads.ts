import { sql } from 'kysely'
import type { Day } from '../../src-shared/kernel/calendar.ts'
import type { Db } from '../../src-shared/kernel/database.ts'
import { termsOf } from '../../src-shared/modules/memberships/plan-rules.ts'
import type { Agreed } from './memberships-shapes.ts'

/**
 * What was agreed for memberships: price and terms of the stretch that covers a day, else of the next one, else of the
 * last. One statement for a whole page. Prices only for readers who may see money.
 */
export async function agreedFor(
  db: Db,
  membershipIds: readonly string[],
  { today, seesMoney }: { today: Day; seesMoney: boolean },
): Promise<Map<string, Agreed>> {
  if (membershipIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('membership_periods as s')
    .innerJoin('membership_plan_versions as v', 'v.id', 's.plan_version_id')
    .selectAll('v')
    .select(['s.membership_id', 's.price_minor as agreed_minor', 's.currency as agreed_currency'])
    .distinctOn('s.membership_id')
    .where('s.membership_id', 'in', membershipIds)
    .where('s.deleted_at', 'is', null)
    .orderBy('s.membership_id')
    .orderBy(sql`s.voided_at is not null`)
    .orderBy(sql`s.ends_on < ${today}::date`)
    .orderBy(
      sql`case when s.ends_on < ${today}::date then ${today}::date - s.ends_on else s.starts_on - ${today}::date end`,
    )
    .execute()
  return new Map(
    rows.map((row) => [
      row.membership_id,
      {
        priceMinor: seesMoney ? row.agreed_minor : null,
        currency: row.agreed_currency,
        terms: { versionNo: row.version_no, ...termsOf(row) },
      },
    ]),
  )
}
