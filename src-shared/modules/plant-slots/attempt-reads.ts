import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { type Share, shareOf } from './share-rules.ts'
import type { Stretch } from './usage-reads.ts'

const giving = ['plant-slots.allocate', 'plant-slots.request']
const handing = ['plant-slots.transfer']

/** Refusals that say that somebody else has what was asked for, or that there is no more of it. */
const forCapacity: ReadonlySet<string> = new Set([
  ...['plant_slot_insufficient_slots', 'plant_slot_taken', 'plant_slot_offered', 'plant_slot_leased'],
])

/** Why commands were refused. */
export type Refused = { code: string; reason: string | null; count: number }

/** What became of commands. */
export type Attempts = {
  all: number
  applied: number
  adjusted: number
  rejected: number
  /** The most frequent first. */
  byCode: Refused[]
}

interface Counted {
  verdict: 'applied' | 'adjusted' | 'rejected'
  code: string | null
  reason: string | null
  count: number
}

async function attempts(db: Db, names: readonly string[], since: string, until: string): Promise<Attempts> {
  const { rows } = await sql<Counted>`
    select verdict, rejection ->> 'code' as code, rejection -> 'params' ->> 'reason' as reason, count(*)::int as count
    from command_log
    where name in (${sql.join(names)}) and bounded_at >= ${since} and bounded_at < ${until}
    group by 1, 2, 3
    order by count desc, 2, 3`.execute(db)
  const of = (verdict: Counted['verdict']) =>
    rows.filter((row) => row.verdict === verdict).reduce((sum, { count }) => sum + count, 0)
  const byCode = rows.flatMap(({ code, reason, count }) => (code === null ? [] : [{ code, reason, count }]))
  const [applied, adjusted, rejected] = [of('applied'), of('adjusted'), of('rejected')]
  return { all: applied + adjusted + rejected, applied, adjusted, rejected, byCode }
}

/** Section 9, allocation attempts: by what became of them, and the share that was refused for want of slots. */
export async function allocationAttempts(db: Db, { since, until }: Stretch): Promise<Attempts & { denial: Share }> {
  const found = await attempts(db, giving, since, until)
  const byCode = summed(found.byCode)
  const denied = byCode.filter(({ code }) => forCapacity.has(code)).reduce((sum, { count }) => sum + count, 0)
  return { ...found, byCode, denial: shareOf(denied, found.all) }
}

/** Section 9, transfer success: by the reason where it failed. */
export async function transferAttempts(
  db: Db,
  { since, until }: Pick<Stretch, 'since' | 'until'>,
): Promise<Attempts & { success: Share }> {
  const found = await attempts(db, handing, since, until)
  return { ...found, success: shareOf(found.applied + found.adjusted, found.all) }
}

/** Why a membership is not in force is no other reason for which slots were not given. */
function summed(refused: readonly Refused[]): Refused[] {
  const counts = new Map<string, number>()
  for (const { code, count } of refused) counts.set(code, (counts.get(code) ?? 0) + count)
  return [...counts]
    .map(([code, count]) => ({ code, reason: null, count }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
}
