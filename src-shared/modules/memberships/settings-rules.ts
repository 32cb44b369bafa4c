import type { Selectable } from 'kysely'
import type { MembershipSettings } from '../../schema/row-types.ts'

/** How a tenant wants its memberships judged. */
export type Settings = Pick<
  Selectable<MembershipSettings>,
  'promise_hours' | 'auto_renew_grace_days' | 'past_due_after_days' | 'block_past_due' | 'backdate_days'
>

/** What holds until a tenant changes it; the same values as the column defaults. */
export const defaultSettings: Settings = {
  promise_hours: 72,
  auto_renew_grace_days: 3,
  past_due_after_days: 7,
  block_past_due: false,
  backdate_days: 30,
}

/** Settings from a row that may not be there yet. */
export const settingsFrom = (row: { [K in keyof Settings]: Settings[K] | null } | undefined): Settings => ({
  promise_hours: row?.promise_hours ?? defaultSettings.promise_hours,
  auto_renew_grace_days: row?.auto_renew_grace_days ?? defaultSettings.auto_renew_grace_days,
  past_due_after_days: row?.past_due_after_days ?? defaultSettings.past_due_after_days,
  block_past_due: row?.block_past_due ?? defaultSettings.block_past_due,
  backdate_days: row?.backdate_days ?? defaultSettings.backdate_days,
})
