import { addDays, type Day } from '../../kernel/calendar.ts'
import { type Rejection, rejection } from '../../kernel/rejection.ts'
import { livePeriods } from './chain-rules.ts'
import { freezeOn, type MembershipState, type MembershipStatus } from './rules.ts'
import type { Settings } from './settings-rules.ts'
import { type TimeEvent, timeSteps } from './time-transitions.ts'
import { membershipSteps, stateAfter } from './transitions.ts'
import type { WholeMembership, WholePeriod } from './whole-membership.ts'

/** The state that events lead to, one after another; one that says no leaves it where it is. */
const after = (from: MembershipStatus, events: readonly TimeEvent[]): MembershipStatus =>
  events.reduce((status, event) => stateAfter(status, timeSteps[status][event]) ?? status, from)

/** The status to keep on a day after freezes or periods changed. `revived`: it had expired meanwhile (MB-R45). */
export function statusKept(
  membership: Pick<MembershipState, 'status' | 'slots_owed' | 'freezes'>,
  today: Day,
  revived: boolean,
): MembershipStatus {
  const { status, slots_owed, freezes } = membership
  const kept = after(status, [
    ...(revived ? (['revive'] as const) : []),
    freezeOn(freezes, today) ? 'standStill' : 'resume',
  ])
  const owing = slots_owed > 0 ? membershipSteps[kept].owes : 'same'
  return stateAfter(kept, owing) ?? kept
}

/** MB-R54: a membership that ends by a cancellation, now or later, is neither frozen, renewed nor changed. */
export function cancelledRefusal({
  status,
  cancelled_on,
  cancelled_by_name: by,
  cancelled_at,
  ends_on,
}: WholeMembership): Rejection | null {
  if (status !== 'cancelled' && cancelled_on === null) return null
  const at = cancelled_at === null ? null : new Date(cancelled_at).toISOString()
  return rejection('membership_already_cancelled', { on: cancelled_on ?? ends_on, by, at })
}

/** The period that counts on a day: the one that covers it, else the last before it, else the first. */
export function periodOn(periods: readonly WholePeriod[], day: Day): WholePeriod | undefined {
  const live = livePeriods(periods)
  return live.findLast(({ starts_on }) => starts_on <= day) ?? live[0]
}

/** MB-R21: another membership of the member whose period a period of this one would lie upon. */
export const overlapped = ({ periods, other_periods }: Pick<WholeMembership, 'periods' | 'other_periods'>) =>
  other_periods.find((other) =>
    livePeriods(periods).some((period) => period.starts_on <= other.ends_on && other.starts_on <= period.ends_on),
  )

/** The refusal of days that another membership of the member has. */
export const overlapRefusal = (other: WholeMembership['other_periods'][number], rule: string): Rejection =>
  rejection(
    'membership_overlap',
    { membershipId: other.membership_id, from: other.starts_on, to: other.ends_on },
    { rule },
  )

/** Which buttons of a membership there is reason to show today; the command says whether it really may be. */
export function timeButtons(
  membership: MembershipState,
  today: Day,
  { renew_early_days, renewal_window_days }: Settings,
): { freeze: boolean; unfreeze: boolean; renew: boolean } {
  const { cancelled_on, starts_on, ends_on, freezes } = membership
  if (membership.status === 'cancelled' || cancelled_on !== null)
    return { freeze: false, unfreeze: false, renew: false }
  return {
    freeze: starts_on <= today && today <= ends_on,
    unfreeze: freezeOn(freezes, today) !== undefined,
    renew: addDays(ends_on, -renew_early_days) <= today && today <= addDays(ends_on, renewal_window_days),
  }
}

/** A refusal of one field, in the words of shape and limits. */
export const invalid = (path: string, code: string, message: string, rule: string): Rejection =>
  rejection('validation_failed', { issues: [{ path, code, message }] }, { rule })

/** The later of two days. */
export const later = (a: Day, b: Day): Day => (a > b ? a : b)
/** The earlier of two days. */
export const earlier = (a: Day, b: Day): Day => (a < b ? a : b)
/** The day before. */
export const dayBefore = (day: Day): Day => addDays(day, -1)
