import type { Selectable } from 'kysely'
import { addDays, type Day } from '../../kernel/calendar.ts'
import { type Rejection, rejection } from '../../kernel/rejection.ts'
import type { Members, MembershipFreezes, Memberships } from '../../schema/row-types.ts'

export type MemberStatus = Selectable<Members>['status']
export type MembershipStatus = Selectable<Memberships>['status']

/** Days on which a membership stands still. */
export type FreezeSpan = Pick<Selectable<MembershipFreezes>, 'from_on' | 'to_on' | 'state'>

/** What of a membership's row, and of its freezes, decides whether it counts. */
export type MembershipState = Pick<
  Selectable<Memberships>,
  'status' | 'starts_on' | 'ends_on' | 'auto_renew' | 'slots_owed' | 'cancelled_on'
> & { freezes: readonly FreezeSpan[] }

/** Why a member has nothing that counts. */
export type NotInForce = 'none' | 'scheduled' | 'expired' | 'cancelled' | 'suspended' | 'frozen'

/** MB-R12: the last day that counts; one that renews itself is believed for some days of grace without news. */
const lastDayWithGrace = ({ ends_on, auto_renew }: MembershipState, graceDays: number): Day =>
  auto_renew ? addDays(ends_on, graceDays) : ends_on

/** MB-R12: the freeze that covers a day, whatever the stored status says; both its ends count. */
export const freezeOn = <Freeze extends FreezeSpan>(freezes: readonly Freeze[], day: Day): Freeze | undefined =>
  freezes.find(({ from_on, to_on, state }) => state !== 'cancelled' && from_on <= day && day <= to_on)

/** The status on a day by its dates alone, in the order of MB-R13; the first and the last day count. */
function statusOn(membership: MembershipState, day: Day, graceDays: number): MembershipStatus {
  const { cancelled_on, starts_on, slots_owed } = membership
  // Stryker disable next-line ConditionalExpression: null is before no day; the check is the compiler's.
  if (cancelled_on !== null && cancelled_on <= day) return 'cancelled'
  if (day < starts_on) return 'scheduled'
  if (day > lastDayWithGrace(membership, graceDays)) return 'expired'
  if (freezeOn(membership.freezes, day)) return 'frozen'
  return slots_owed > 0 ? 'pending_slots' : 'active'
}

/**
 * MB-R13: what a membership is today. The stored status only adds that it has ended; that it began, stands still or
 * ran out is read from dates, so a desk left alone over midnight shows the new day.
 */
export function effectiveStatus(membership: MembershipState, today: Day, graceDays: number): MembershipStatus {
  const { status } = membership
  if (status === 'cancelled') return status
  const dated = statusOn(membership, today, graceDays)
  return status === 'expired' && dated !== 'cancelled' ? status : dated
}

/** Whether a status counts as in force (MB-R12): waiting for slots does, frozen does not. */
export const countsAsInForce = (status: MembershipStatus): status is 'active' | 'pending_slots' =>
  status === 'active' || status === 'pending_slots'

/** MB-R12: past its last day, and believed only because it renews itself. */
export const isRenewalUnconfirmed = (membership: MembershipState, today: Day): boolean =>
  membership.auto_renew && today > membership.ends_on

/**
 * MB-R12: why a membership is not in force on a day, or null where it is. A member who is not ACTIVE has nothing in
 * force, though nothing of theirs ends by that.
 */
export function whyNotInForce(
  membership: MembershipState | undefined,
  memberStatus: MemberStatus,
  day: Day,
  graceDays: number,
): NotInForce | null {
  if (!membership) return 'none'
  if (memberStatus !== 'ACTIVE') return 'suspended'
  const status = statusOn(membership, day, graceDays)
  return countsAsInForce(status) ? null : status
}

/**
 * MB-R12: why a handler that gives something may not give it to this membership, or null where it may. Asks both: in
 * force on the day the person acted, and not ended since. So a late command gives nothing to what is over.
 */
export function whyNotGiven(
  membership: MembershipState | undefined,
  memberStatus: MemberStatus,
  day: Day,
  graceDays: number,
): NotInForce | null {
  const ended = membership?.status === 'cancelled' || membership?.status === 'expired' ? membership.status : null
  return whyNotInForce(membership, memberStatus, day, graceDays) ?? ended
}

/** The refusal of other modules to whom nothing may be given (MB-R12). */
export const membershipRequired = (memberId: string, reason: NotInForce): Rejection =>
  rejection('membership_required', { memberId, reason }, { rule: 'MB-R12' })

/** The last day a membership covers: a cancelled one ends the day before its `cancelled_on`. */
export const lastCoveredDay = ({ ends_on, cancelled_on }: MembershipState): Day =>
  // Stryker disable next-line ConditionalExpression: null is before no day; the check is the compiler's.
  cancelled_on !== null && cancelled_on <= ends_on ? addDays(cancelled_on, -1) : ends_on

/** Every stored status, the one that stands for a member first. */
export const membershipStatuses = ['active', 'pending_slots', 'frozen', 'scheduled', 'expired', 'cancelled'] as const

const orderOfStatus: Record<MembershipStatus, number> = {
  active: 0,
  pending_slots: 0,
  frozen: 1,
  scheduled: 2,
  expired: 3,
  cancelled: 3,
}

/**
 * The one membership that stands for a member: the one in force; else the next to start; else the one that ended
 * last. Of equals the smaller id, so that both ends choose alike.
 */
export function currentMembership<M extends MembershipState & { id: string }>(
  memberships: readonly M[],
  today: Day,
  graceDays: number,
): M | undefined {
  const compared = memberships.map((membership) => {
    const status = effectiveStatus(membership, today, graceDays)
    // Stryker disable next-line StringLiteral: any text, as long as it is the same for all that do not begin.
    return { membership, order: orderOfStatus[status], begins: status === 'scheduled' ? membership.starts_on : '' }
  })
  compared.sort(
    (a, b) =>
      a.order - b.order ||
      compareText(a.begins, b.begins) ||
      compareText(lastCoveredDay(b.membership), lastCoveredDay(a.membership)) ||
      compareText(a.membership.id, b.membership.id),
  )
  return compared[0]?.membership
}

/** By code units: the same order on every machine. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
