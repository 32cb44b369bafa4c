import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { id } from '../../kernel/id.ts'
import { type QueryContext, query } from '../../kernel/query.ts'
import { reject } from '../../kernel/rejection.ts'
import { memberCode } from './inputs.ts'
import { timeButtons } from './life-rules.ts'
import { refuseOthersRecord } from './member-reads.ts'
import { type MembershipFacts, memberRow, membershipRow, type Person, people } from './member-rows.ts'
import { type PlanTerms, termsOf } from './plan-rules.ts'
import { balances } from './sale-queries.ts'

/** One member with what they have. Refused: MB-R60. */
async function personOf(context: QueryContext, memberId: string): Promise<Person> {
  const [person] = await people(context, [memberId])
  return person ?? reject('member_not_found', {}, { rule: 'MB-R60' })
}

/** How a member is reached; null where the reader may not see it, or their desk does not hold it. */
async function contactsOf({ db, reachOf }: QueryContext, memberId: string) {
  if (reachOf('member_contact_view') === null) return null
  const row = await db
    .selectFrom('member_contacts')
    .select(['email', 'phone', 'birth_on as birthOn', 'address', 'notes'])
    .where('member_id', '=', memberId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** The paid stretches of memberships, for readers who may see money. */
async function periodsOf({ db, reachOf }: QueryContext, memberId: string) {
  if (reachOf('membership_charge_view') === null) return []
  return db
    .selectFrom('membership_periods')
    .select(['id', 'membership_id as membershipId', 'seq', 'starts_on as startsOn', 'ends_on as endsOn'])
    .select(['frozen_days as frozenDays', 'cut', 'plan_version_id as planVersionId'])
    .select(['price_minor as priceMinor', 'currency', 'override_renews as overrideRenews', 'voided_at as voidedAt'])
    .where('member_id', '=', memberId)
    .where('deleted_at', 'is', null)
    .orderBy('starts_on')
    .orderBy('id')
    .execute()
}

/** Days on which memberships stood, stand or will stand still; those that were cancelled are none. */
const freezesOf = ({ db }: QueryContext, memberId: string) =>
  db
    .selectFrom('membership_freezes')
    .select(['id', 'membership_id as membershipId', 'period_id as periodId', 'from_on as fromOn', 'to_on as toOn'])
    .select(['state', 'reason'])
    .where('member_id', '=', memberId)
    .where('state', '<>', 'cancelled')
    .where('deleted_at', 'is', null)
    .orderBy('from_on')
    .orderBy('id')
    .execute()

/** The terms on which memberships were sold, by version. */
async function termsSold(
  db: Db,
  memberships: readonly MembershipFacts[],
): Promise<Map<string, PlanTerms & { versionNo: number }>> {
  const versionIds = [...new Set(memberships.map((membership) => membership.plan_version_id))]
  if (versionIds.length === 0) return new Map()
  const versions = await db.selectFrom('membership_plan_versions').selectAll().where('id', 'in', versionIds).execute()
  return new Map(versions.map((version) => [version.id, { versionNo: version.version_no, ...termsOf(version) }]))
}

/** All that is known of a member, as far as the reader may know it. Refused: MB-R60; to members, any record but their own. */
export const member = query('memberships.member', {
  input: z.object({ memberId: id, includePlan: z.boolean().optional() }).strict(),
  permission: 'member_view',
  own: true,
  async run(context, { memberId, includePlan = false }) {
    const { db, today, reachOf } = context
    await refuseOthersRecord(context, memberId, 'member_view')
    const person = await personOf(context, memberId)
    const { member, memberships, settings, standing } = person
    const periods = Map.groupBy(await periodsOf(context, memberId), (period) => period.membershipId)
    const freezes = Map.groupBy(await freezesOf(context, memberId), (freeze) => freeze.membershipId)
    const terms = includePlan ? await termsSold(db, memberships) : null
    return {
      ...memberRow(person, today),
      givenName: member.given_name,
      familyName: member.family_name,
      language: member.language,
      kycStatus: member.kyc_status,
      waiverSignedOn: member.waiver_signed_on,
      mergedIntoId: member.merged_into_id,
      createdAt: member.created_at,
      alerts: standing.alerts,
      contacts: await contactsOf(context, memberId),
      balances: reachOf('membership_charge_view') === null ? null : await balances(db, memberId),
      memberships: memberships.map((membership) => ({
        ...membershipRow(membership, today, settings),
        periods: periods.get(membership.id) ?? [],
        freezes: freezes.get(membership.id) ?? [],
        may: timeButtons(membership, today, settings),
        terms: terms?.get(membership.plan_version_id) ?? null,
      })),
    }
  },
})

const oneOf = z
  .object({ memberId: id.optional(), code: memberCode.optional() })
  .strict()
  .refine(({ memberId, code }) => (memberId === undefined) !== (code === undefined), { message: 'memberId or code' })

async function idOfCode(db: Db, code: string | undefined): Promise<string | undefined> {
  if (code === undefined) return undefined
  const row = await db
    .selectFrom('members')
    .select((eb) => eb.fn.coalesce('merged_into_id', 'id').as('id'))
    .where('code', '=', code)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row?.id
}

/** MB-R14: the card of a member, by id or card code. Refused: MB-R60; to members, any record but their own. */
export const standing = query('memberships.standing', {
  input: oneOf,
  permission: 'membership_view',
  own: true,
  async run(context, { memberId, code }) {
    const asked = memberId ?? (await idOfCode(context.db, code))
    await refuseOthersRecord(context, asked ?? '', 'membership_view')
    if (asked === undefined) return reject('member_not_found', {}, { rule: 'MB-R60' })
    const person = await personOf(context, asked)
    return { ...memberRow(person, context.today), alerts: person.standing.alerts }
  },
})
