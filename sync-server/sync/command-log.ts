import { createHash } from 'node:crypto'
import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../src-shared/kernel/database.ts'
import { canonicalJson, type JsonObject } from '../../src-shared/kernel/json.ts'
import type { CommandLog } from '../../src-shared/schema/row-types.ts'

/** What is said of a command in the log, before it has its place in the chain. */
export type LogEntry = Omit<Selectable<CommandLog>, 'tenant_id' | 'seq' | 'prev_hash' | 'hash'>

/** The end of a tenant's log. */
export interface LogHead {
  seq: number
  hash: Uint8Array
}

/** The fields that the hash protects, in one text that does not depend on how a database prints them. */
const hashed = (seq: number, entry: LogEntry): string => {
  const fields: JsonObject = {
    seq,
    command_id: entry.command_id,
    desk_id: entry.desk_id,
    desk_seq: entry.desk_seq,
    name: entry.name,
    command_version: entry.command_version,
    input: entry.input,
    meta: entry.meta,
    actor_id: entry.actor_id,
    acted_at: entry.acted_at,
    bounded_at: entry.bounded_at,
    received_at: entry.received_at,
    basis_version: entry.basis_version,
    told: entry.told,
    verdict: entry.verdict,
    version: entry.version,
    outcome: entry.outcome,
    rejection: entry.rejection,
  }
  return canonicalJson(fields)
}

const hashOf = (previous: Uint8Array, seq: number, entry: LogEntry): Uint8Array =>
  createHash('sha256').update(previous).update(hashed(seq, entry)).digest()

/** Chains entries to the end of the log: rows to insert, and the new head. */
export function chain(head: LogHead, entries: readonly LogEntry[]): { rows: Insertable<CommandLog>[]; head: LogHead } {
  let { seq, hash } = head
  const rows = entries.map((entry) => {
    const previous = hash
    seq += 1
    hash = hashOf(previous, seq, entry)
    return {
      ...entry,
      seq,
      prev_hash: previous,
      hash,
      input: JSON.stringify(entry.input),
      meta: JSON.stringify(entry.meta),
      told: textOf(entry.told),
      outcome: textOf(entry.outcome),
      rejection: textOf(entry.rejection),
    }
  })
  return { rows, head: { seq, hash } }
}

const textOf = (value: LogEntry['told']): string | null => (value === null ? null : JSON.stringify(value))

/** What `verify` found: the whole chain, or the first entry that does not fit it. */
export type Verification = { whole: true; entries: number } | { whole: false; firstBad: number }

const verifyPage = 1000
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0

/** Walks a tenant's log and names the first entry that was altered, removed or put in (SY-13). */
export async function verifyLog(db: Db): Promise<Verification> {
  let head: LogHead = { seq: 0, hash: new Uint8Array() }
  for (;;) {
    const page = await db
      .selectFrom('command_log')
      .selectAll()
      .where('seq', '>', head.seq)
      .orderBy('seq')
      .limit(verifyPage)
      .execute()
    for (const row of page) {
      const expected = hashOf(head.hash, head.seq + 1, row)
      const fits = row.seq === head.seq + 1 && same(row.prev_hash, head.hash) && same(row.hash, expected)
      if (!fits) return { whole: false, firstBad: head.seq + 1 }
      head = { seq: row.seq, hash: row.hash }
    }
    if (page.length < verifyPage) break
  }
  const kept = await db.selectFrom('tenant_heads').select(['log_seq', 'log_hash']).executeTakeFirst()
  if (!kept || (kept.log_seq === head.seq && same(kept.log_hash, head.hash))) return { whole: true, entries: head.seq }
  // Too short: its end was cut off. Too long: entries were added. Of equal length: the last one is another.
  const firstBad = kept.log_seq === head.seq ? head.seq : Math.min(kept.log_seq, head.seq) + 1
  return { whole: false, firstBad }
}
