import type { Insertable } from 'kysely'
import type { MembershipCharges, MembershipPeriods } from '../../schema/row-types.ts'
import type { Renewal } from './renewal-rules.ts'

/** The new period as it is kept; `soldBy` null is the clock's own renewal. */
export const periodRow = ({ period, now }: Renewal, soldBy: string | null): Insertable<MembershipPeriods> => ({
  id: period.id,
  membership_id: now.id,
  member_id: now.member_id,
  plan_version_id: period.plan_version_id,
  seq: period.seq,
  starts_on: period.starts_on,
  scheduled_ends_on: period.scheduled_ends_on,
  ends_on: period.ends_on,
  cut: false,
  anchor_on: period.anchor_on,
  anchor_count: period.anchor_count,
  frozen_days: 0,
  price_minor: period.price_minor,
  currency: period.currency,
  override_renews: period.override_renews,
  sold_by: soldBy,
})

/** What is asked for it (MB-R25), due on its first day. */
export const chargeRow = (
  { period, now, priceMinor }: Renewal,
  chargeId: string,
  commandId: string,
): Insertable<MembershipCharges> => ({
  id: chargeId,
  member_id: now.member_id,
  membership_id: now.id,
  period_id: period.id,
  kind: 'renewal',
  amount_minor: priceMinor,
  currency: period.currency,
  due_on: period.starts_on,
  state: 'due',
  made_command_id: commandId,
})
