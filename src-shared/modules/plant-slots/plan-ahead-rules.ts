import type { Day } from '../../kernel/calendar.ts'
import { addDays } from '../../kernel/calendar.ts'

/** Slots that memberships with the same days may hold. */
export interface Claim {
  from: Day
  /** Their last day. */
  until: Day
  /** Renewed by itself, so that it goes on. */
  autoRenew: boolean
  slots: number
}

/** One day of a plan: slots that will be wanted, and how many there are too few. */
export type PlannedDay = { day: Day; demand: number; shortage: number }

/**
 * Section 9, capacity plan: what is wanted on each day after today by memberships in force, and by those that will have
 * ended and are renewed as often as the last ones were.
 */
export function planAhead(
  claims: readonly Claim[],
  { today, days, usable, renewalRate }: { today: Day; days: number; usable: number; renewalRate: number },
): PlannedDay[] {
  return Array.from({ length: days }, (_, n) => {
    const day = addDays(today, n + 1)
    const wanted = claims
      .filter(({ from }) => from <= day)
      .reduce((sum, { until, autoRenew, slots }) => sum + slots * (until >= day || autoRenew ? 1 : renewalRate), 0)
    const demand = Math.round(wanted)
    return { day, demand, shortage: Math.max(0, demand - usable) }
  })
}
