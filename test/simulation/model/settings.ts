import type { Act, Told } from './act.ts'
import { refuse } from './refusal.ts'
import { fields, leftOut, type Read, such, whole, yesNo } from './shapes.ts'
import type { Settings } from './state.ts'

const settings = {
  promiseHours: whole(0, 168),
  renewEarlyDays: whole(0, 365),
  renewalWindowDays: whole(0, 365),
  autoRenewLeadDays: whole(0, 14),
  autoRenewGraceDays: whole(0, 14),
  pastDueAfterDays: whole(0, 90),
  blockPastDue: yesNo,
  backdateDays: whole(0, 90),
}
const some = fields(leftOut(settings))

export const changedSettings = such(fields({ patch: some, seen: some }), ({ patch, seen }) =>
  Object.keys(patch).every((name) => Object.hasOwn(seen, name)),
)

/** MB-R62 for the tenant's settings. */
export function updateSettings({ draft }: Act, { patch, seen }: Read<typeof changedSettings>): Told {
  const wanted: Settings = { ...draft.settings, ...patch }
  for (const name of [
    'promiseHours',
    'renewEarlyDays',
    'renewalWindowDays',
    'autoRenewLeadDays',
    'autoRenewGraceDays',
    'pastDueAfterDays',
    'blockPastDue',
    'backdateDays',
  ] as const) {
    const now = draft.settings[name]
    if (Object.hasOwn(patch, name) && now !== seen[name] && now !== wanted[name]) refuse('version_conflict')
  }
  draft.settings = wanted
  return {}
}
