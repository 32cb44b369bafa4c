import { sql } from 'kysely'
import { addDays, type Day } from '../../kernel/calendar.ts'
import type { Db } from '../../kernel/database.ts'
import { renewalShare } from '../memberships/queries.ts'
import { type Claim, planAhead } from './plan-ahead-rules.ts'
import { shareOf } from './share-rules.ts'

/** Days that are planned for, and days back from which renewals are learnt. */
const daysAhead = 90

/**
 * What memberships may hold, summed by the days they cover. A freeze keeps its slots (PS-R23), so it counts; what is not
 * given yet is what the plan grants.
 */
async function claimsFrom(db: Db, today: Day): Promise<Claim[]> {
  const end = addDays(today, daysAhead)
  const { rows } = await sql<Claim>`
    select greatest(ms.starts_on, ${today}) as "from",
      least(ms.ends_on, ms.cancelled_on - 1, ${end}::date) as until, ms.auto_renew as "autoRenew",
      sum(case when e.id is null then v.slot_allocation else greatest(0, e.granted + e.extra) end)::int as slots
    from memberships ms
    join members m on m.id = ms.member_id and m.status = 'ACTIVE' and m.deleted_at is null
    join membership_plan_versions v on v.id = ms.plan_version_id
    left join plant_slot_entitlements e on e.membership_id = ms.id and e.closed_at is null and e.deleted_at is null
    where ms.status not in ('expired', 'cancelled') and ms.ends_on >= ${today} and ms.starts_on <= ${end}
      and (ms.cancelled_on is null or ms.cancelled_on > ${today}) and ms.deleted_at is null
    group by 1, 2, 3`.execute(db)
  return rows
}

/** Slots that can be held: those of active locations that are not in maintenance and need no work first. */
async function usableSlots(db: Db): Promise<number> {
  const { rows } = await sql<{ usable: number }>`
    select count(*)::int as usable from plant_slots s
    join plant_slot_locations l on l.id = s.location_id and l.status = 'active' and l.deleted_at is null
    where s.status <> 'maintenance' and not (s.status = 'available' and s.maintenance_required)
      and s.deleted_at is null`.execute(db)
  return rows[0]?.usable ?? 0
}

/** Section 9, capacity plan of the next 90 days, with the share of renewals that it reckons with. */
export async function capacityPlan(db: Db, today: Day) {
  const past = { from: addDays(today, -daysAhead), to: addDays(today, -1) }
  const { part, of } = await renewalShare(db, past, today)
  const renewal = shareOf(part, of)
  const usable = await usableSlots(db)
  const claims = await claimsFrom(db, today)
  return {
    usable,
    renewal,
    days: planAhead(claims, { today, days: daysAhead, usable, renewalRate: renewal.rate ?? 0 }),
  }
}
