import { sql } from 'kysely'
import type { Day } from '../../kernel/calendar.ts'
import type { Db } from '../../kernel/database.ts'
import { shareOf } from './share-rules.ts'
import type { Stretch } from './usage-reads.ts'

/** Open work by priority. */
export type OpenWork = { high: number; normal: number; low: number }
type Open = OpenWork & { overdue: number }
type Done = { done: number; medianHours: number | null; p90Hours: number | null }

const inPlace = (locationId: string | null) =>
  locationId === null ? sql`true` : sql`e.slot_id in (select id from plant_slots where location_id = ${locationId})`

async function openWork(db: Db, locationId: string | null, today: Day): Promise<Open> {
  const { rows } = await sql<Open>`
    select count(*) filter (where priority = 'high')::int as high,
      count(*) filter (where priority = 'normal')::int as normal,
      count(*) filter (where priority = 'low')::int as low,
      count(*) filter (where due_on < ${today})::int as overdue
    from plant_slot_maintenance e
    where state in ('open', 'in_progress') and deleted_at is null and ${inPlace(locationId)}`.execute(db)
  return rows[0] ?? { high: 0, normal: 0, low: 0, overdue: 0 }
}

/** What was logged when it was done already was never waited for. */
async function doneWork(db: Db, { since, until, locationId }: Stretch): Promise<Done> {
  const hours = sql`extract(epoch from done_at - created_at)::float8 / 3600`
  const { rows } = await sql<Done>`
    select count(*)::int as done,
      percentile_cont(0.5) within group (order by ${hours}) filter (where done_command_id is not null) as "medianHours",
      percentile_cont(0.9) within group (order by ${hours}) filter (where done_command_id is not null) as "p90Hours"
    from plant_slot_maintenance e
    where state = 'done' and done_at >= ${since} and done_at < ${until} and deleted_at is null
      and ${inPlace(locationId)}`.execute(db)
  return rows[0] ?? { done: 0, medianHours: null, p90Hours: null }
}

async function doneBy(db: Db, { since, until, locationId }: Stretch) {
  const { rows } = await sql<{ userId: string; name: string | null; done: number }>`
    select e.performed_by as "userId", u.display_name as name, count(*)::int as done
    from plant_slot_maintenance e
    left join users u on u.id = e.performed_by
    where e.state = 'done' and e.done_at >= ${since} and e.done_at < ${until} and e.deleted_at is null
      and ${inPlace(locationId)}
    group by 1, 2 order by done desc, name, 1 limit 50`.execute(db)
  return rows
}

/** The length of the queue by priority. */
export async function queueLength(db: Db, today: Day): Promise<OpenWork> {
  const { high, normal, low } = await openWork(db, null, today)
  return { high, normal, low }
}

/** Section 9, maintenance: the queue now, and what was done in these days, how soon and by whom. */
export async function careOf(db: Db, stretch: Stretch, today: Day) {
  const { overdue, ...open } = await openWork(db, stretch.locationId, today)
  const queue = open.high + open.normal + open.low
  return {
    ...{ open, overdue: shareOf(overdue, queue) },
    ...(await doneWork(db, stretch)),
    byPerformer: await doneBy(db, stretch),
  }
}
