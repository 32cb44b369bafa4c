import type { Selectable } from 'kysely'
import { addDays, type Day, daysBetween } from '../../kernel/calendar.ts'
import type { MembershipPeriods } from '../../schema/row-types.ts'
import type { FreezeSpan } from './rules.ts'

/** A period of which some days are given back. */
export type PaidPeriod = Pick<
  Selectable<MembershipPeriods>,
  'starts_on' | 'scheduled_ends_on' | 'ends_on' | 'price_minor'
>

/** How much of a period is not used, in days and in minor units. */
export type Proration = { paidDays: number; unusedDays: number; creditMinor: number }

/** Days that two stretches have in common; each is given by its first and last day. */
function commonDays(a: readonly [Day, Day], b: readonly [Day, Day]): number {
  const from = a[0] > b[0] ? a[0] : b[0]
  const to = a[1] < b[1] ? a[1] : b[1]
  return Math.max(0, daysBetween(from, to) + 1)
}

/**
 * MB-R51: what a period that is not used from `firstUnused` on is worth: its price by the day, rounded half up, in
 * integers. Frozen days are neither paid nor unused. The days paid for are those of its terms, so one that was cut
 * before gives back only what is left of it.
 */
export function proration(period: PaidPeriod, freezes: readonly FreezeSpan[], firstUnused: Day): Proration {
  const { starts_on, scheduled_ends_on, ends_on, price_minor } = period
  const paidDays = daysBetween(starts_on, scheduled_ends_on) + 1
  const from = firstUnused > starts_on ? firstUnused : starts_on
  const unfrozen = freezes
    .filter(({ state }) => state !== 'cancelled')
    .reduce(
      (days, { from_on, to_on }) => days - commonDays([from_on, to_on], [from, ends_on]),
      commonDays([from, ends_on], [from, ends_on]),
    )
  const unusedDays = Math.min(unfrozen, paidDays)
  return {
    paidDays,
    unusedDays,
    creditMinor: Math.floor((2 * (price_minor ?? 0) * unusedDays + paidDays) / (2 * paidDays)),
  }
}

/** The day before another. */
export const dayBefore = (day: Day): Day => addDays(day, -1)
