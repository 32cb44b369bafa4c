import type { Selectable } from 'kysely'
import { addDays, type Day, daysBetween } from '../../kernel/calendar.ts'
import type { Members } from '../../schema/row-types.ts'
import {
  countsAsInForce,
  effectiveStatus,
  freezeOn,
  isRenewalUnconfirmed,
  type MembershipState,
  type MembershipStatus,
} from './rules.ts'
import type { Settings } from './settings-rules.ts'

export type Colour = 'green' | 'amber' | 'red'

/** One thing the clerk should know; `action` is the command that helps, where there is one. */
export type Alert = {
  code: AlertCode
  colour: 'amber' | 'red'
  params: Record<string, string | number>
  action: string | null
}

export type AlertCode =
  | 'member_suspended'
  | 'member_archived'
  | 'member_merged'
  | 'membership_none'
  | 'membership_scheduled'
  | 'membership_expired'
  | 'membership_cancelled'
  | 'membership_frozen'
  | 'frozen_tomorrow'
  | 'past_due'
  | 'kyc_missing'
  | 'renewal_unconfirmed'
  | 'ends_soon'
  | 'slots_owed'
  | 'waiver_unsigned'

/** What a standing is read from. */
export interface StandingFacts {
  member: Pick<Selectable<Members>, 'status' | 'kyc_status' | 'waiver_signed_on'>
  /** The membership that stands for the member, with whether its terms ask for an identity check. */
  membership: (MembershipState & { requires_kyc: boolean | null }) | undefined
  /** Due day of the oldest positive charge still due; null with none, or where the reader may not know. */
  oldestDueOn: Day | null
  settings: Settings
  today: Day
}

/** Days before the last one in which a membership that does not renew itself turns amber. */
const soonDays = 7

/** MB-R55: owing longer than the tenant's patience. */
export const isPastDue = (oldestDueOn: Day | null, today: Day, { past_due_after_days }: Settings): boolean =>
  // Stryker disable next-line ConditionalExpression: null is before no day; the check is the compiler's.
  oldestDueOn !== null && oldestDueOn < addDays(today, -past_due_after_days)

const alert = (
  code: AlertCode,
  colour: Alert['colour'],
  action: string | null = null,
  params: Alert['params'] = {},
): Alert => ({ code, colour, params, action })

function memberAlerts({ member, oldestDueOn, settings, today }: StandingFacts): Alert[] {
  const alerts: Alert[] = []
  if (member.status === 'SUSPENDED') alerts.push(alert('member_suspended', 'red', 'memberships.reactivate-member'))
  if (member.status === 'ARCHIVED') alerts.push(alert('member_archived', 'red', 'memberships.reactivate-member'))
  if (member.status === 'MERGED') alerts.push(alert('member_merged', 'red'))
  // Stryker disable next-line ConditionalExpression: nothing due is never past due; the check is the compiler's.
  if (oldestDueOn !== null && isPastDue(oldestDueOn, today, settings)) {
    const colour = settings.block_past_due ? 'red' : 'amber'
    alerts.push(alert('past_due', colour, null, { since: oldestDueOn, days: daysBetween(oldestDueOn, today) }))
  }
  if (member.waiver_signed_on === null) alerts.push(alert('waiver_unsigned', 'amber', 'memberships.update-member'))
  return alerts
}

/** The command that helps where nothing is in force: the same membership again, as long as it may be renewed (MB-R30). */
function wayBack(membership: MembershipState, status: MembershipStatus, { settings, today }: StandingFacts) {
  if (status === 'scheduled') return null
  if (status === 'frozen') return 'memberships.unfreeze'
  const mayRenew = status === 'expired' && today <= addDays(membership.ends_on, settings.renewal_window_days)
  return mayRenew ? 'memberships.renew' : 'memberships.purchase'
}

function membershipAlerts(facts: StandingFacts): Alert[] {
  const { member, membership, settings, today } = facts
  if (!membership) return [alert('membership_none', 'red', 'memberships.purchase')]
  const { starts_on, ends_on, slots_owed, cancelled_on } = membership
  const status = effectiveStatus(membership, today, settings.auto_renew_grace_days)
  if (!countsAsInForce(status)) {
    const params = { startsOn: starts_on, endsOn: ends_on, on: cancelled_on ?? ends_on }
    return [alert(`membership_${status}`, 'red', wayBack(membership, status, facts), params)]
  }
  const alerts: Alert[] = []
  const daysLeft = daysBetween(today, ends_on)
  if (isRenewalUnconfirmed(membership, today))
    alerts.push(alert('renewal_unconfirmed', 'amber', 'memberships.renew', { endsOn: ends_on }))
  if (!membership.auto_renew && daysLeft <= soonDays) {
    alerts.push(alert('ends_soon', 'amber', 'memberships.renew', { endsOn: ends_on, days: daysLeft }))
  }
  const frozenNext = freezeOn(membership.freezes, addDays(today, 1))
  if (frozenNext) {
    const { from_on: from, to_on: to } = frozenNext
    alerts.push(alert('frozen_tomorrow', 'amber', 'memberships.cancel-freeze', { from, to }))
  }
  if (membership.requires_kyc && member.kyc_status !== 'approved') {
    alerts.push(alert('kyc_missing', 'amber', null, { kycStatus: member.kyc_status }))
  }
  if (slots_owed > 0) alerts.push(alert('slots_owed', 'amber', null, { owed: slots_owed }))
  return alerts
}

const worstFirst: Record<Alert['colour'], number> = { red: 0, amber: 1 }

/**
 * MB-R14: red where the person has nothing in force (or owes and that blocks), amber where something needs a word,
 * else green. The worst alert stands first.
 */
export function standingOf(facts: StandingFacts): { colour: Colour; alerts: Alert[] } {
  const alerts = [...memberAlerts(facts), ...membershipAlerts(facts)]
  alerts.sort((a, b) => worstFirst[a.colour] - worstFirst[b.colour])
  return { colour: alerts[0]?.colour ?? 'green', alerts }
}
