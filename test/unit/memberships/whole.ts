import { defaultSettings } from '../../../src-shared/modules/memberships/settings-rules.ts'
import type {
  WholeCharge,
  WholeMembership,
  WholePeriod,
} from '../../../src-shared/modules/memberships/whole-membership.ts'

/** A period of one month at 49.90 that began on 2027-04-30. */
export const period = (fields: Partial<WholePeriod> = {}): WholePeriod => ({
  ...{ id: 'p1', plan_version_id: 'v1', seq: 1, starts_on: '2027-04-30', scheduled_ends_on: '2027-05-30' },
  ...{ ends_on: '2027-05-30', cut: false, anchor_on: '2027-04-30', anchor_count: 1, frozen_days: 0, price_minor: 4990 },
  ...{
    currency: 'TRY',
    override_renews: false,
    sold_by: null,
    sold_by_name: null,
    voided_at: null,
    void_command_id: null,
  },
  ...{ cut_command_id: null, created_at: '2027-04-30T09:00:00.000Z', plan_id: 'plan1', duration_type: 'MONTHS' },
  ...{ duration_value: 1, max_freeze_days: null, freeze_fee_minor: 0, plan_price_minor: 4990 },
  ...{
    renewal_price_policy: 'grandfathered',
    renewable_when_archived: true,
    slot_allocation: 0,
    slot_location_id: null,
  },
  ...fields,
})

/** The period after it, as a renewal leaves it. */
export const periodAhead = (fields: Partial<WholePeriod> = {}): WholePeriod =>
  period({
    ...{ id: 'p2', seq: 2, starts_on: '2027-05-31', scheduled_ends_on: '2027-06-30', ends_on: '2027-06-30' },
    ...{ anchor_count: 2, ...fields },
  })

export const charge = (fields: Partial<WholeCharge> = {}): WholeCharge => ({
  ...{ id: 'c1', period_id: 'p1', kind: 'purchase', amount_minor: 4990, currency: 'TRY', due_on: '2027-04-30' },
  ...{ state: 'due', invoice_id: null, made_command_id: 'sale', void_command_id: null },
  ...fields,
})

/** A membership with that period and its charge. */
export const whole = (fields: Partial<WholeMembership> = {}): WholeMembership => ({
  ...{ id: 'ms1', member_id: 'm1', plan_id: 'plan1', plan_version_id: 'v1', status: 'active' },
  ...{ starts_on: '2027-04-30', ends_on: '2027-05-30', auto_renew: false, next_plan_id: null, slots_owed: 0 },
  ...{
    cancelled_on: null,
    cancelled_at: null,
    cancelled_by: null,
    cancelled_by_name: null,
    cancel_command_id: null,
    cancel_reason: null,
  },
  ...{ created_at: '2027-04-30T09:00:00.000Z', member_status: 'ACTIVE', kyc_status: 'not_required' },
  ...{ periods: [period()], freezes: [], charges: [charge()], other_periods: [], settings: defaultSettings },
  ...fields,
})
