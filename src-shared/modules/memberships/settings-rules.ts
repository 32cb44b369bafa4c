import type { Selectable } from 'kysely'
import type { MembershipSettings } from '../../schema/row-types.ts'

/** The columns that hold what a tenant may set. */
export const settingsColumns = [
  'promise_hours',
  'renew_early_days',
  'renewal_window_days',
  'auto_renew_lead_days',
  'auto_renew_grace_days',
  'past_due_after_days',
  'block_past_due',
  'self_freeze',
  'backdate_days',
] as const

/** How a tenant wants its memberships judged. */
export type Settings = Pick<Selectable<MembershipSettings>, (typeof settingsColumns)[number]>

/** What holds until a tenant changes it; the same values as the column defaults. */
export const defaultSettings: Settings = {
  promise_hours: 72,
  renew_early_days: 60,
  renewal_window_days: 30,
  auto_renew_lead_days: 1,
  auto_renew_grace_days: 3,
  past_due_after_days: 7,
  block_past_due: false,
  self_freeze: false,
  backdate_days: 30,
}

/** Settings from a row that may not be there yet. */
export const settingsFrom = (row: { [K in keyof Settings]: Settings[K] | null } | undefined): Settings => ({
  promise_hours: row?.promise_hours ?? defaultSettings.promise_hours,
  renew_early_days: row?.renew_early_days ?? defaultSettings.renew_early_days,
  renewal_window_days: row?.renewal_window_days ?? defaultSettings.renewal_window_days,
  auto_renew_lead_days: row?.auto_renew_lead_days ?? defaultSettings.auto_renew_lead_days,
  auto_renew_grace_days: row?.auto_renew_grace_days ?? defaultSettings.auto_renew_grace_days,
  past_due_after_days: row?.past_due_after_days ?? defaultSettings.past_due_after_days,
  block_past_due: row?.block_past_due ?? defaultSettings.block_past_due,
  self_freeze: row?.self_freeze ?? defaultSettings.self_freeze,
  backdate_days: row?.backdate_days ?? defaultSettings.backdate_days,
})
