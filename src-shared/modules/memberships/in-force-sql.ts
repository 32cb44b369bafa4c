import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../kernel/calendar.ts'
import { defaultSettings } from './settings-rules.ts'

const graceDays = sql`coalesce((select auto_renew_grace_days from membership_settings where deleted_at is null),
  ${sql.lit(defaultSettings.auto_renew_grace_days)})`

/**
 * MB-R12 for reports, of any day: one row for each period in force then, with its membership, its member and the terms it
 * was sold on. `day` may be a column of the statement around it.
 */
export const inForceOn = (day: RawBuilder<Day>): RawBuilder<unknown> => sql`
  select ms.id as membership_id, ms.member_id, p.id as period_id, p.plan_version_id, p.price_minor, p.currency,
    v.plan_id, v.duration_type, v.duration_value, v.price_minor as list_price_minor, pl.name as plan_name, pl.tier
  from membership_periods p
  join memberships ms on ms.id = p.membership_id and ms.deleted_at is null
  join members m on m.id = p.member_id and m.status = 'ACTIVE' and m.deleted_at is null
  join membership_plan_versions v on v.id = p.plan_version_id
  join membership_plans pl on pl.id = v.plan_id
  where p.voided_at is null and p.deleted_at is null and p.starts_on <= ${day}
    and ${day} <= p.ends_on + case when ms.auto_renew and p.ends_on = ms.ends_on then ${graceDays} else 0 end
    and (ms.cancelled_on is null or ms.cancelled_on > ${day})
    and not exists (
      select from membership_freezes f
      where f.membership_id = ms.id and f.from_on <= ${day} and f.to_on >= ${day} and f.state <> 'cancelled'
        and f.deleted_at is null)`

/** A day given from outside, for `inForceOn`. */
export const givenDay = (day: Day): RawBuilder<Day> => sql<Day>`${day}::date`
