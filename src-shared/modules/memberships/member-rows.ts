import { sql } from 'kysely'
import type { Day } from '../../kernel/calendar.ts'
import type { Db } from '../../kernel/database.ts'
import type { QueryContext } from '../../kernel/query.ts'
import { freezeSpans, oldestDueOn } from './current-sql.ts'
import { fullName } from './member-rules.ts'
import { currentMembership, effectiveStatus } from './rules.ts'
import { type Settings, settingsFrom } from './settings-rules.ts'
import { type StandingFacts, standingOf } from './standing-rules.ts'

/** Members by id with the tenant's settings beside each; what they owe only for readers who may know it. */
const memberFacts = (db: Db, memberIds: readonly string[], seesCharges: boolean) =>
  db
    .selectFrom('members as m')
    .leftJoin('membership_settings as s', (join) => join.on('s.deleted_at', 'is', null))
    .select(['m.id', 'm.code', 'm.member_number', 'm.given_name', 'm.family_name', 'm.language'])
    .select(['m.status', 'm.merged_into_id', 'm.kyc_status', 'm.kyc_checked_on', 'm.waiver_signed_on'])
    .select(['m.created_at', 'm.user_id', 's.promise_hours', 's.auto_renew_grace_days', 's.past_due_after_days'])
    .select(['s.block_past_due', 's.backdate_days', 's.renew_early_days', 's.renewal_window_days'])
    .select(['s.auto_renew_lead_days', 's.self_freeze'])
    .select((seesCharges ? oldestDueOn : sql<Day | null>`null::date`).as('oldest_due_on'))
    .where('m.id', 'in', memberIds)
    .where('m.deleted_at', 'is', null)
    .execute()

/** All memberships of members, with the name of the plan and what its terms ask. */
const membershipFacts = (db: Db, memberIds: readonly string[]) =>
  db
    .selectFrom('memberships as ms')
    .leftJoin('membership_plans as p', 'p.id', 'ms.plan_id')
    .leftJoin('membership_plan_versions as v', 'v.id', 'ms.plan_version_id')
    .select(['ms.id', 'ms.member_id', 'ms.plan_id', 'ms.plan_version_id', 'ms.status', 'ms.starts_on', 'ms.ends_on'])
    .select(['ms.auto_renew', 'ms.slots_owed', 'ms.cancelled_on', 'p.name as plan_name', 'v.requires_kyc'])
    .select('ms.next_plan_id')
    .select(freezeSpans.as('freezes'))
    .where('ms.member_id', 'in', memberIds)
    .where('ms.deleted_at', 'is', null)
    .orderBy('ms.id')
    .execute()

export type MemberFacts = Awaited<ReturnType<typeof memberFacts>>[number]
export type MembershipFacts = Awaited<ReturnType<typeof membershipFacts>>[number]

/** A membership as screens show it, with the status it has today (MB-R13). */
export const membershipRow = (membership: MembershipFacts, today: Day, settings: Settings) => ({
  id: membership.id,
  planId: membership.plan_id,
  planVersionId: membership.plan_version_id,
  planName: membership.plan_name,
  status: effectiveStatus(membership, today, settings.auto_renew_grace_days),
  startsOn: membership.starts_on,
  endsOn: membership.ends_on,
  autoRenew: membership.auto_renew,
  nextPlanId: membership.next_plan_id,
  slotsOwed: membership.slots_owed,
  cancelledOn: membership.cancelled_on,
})

/** A member with all their memberships and what these mean today. */
export interface Person {
  member: MemberFacts
  memberships: readonly MembershipFacts[]
  /** The one that stands for the member. */
  current: MembershipFacts | undefined
  standing: ReturnType<typeof standingOf>
  settings: Settings
}

/** Members by id, in the order asked, in two statements however many; those out of reach are absent. */
export async function people(
  { db, today, reachOf }: Pick<QueryContext, 'db' | 'today' | 'reachOf'>,
  memberIds: readonly string[],
): Promise<Person[]> {
  if (memberIds.length === 0) return []
  const members = await memberFacts(db, memberIds, reachOf('membership_charge_view') !== null)
  const held = Map.groupBy(await membershipFacts(db, memberIds), (membership) => membership.member_id)
  const byId = new Map(members.map((member) => [member.id, personOf(member, held.get(member.id) ?? [], today)]))
  return memberIds.flatMap((memberId) => byId.get(memberId) ?? [])
}

function personOf(member: MemberFacts, memberships: readonly MembershipFacts[], today: Day): Person {
  const settings = settingsFrom(member)
  const current = currentMembership(memberships, today, settings.auto_renew_grace_days)
  const facts: StandingFacts = { member, membership: current, oldestDueOn: member.oldest_due_on, settings, today }
  return { member, memberships, current, standing: standingOf(facts), settings }
}

/** A member in a list: who, the membership that stands for them, and the colour of their standing. */
export const memberRow = ({ member, current, standing, settings }: Person, today: Day) => ({
  id: member.id,
  code: member.code,
  memberNumber: member.member_number,
  name: fullName(member.given_name, member.family_name),
  status: member.status,
  membership: current ? membershipRow(current, today, settings) : null,
  colour: standing.colour,
})
