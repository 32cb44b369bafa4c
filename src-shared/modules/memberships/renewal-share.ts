import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../kernel/calendar.ts'
import { defaultSettings } from './settings-rules.ts'

/** Days that a period may have ended on, both counted. */
export interface Ended {
  from: Day
  to: Day
}

/**
 * Periods `p` that came to their end in some days before today, each with whether it was renewed within the window
 * (section 9). One that a change of plan cut short went on without an end.
 */
export const endedPeriods = ({ from, to }: Ended, today: Day): RawBuilder<unknown> => sql`
  select p.id, p.membership_id, p.plan_version_id, p.ends_on, coalesce(n.starts_on <= p.ends_on + 1 + w.days, false) as renewed
  from membership_periods p
  cross join (select coalesce((select renewal_window_days from membership_settings where deleted_at is null),
    ${sql.lit(defaultSettings.renewal_window_days)}) as days) w
  left join lateral (
    select x.starts_on from membership_periods x
    where x.membership_id = p.membership_id and x.seq > p.seq and x.voided_at is null and x.deleted_at is null
    order by x.seq limit 1) n on true
  where p.ends_on >= ${from} and p.ends_on <= ${to} and p.ends_on < ${today} and p.voided_at is null
    and p.deleted_at is null and not (p.cut and coalesce(n.starts_on = p.ends_on + 1, false))`
