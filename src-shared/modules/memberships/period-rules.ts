import type { Selectable } from 'kysely'
import { addDays, addDuration, type Day } from '../../kernel/calendar.ts'
import type { MembershipPeriods, MembershipPlanVersions } from '../../schema/row-types.ts'

/** How long one period of a plan lasts. */
export type Duration = Pick<Selectable<MembershipPlanVersions>, 'duration_type' | 'duration_value'>

/** The days of a period, with what its successors are counted from (MB-R7). */
export type PeriodDays = Pick<
  Selectable<MembershipPeriods>,
  'starts_on' | 'scheduled_ends_on' | 'ends_on' | 'anchor_on' | 'anchor_count' | 'frozen_days' | 'cut'
>

/** MB-R6: the last valid day of one period that starts on a day. */
export const endOf = (startsOn: Day, { duration_type, duration_value }: Duration): Day =>
  addDuration(startsOn, duration_type, duration_value)

function counted(starts_on: Day, anchor_on: Day, anchor_count: number, duration: Duration): PeriodDays {
  const ends_on = addDuration(anchor_on, duration.duration_type, anchor_count * duration.duration_value)
  return { starts_on, scheduled_ends_on: ends_on, ends_on, anchor_on, anchor_count, frozen_days: 0, cut: false }
}

/** MB-R7: the first period of a membership is its own anchor. */
export const firstPeriod = (startsOn: Day, duration: Duration): PeriodDays => counted(startsOn, startsOn, 1, duration)

/** Whether a period is as long as its terms say: an imported one keeps the days it came with (MB-R71). */
const isAsLongAsItsTerms = ({ anchor_on, anchor_count, scheduled_ends_on, ...duration }: PeriodDays & Duration) =>
  scheduled_ends_on === counted(anchor_on, anchor_on, anchor_count, duration).ends_on

/**
 * MB-R7: the period that follows another, from `startsOn`. Without gap, on the same duration, after a period that
 * was neither frozen nor cut, days are counted on from the same anchor, so that month ends do not drift.
 */
export function periodAfter(previous: PeriodDays & Duration, startsOn: Day, duration: Duration): PeriodDays {
  if (startsOn > addDays(previous.ends_on, 1)) return firstPeriod(startsOn, duration)
  const sameDuration =
    previous.duration_type === duration.duration_type && previous.duration_value === duration.duration_value
  if (sameDuration && previous.frozen_days === 0 && !previous.cut && isAsLongAsItsTerms(previous)) {
    return counted(startsOn, previous.anchor_on, previous.anchor_count + 1, duration)
  }
  return counted(startsOn, previous.ends_on, 1, duration)
}
