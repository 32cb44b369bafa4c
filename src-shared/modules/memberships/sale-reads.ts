import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Db } from '../../kernel/database.ts'
import { reject } from '../../kernel/rejection.ts'
import type { Buyer, SaleFacts } from './sale-rules.ts'
import { settingsColumns, settingsFrom } from './settings-rules.ts'

const termsOfSale = [
  'id',
  'row_version',
  'version_no',
  'duration_type',
  'duration_value',
  'price_minor',
  'currency',
  'auto_renew',
  'requires_kyc',
  'slot_allocation',
  'slot_location_id',
  'superseded_at',
] as const

type SaleRows = Pick<SaleFacts, 'plan' | 'version' | 'current' | 'periods' | 'settings'> & { buyer: Buyer | null }

/** The rows that decide a sale, in one statement. What is absent or out of reach is null. */
export async function saleRows(
  db: Db,
  asked: { memberId: string; planId: string; planVersionId: string },
): Promise<SaleRows> {
  const plan = db.selectFrom('membership_plans').where('id', '=', asked.planId).where('deleted_at', 'is', null)
  const versions = db
    .selectFrom('membership_plan_versions')
    .where('plan_id', '=', asked.planId)
    .where('deleted_at', 'is', null)
  const rows = await db
    .selectNoFrom([
      jsonObjectFrom(
        db
          .selectFrom('members')
          .select(['status', 'merged_into_id', 'kyc_status'])
          .where('id', '=', asked.memberId)
          .where('deleted_at', 'is', null),
      ).as('buyer'),
      jsonObjectFrom(plan.select(['id', 'status', 'archived_at'])).as('plan'),
      jsonObjectFrom(versions.select(termsOfSale).where('id', '=', asked.planVersionId)).as('version'),
      jsonObjectFrom(versions.select(termsOfSale).where('id', 'in', plan.select('current_version_id'))).as('current'),
      jsonArrayFrom(
        db
          .selectFrom('membership_periods')
          .select(['membership_id', 'starts_on', 'ends_on'])
          .where('member_id', '=', asked.memberId)
          .where('voided_at', 'is', null)
          .where('deleted_at', 'is', null),
      ).as('periods'),
      jsonObjectFrom(db.selectFrom('membership_settings').select(settingsColumns).where('deleted_at', 'is', null)).as(
        'settings',
      ),
    ])
    .executeTakeFirstOrThrow()
  const { buyer, plan: found, version, current, periods, settings } = rows
  const archivedAt = found?.archived_at
  return {
    buyer,
    plan: found && { ...found, archived_at: archivedAt ? new Date(archivedAt).toISOString() : null },
    version,
    current,
    periods,
    settings: settingsFrom(settings ?? undefined),
  }
}

/** A membership with the states of its charges. Refused: none of this id. */
export async function soldMembership(db: Db, membershipId: string) {
  const sold = await db
    .selectFrom('memberships as ms')
    .select(['ms.id', 'ms.status', 'ms.starts_on', 'ms.created_at'])
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('membership_charges as c')
          .select('c.state')
          .whereRef('c.membership_id', '=', 'ms.id')
          .where('c.deleted_at', 'is', null),
      ).as('charges'),
    )
    .where('ms.id', '=', membershipId)
    .where('ms.deleted_at', 'is', null)
    .executeTakeFirst()
  return sold ?? reject('membership_not_found')
}
