import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { shareOf } from './share-rules.ts'
import type { Stretch } from './usage-reads.ts'

type Line = { entries: number; quantity: number; medianHours: number | null; longestHours: number | null }
type Offers = { ended: number; accepted: number; medianAnswerHours: number | null }
type Owed = { memberships: number; slots: number }

const wantedAt = (locationId: string | null) => (locationId === null ? sql`true` : sql`location_id = ${locationId}`)

async function lineNow(db: Db, at: string, locationId: string | null): Promise<Line> {
  const hours = sql`extract(epoch from ${at}::timestamptz - joined_at) / 3600.0`
  const { rows } = await sql<Line>`
    select count(*)::int as entries, coalesce(sum(quantity), 0)::int as quantity,
      percentile_cont(0.5) within group (order by ${hours}) as "medianHours", max(${hours})::float8 as "longestHours"
    from plant_slot_waitlist
    where state in ('waiting', 'offered') and deleted_at is null and ${wantedAt(locationId)}`.execute(db)
  return rows[0] ?? { entries: 0, quantity: 0, medianHours: null, longestHours: null }
}

/** An offer that has ended changes no more, so it ended when it was written last. */
async function offersEnded(db: Db, { since, until, locationId }: Stretch): Promise<Offers> {
  const { rows } = await sql<Offers>`
    select count(*)::int as ended, count(*) filter (where state = 'accepted')::int as accepted,
      percentile_cont(0.5) within group (order by extract(epoch from updated_at - offered_at) / 3600.0)
        filter (where state in ('accepted', 'declined')) as "medianAnswerHours"
    from plant_slot_offers
    where state <> 'open' and updated_at >= ${since} and updated_at < ${until} and deleted_at is null
      and (${locationId}::uuid is null
        or entry_id in (select id from plant_slot_waitlist where location_id = ${locationId}::uuid))`.execute(db)
  return rows[0] ?? { ended: 0, accepted: 0, medianAnswerHours: null }
}

/** Section 9, waiting: who waits now and for how long, and how offers of these days ended. */
export async function waitingOf(db: Db, stretch: Stretch, at: string) {
  const { ended, accepted, medianAnswerHours } = await offersEnded(db, stretch)
  return { ...(await lineNow(db, at, stretch.locationId)), offers: shareOf(accepted, ended), medianAnswerHours }
}

/** Section 9, owed: how many memberships wait for how many slots of their plan, and how long it took to give them. */
export async function owedOf(db: Db, { since, until }: Stretch): Promise<Owed & { medianDays: number | null }> {
  const { rows } = await sql<Owed>`
    select count(*)::int as memberships, coalesce(sum(owed), 0)::int as slots
    from plant_slot_entitlements where owed > 0 and closed_at is null and deleted_at is null`.execute(db)
  const given = await sql<{ medianDays: number | null }>`
    select percentile_cont(0.5) within group (order by extract(epoch from updated_at - joined_at) / 86400.0) as "medianDays"
    from plant_slot_waitlist
    where kind = 'owed' and state = 'fulfilled' and updated_at >= ${since} and updated_at < ${until}
      and deleted_at is null`.execute(db)
  return { ...(rows[0] ?? { memberships: 0, slots: 0 }), medianDays: given.rows[0]?.medianDays ?? null }
}
