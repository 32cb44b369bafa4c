import { sql } from 'kysely'
import type { Day } from '../../kernel/calendar.ts'
import type { Db } from '../../kernel/database.ts'
import { type PlaceOf, prepared } from '../../kernel/prepared.ts'
import { freezeSpans } from './current-sql.ts'
import { fullName } from './member-rules.ts'
import { type Ended, endedPeriods } from './renewal-share.ts'
import { currentMembership, type MembershipState, type NotInForce, whyNotGiven } from './rules.ts'
import { defaultSettings } from './settings-rules.ts'

// What other modules ask of this one, in their own transaction, on the desk as on the server.

/** A membership as other modules see it. */
export type HeldMembership = MembershipState & {
  id: string
  member_id: string
  plan_id: string
  plan_version_id: string
}

/** A membership, and why nothing may be given to it; with `reason` null it may. */
export type InForce = { membership: HeldMembership | null; reason: NotInForce | null }

/** Memberships with the status of their member, which a desk may hold without the member itself. */
const heldMemberships = (db: Db) =>
  db
    .selectFrom('memberships as ms')
    .leftJoin('members as m', (join) => join.onRef('m.id', '=', 'ms.member_id').on('m.deleted_at', 'is', null))
    .leftJoin('membership_settings as s', (join) => join.on('s.deleted_at', 'is', null))
    .select(['ms.id', 'ms.member_id', 'ms.plan_id', 'ms.plan_version_id', 'ms.status', 'ms.starts_on', 'ms.ends_on'])
    .select(['ms.auto_renew', 'ms.slots_owed', 'ms.cancelled_on', 'm.status as member_status'])
    .select(['s.auto_renew_grace_days', freezeSpans.as('freezes')])
    .where('ms.deleted_at', 'is', null)

type HeldRow = Awaited<ReturnType<ReturnType<typeof heldMemberships>['executeTakeFirst']>>

const graceOf = (row: HeldRow): number => row?.auto_renew_grace_days ?? defaultSettings.auto_renew_grace_days

function judged(row: HeldRow, day: Day): InForce {
  if (!row) return { membership: null, reason: 'none' }
  const { member_status, auto_renew_grace_days, ...membership } = row
  // A member out of reach is archived for long, so nothing is in force for them.
  return { membership, reason: whyNotGiven(membership, member_status ?? 'ARCHIVED', day, graceOf(row)) }
}

/**
 * MB-R12: the membership to which something may be given on a day, by member: in force on that day and not ended
 * since. Where there is none, the one that stands for the member, with the reason; `none` without any.
 */
export async function inForce(db: Db, memberId: string, day: Day): Promise<InForce> {
  const rows = await heldMemberships(db).where('ms.member_id', '=', memberId).orderBy('ms.id').execute()
  const given = rows.find((row) => judged(row, day).reason === null)
  return judged(given ?? currentMembership(rows, day, graceOf(rows[0])), day)
}

/** MB-R12: the same of one membership, by its id. */
export const membershipInForce = async (db: Db, membershipId: string, day: Day): Promise<InForce> =>
  judged((await readMembership(db, { membershipId }))[0], day)

const readMembership = prepared((db, place: PlaceOf<{ membershipId: string }>) =>
  heldMemberships(db).where('ms.id', '=', place('membershipId')),
)

/** MB-R12: the same of many memberships, by their ids; those that are unknown here are missing. */
export async function membershipsInForce(db: Db, ids: readonly string[], day: Day): Promise<Map<string, InForce>> {
  const rows = await readMemberships(db, { ids })
  return new Map(rows.map((row) => [row.id, judged(row, day)]))
}

const readMemberships = prepared((db, place: PlaceOf<{ ids: readonly string[] }>) =>
  heldMemberships(db).where(({ eb, fn }) => eb('ms.id', '=', fn.any(place('ids')))),
)

/** What lists of other modules call a member. */
export type MemberName = { id: string; code: string; name: string }

/** Names of members by id; one out of reach is absent. */
export async function memberNames(db: Db, ids: readonly string[]): Promise<Map<string, MemberName>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('members')
    .select(['id', 'code', 'given_name', 'family_name'])
    .where('id', 'in', [...new Set(ids)])
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(
    rows.map(({ id, code, given_name, family_name }) => [id, { id, code, name: fullName(given_name, family_name) }]),
  )
}

