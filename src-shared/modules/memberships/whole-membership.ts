import { type ExpressionBuilder, sql } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Db } from '../../kernel/database.ts'
import { reject } from '../../kernel/rejection.ts'
import { updateRows } from '../../kernel/update-rows.ts'
import type { Database, Memberships } from '../../schema/row-types.ts'
import { type Chain, type ChainCharge, type ChainPeriod, lastDayOf, relaid } from './chain-rules.ts'
import { settingsColumns, settingsFrom } from './settings-rules.ts'

const membershipColumns = [
  ...['ms.id', 'ms.member_id', 'ms.plan_id', 'ms.plan_version_id', 'ms.status', 'ms.starts_on', 'ms.ends_on'],
  ...['ms.auto_renew', 'ms.next_plan_id', 'ms.slots_owed', 'ms.cancelled_on', 'ms.cancelled_at', 'ms.cancelled_by'],
  ...['ms.cancel_command_id', 'ms.cancel_reason', 'ms.created_at'],
] as const

type Outer = ExpressionBuilder<Database & { ms: Memberships }, 'ms'>

/** The periods with the terms on which each was sold, voided ones too, in their order. */
const periodsOf = (eb: Outer) =>
  eb
    .selectFrom('membership_periods as p')
    .innerJoin('membership_plan_versions as v', 'v.id', 'p.plan_version_id')
    .leftJoin('users as seller', 'seller.id', 'p.sold_by')
    .select('seller.display_name as sold_by_name')
    .select(['p.id', 'p.plan_version_id', 'p.seq', 'p.starts_on', 'p.scheduled_ends_on', 'p.ends_on', 'p.cut'])
    .select(['p.anchor_on', 'p.anchor_count', 'p.frozen_days', 'p.price_minor', 'p.currency', 'p.override_renews'])
    .select(['p.sold_by', 'p.voided_at', 'p.void_command_id', 'p.cut_command_id', 'p.created_at'])
    .select(['v.plan_id', 'v.duration_type', 'v.duration_value', 'v.max_freeze_days', 'v.freeze_fee_minor'])
    .select(['v.price_minor as plan_price_minor', 'v.renewal_price_policy', 'v.renewable_when_archived'])
    .select(['v.slot_allocation', 'v.slot_location_id'])
    .whereRef('p.membership_id', '=', 'ms.id')
    .where('p.deleted_at', 'is', null)
    .orderBy('p.seq')

const freezesOf = (eb: Outer) =>
  eb
    .selectFrom('membership_freezes as f')
    .select(['f.id', 'f.period_id', 'f.from_on', 'f.to_on', 'f.state', 'f.reason', 'f.fee_charge_id', 'f.created_at'])
    .whereRef('f.membership_id', '=', 'ms.id')
    .where('f.deleted_at', 'is', null)
    .orderBy('f.from_on')
    .orderBy('f.id')

const chargesOf = (eb: Outer) =>
  eb
    .selectFrom('membership_charges as c')
    .select(['c.id', 'c.period_id', 'c.kind', 'c.amount_minor', 'c.currency', 'c.due_on', 'c.state'])
    .select(['c.invoice_id', 'c.made_command_id', 'c.void_command_id'])
    .whereRef('c.membership_id', '=', 'ms.id')
    .where('c.deleted_at', 'is', null)
    .orderBy('c.due_on')
    .orderBy('c.id')

/** Periods of the same member in other memberships, which none of this one may overlap. */
const otherPeriodsOf = (eb: Outer) =>
  eb
    .selectFrom('membership_periods as o')
    .select(['o.membership_id', 'o.starts_on', 'o.ends_on'])
    .whereRef('o.member_id', '=', 'ms.member_id')
    .whereRef('o.membership_id', '<>', 'ms.id')
    .where('o.voided_at', 'is', null)
    .where('o.deleted_at', 'is', null)
    .orderBy('o.starts_on')

const settingsOf = (eb: Outer) =>
  eb.selectFrom('membership_settings as s').select(settingsColumns).where('s.deleted_at', 'is', null)

const wholes = (db: Db) =>
  db
    .selectFrom('memberships as ms')
    .leftJoin('members as m', (join) => join.onRef('m.id', '=', 'ms.member_id').on('m.deleted_at', 'is', null))
    .leftJoin('users as canceller', 'canceller.id', 'ms.cancelled_by')
    .select(membershipColumns)
    .select(['m.status as member_status', 'm.kyc_status', 'canceller.display_name as cancelled_by_name'])
    .select((eb) => [
      jsonArrayFrom(periodsOf(eb)).as('periods'),
      jsonArrayFrom(freezesOf(eb)).as('freezes'),
      jsonArrayFrom(chargesOf(eb)).as('charges'),
      jsonArrayFrom(otherPeriodsOf(eb)).as('other_periods'),
      jsonObjectFrom(settingsOf(eb)).as('settings'),
    ])
    .where('ms.deleted_at', 'is', null)

