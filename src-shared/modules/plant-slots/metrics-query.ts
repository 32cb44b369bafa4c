import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { query } from '../../kernel/query.ts'
import { transferAttempts } from './attempt-reads.ts'
import { queueLength } from './care-reads.ts'
import { shareOf } from './share-rules.ts'

const minute = 60_000
/** Allocations are counted minute by minute for an hour, the rest for a day. */
const minutesWatched = 60
const dayWatched = 24 * 60 * minute

const before = (at: string, ms: number): string => new Date(Date.parse(at) - ms).toISOString()

/**
 * Section 9, monitoring: allocations of each of the last sixty full minutes, the length of the queue of maintenance, how
 * transfers went in the last 24 hours, and the share of refusals by command and code in them.
 */
export const metrics = query('plant-slots.metrics', {
  input: z.object({}).strict(),
  permission: 'plant_slot_report',
  serverOnly: true,
  async run({ db, at, today }) {
    const until = before(at, Date.parse(at) % minute)
    const day = { since: before(at, dayWatched), until: at }
    return {
      asOf: at,
      allocationsPerMinute: await allocationsByMinute(db, before(until, minutesWatched * minute), until),
      maintenanceQueue: await queueLength(db, today),
      transferSuccess: (await transferAttempts(db, day)).success,
      errors: await errorsByCode(db, day),
    }
  },
})

/** Minutes without any are zeros. */
async function allocationsByMinute(db: Db, since: string, until: string) {
  const { rows } = await sql<{ minute: string; count: number }>`
    select m.at as minute, count(l.seq)::int as count
    from generate_series(${since}::timestamptz, ${until}::timestamptz - interval '1 minute', interval '1 minute') as m(at)
    left join command_log l on l.name in ('plant-slots.allocate', 'plant-slots.request') and l.verdict <> 'rejected'
      and l.bounded_at >= ${since} and l.bounded_at < ${until} and date_trunc('minute', l.bounded_at) = m.at
    group by m.at order by m.at`.execute(db)
  return rows
}

async function errorsByCode(db: Db, { since, until }: { since: string; until: string }) {
  const { rows } = await sql<{ command: string; code: string | null; count: number; all: number }>`
    select name as command, rejection ->> 'code' as code, count(*)::int as count,
      (sum(count(*)) over (partition by name))::int as all
    from command_log
    where name like 'plant-slots.%' and bounded_at >= ${since} and bounded_at <= ${until}
    group by 1, 2 order by count desc, 1, 2`.execute(db)
  return rows.flatMap(({ command, code, count, all }) =>
    code === null ? [] : [{ command, code, ...shareOf(count, all) }],
  )
}