/** A charge as an invoice may take it over (IV-R17); a negative price is owed to the member. */
export interface Billable {
  sourceKind: 'membership_charge'
  sourceKey: string
  subject: { kind: 'member'; id: string }
  itemKind: 'membership_plan'
  itemId: string
  /** The plan's name. */
  description: string
  quantity: 1
  priceMinor: number
  currency: string
  /** Null: those of the plan's price entry. */
  taxCodes: null
  /** The days it was charged for; null where it is for none. */
  serviceFrom: Day | null
  serviceTo: Day | null
}

/** MB-R55, IV-R17: charges due from a day to a day, both counted, that are on no invoice; of one member or of all. */
export async function billables(
  db: Db,
  { subject, from, to }: { subject?: { kind: string; id: string }; from: Day; to: Day },
): Promise<Billable[]> {
  if (subject && subject.kind !== 'member') return []
  const rows = await db
    .selectFrom('membership_charges as c')
    .innerJoin('memberships as ms', 'ms.id', 'c.membership_id')
    .leftJoin('membership_periods as pe', 'pe.id', 'c.period_id')
    .leftJoin('membership_plan_versions as v', 'v.id', 'pe.plan_version_id')
    .innerJoin('membership_plans as p', (join) =>
      join.on((on) => on('p.id', '=', on.fn.coalesce('v.plan_id', 'ms.plan_id'))),
    )
    .select([
      'c.id',
      'c.member_id',
      'c.amount_minor',
      'c.currency',
      'p.id as plan_id',
      'p.name',
      'pe.starts_on',
      'pe.ends_on',
    ])
    .where('c.state', '=', 'due')
    .where('c.invoice_id', 'is', null)
    .where('c.due_on', '>=', from)
    .where('c.due_on', '<=', to)
    .where('c.deleted_at', 'is', null)
    .$if(subject !== undefined, (charges) => charges.where('c.member_id', '=', subject?.id ?? ''))
    .orderBy('c.due_on')
    .orderBy('c.id')
    .execute()
  return rows.map((row) => ({
    ...{ sourceKind: 'membership_charge', sourceKey: row.id, subject: { kind: 'member', id: row.member_id } },
    ...{ itemKind: 'membership_plan', itemId: row.plan_id, description: row.name, quantity: 1 },
    ...{ priceMinor: row.amount_minor, currency: row.currency, taxCodes: null },
    ...{ serviceFrom: row.starts_on, serviceTo: row.ends_on },
  }))
}

/** Money that came in at the desk, or went back where negative, without an invoice (PY-R12). */
export interface Taking {
  settlementId: string
  /** ISO instant. */
  at: string
  deskId: string | null
  actorId: string | null
  method: 'cash' | 'external_terminal' | 'bank_transfer' | 'other' | null
  amountMinor: number
  currency: string
}

/** MB-R55: settlements from one instant until another, which is not counted; of one desk or of all. */
export async function takings(
  db: Db,
  { deskId, from, to }: { deskId?: string; from: string; to: string },
): Promise<Taking[]> {
  return db
    .selectFrom('membership_charges as c')
    .select(['c.settlement_id as settlementId', 'c.settled_at as at', 'c.settled_desk_id as deskId'])
    .select([
      'c.settled_by as actorId',
      'c.method',
      'c.currency',
      sql<number>`sum(c.amount_minor)::bigint`.as('amountMinor'),
    ])
    .where('c.state', '=', 'settled')
    .where('c.invoice_id', 'is', null)
    .where('c.settled_at', '>=', from)
    .where('c.settled_at', '<', to)
    .where('c.deleted_at', 'is', null)
    .$if(deskId !== undefined, (charges) => charges.where('c.settled_desk_id', '=', deskId ?? ''))
    .groupBy(['c.settlement_id', 'c.settled_at', 'c.settled_desk_id', 'c.settled_by', 'c.method', 'c.currency'])
    .orderBy('c.settled_at')
    .orderBy('c.settlement_id')
    .$narrowType<{ settlementId: string; at: string }>()
    .execute()
}

/** Periods that ended, and those of them that were renewed in time. */
export interface Renewed {
  part: number
  of: number
}

/** Section 9, renewal rate: of the memberships whose period ended in these days those that were renewed in time. */
export async function renewalShare(db: Db, ended: Ended, today: Day): Promise<Renewed> {
  const { rows } = await sql<Renewed>`
    select count(*)::int as of, count(*) filter (where renewed)::int as part
    from (${endedPeriods(ended, today)}) e`.execute(db)
  return rows[0] ?? { part: 0, of: 0 }
}