/** Moments that come within JSON are written as Postgres likes them. */
const moment = <At extends string | null>(at: At) => (at === null ? null : new Date(at).toISOString())

type Row = Awaited<ReturnType<ReturnType<typeof wholes>['executeTakeFirstOrThrow']>>

const whole = ({ settings, member_status, periods, freezes, ...row }: Row) => ({
  ...row,
  // A member out of reach is archived for long.
  member_status: member_status ?? ('ARCHIVED' as const),
  periods: periods.map((period) => ({
    ...period,
    created_at: new Date(period.created_at).toISOString(),
    voided_at: moment(period.voided_at),
  })),
  freezes: freezes.map((freeze) => ({ ...freeze, created_at: new Date(freeze.created_at).toISOString() })),
  settings: settingsFrom(settings ?? undefined),
})

/** A membership with all that hangs on it, and the settings by which it is judged. */
export type WholeMembership = ReturnType<typeof whole>
export type WholePeriod = WholeMembership['periods'][number]
export type WholeFreeze = WholeMembership['freezes'][number]
export type WholeCharge = WholeMembership['charges'][number]

/** By which of its rows a membership is asked for. */
export type MembershipKey = { membershipId: string } | { periodId: string } | { freezeId: string }

const keyed = (key: MembershipKey) => {
  if ('membershipId' in key) return sql<boolean>`ms.id = ${key.membershipId}`
  if ('periodId' in key)
    return sql<boolean>`ms.id = (
    select membership_id from membership_periods where id = ${key.periodId} and deleted_at is null)`
  return sql<boolean>`ms.id = (
    select membership_id from membership_freezes where id = ${key.freezeId} and deleted_at is null)`
}

/** One membership whole, in one statement; null where it is not, or is out of reach. */
export async function findWhole(db: Db, key: MembershipKey): Promise<WholeMembership | null> {
  const row = await wholes(db).where(keyed(key)).executeTakeFirst()
  return row ? whole(row) : null
}

/** The same. Refused: none of this id. */
export const readWhole = async (db: Db, membershipId: string): Promise<WholeMembership> =>
  (await findWhole(db, { membershipId })) ?? reject('membership_not_found')

/** Several memberships whole, in one statement, by id. */
export async function readWholes(db: Db, membershipIds: readonly string[]): Promise<WholeMembership[]> {
  if (membershipIds.length === 0) return []
  const rows = await wholes(db).where('ms.id', 'in', membershipIds).orderBy('ms.id').execute()
  return rows.map(whole)
}

const daysOf = (period: ChainPeriod) => ({
  id: period.id,
  starts_on: period.starts_on,
  scheduled_ends_on: period.scheduled_ends_on,
  ends_on: period.ends_on,
  cut: period.cut,
  anchor_on: period.anchor_on,
  anchor_count: period.anchor_count,
  frozen_days: period.frozen_days,
})

const differs = (a: object, b: object | undefined): boolean => JSON.stringify(a) !== JSON.stringify(b)

/** Rows of `now` that are not as they were `before`; what is new since is left out: who made it writes it. */
function changed<Row extends { id: string }, Kept extends { id: string }>(
  before: readonly Row[],
  now: readonly Row[],
  kept: (row: Row) => Kept,
): Kept[] {
  const was = new Map(before.map((row) => [row.id, kept(row)]))
  return now.map(kept).filter((row) => was.has(row.id) && differs(row, was.get(row.id)))
}

/** What a membership was read as, and what of its days it has become. */
type Days = Pick<Chain, 'periods' | 'charges'>

/** Writes the days of periods and the due days of charges that are not as they were read: a statement each, or none. */
export async function writeDays(db: Db, before: Days, now: Days): Promise<void> {
  await updateRows(db, 'membership_periods', changed(before.periods, now.periods, daysOf))
  const due = ({ id, due_on }: ChainCharge) => ({ id, due_on })
  await updateRows(db, 'membership_charges', changed(before.charges, now.charges, due))
}

/** A membership with freezes or periods changed, laid out anew (MB-R44): its new days, and its last one. */
export function laidOut(membership: WholeMembership): WholeMembership {
  const { periods, charges } = relaid(membership)
  return { ...membership, periods, charges, ends_on: lastDayOf(periods) ?? membership.ends_on }
}
