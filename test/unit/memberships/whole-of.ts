import { addDays } from '../../../src-shared/kernel/calendar.ts'
import { firstPeriod, periodAfter } from '../../../src-shared/modules/memberships/period-rules.ts'
import { defaultSettings } from '../../../src-shared/modules/memberships/settings-rules.ts'
import type { WholeMembership, WholePeriod } from '../../../src-shared/modules/memberships/whole-membership.ts'

const month = { duration_type: 'MONTHS', duration_value: 1 } as const

/** So many gapless months from a day, on terms that may stand still for 30 days each. */
export function monthsFrom(start: string, count: number, fields: Partial<WholePeriod> = {}): WholePeriod[] {
  const periods: WholePeriod[] = []
  for (let n = 0; n < count; n += 1) {
    const previous = periods[n - 1]
    const days = previous ? periodAfter(previous, addDays(previous.ends_on, 1), month) : firstPeriod(start, month)
    periods.push({
      ...{ id: `p${n + 1}`, seq: n + 1, plan_id: 'plan', plan_version_id: 'version', ...month, ...days },
      ...{ price_minor: 49000, plan_price_minor: 49000, currency: 'TRY', override_renews: false },
      ...{ max_freeze_days: 30, freeze_fee_minor: 0, renewal_price_policy: 'grandfathered' as const },
      ...{
        renewable_when_archived: true,
        slot_allocation: 0,
        slot_location_id: null,
        sold_by: null,
        sold_by_name: null,
      },
      ...{ voided_at: null, void_command_id: null, cut_command_id: null, created_at: `${start}T09:00:00.000Z` },
      ...fields,
    })
  }
  return periods
}

/** A membership of these periods; what a test does not name is as of an ordinary one. */
export function wholeOf(periods: readonly WholePeriod[], fields: Partial<WholeMembership> = {}): WholeMembership {
  const [first, last] = [periods[0], periods.at(-1)]
  return {
    ...{
      id: 'membership',
      member_id: 'member',
      plan_id: 'plan',
      plan_version_id: 'version',
      status: 'active' as const,
    },
    ...{ starts_on: first?.starts_on ?? '2027-01-01', ends_on: last?.ends_on ?? '2027-01-01', auto_renew: false },
    ...{ next_plan_id: null, slots_owed: 0, cancelled_on: null, cancelled_at: null, cancelled_by: null },
    cancelled_by_name: null,
    ...{
      cancel_reason: null,
      cancel_command_id: null,
      created_at: '2027-01-01T09:00:00.000Z',
      member_status: 'ACTIVE' as const,
    },
    ...{ kyc_status: 'not_required' as const, periods: [...periods], freezes: [], charges: [], other_periods: [] },
    settings: defaultSettings,
    ...fields,
  }
}
