import { createHash } from 'node:crypto'
import { CompiledQuery, type Selectable } from 'kysely'
import type { Db } from '../../src-shared/kernel/database.ts'
import { canonicalJson, type Json, type JsonObject } from '../../src-shared/kernel/json.ts'
import type { CommandLog } from '../../src-shared/schema/row-types.ts'

/** What is said of a command in the log, before it has its place in the chain. */
export type LogEntry = Omit<Selectable<CommandLog>, 'tenant_id' | 'seq' | 'prev_hash' | 'hash' | 'subject'>

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

/** Entries with their places at the end of the log, and the new head. */
export interface Chained {
  rows: (LogEntry & { seq: number; prev_hash: Uint8Array; hash: Uint8Array })[]
  head: LogHead
}

/** Chains entries to the end of the log. */
export function chain(head: LogHead, entries: readonly LogEntry[]): Chained {
  let { seq, hash } = head
  const rows = entries.map((entry) => {
    const previous = hash
    seq += 1
    hash = hashOf(previous, seq, entry)
    return { ...entry, seq, prev_hash: previous, hash }
  })
  return { rows, head: { seq, hash } }
}

const textOf = (value: Json): string | null => (value === null ? null : JSON.stringify(value))
const hex = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`

/** Writes entries, and moves the tenant's head to the last of them: one statement of one text for any number. */
export const writingLog = ({ rows, head }: Chained, version: number): CompiledQuery =>
  CompiledQuery.raw(writing, [
    JSON.stringify(
      rows.map((row) => ({
        ...row,
        input: JSON.stringify(row.input),
        meta: JSON.stringify(row.meta),
        told: textOf(row.told),
        outcome: textOf(row.outcome),
        rejection: textOf(row.rejection),
        prev_hash: hex(row.prev_hash),
        hash: hex(row.hash),
      })),
    ),
    ...[version, head.seq, head.hash],
  ])

/** JSON travels inside as text: as JSON, its null would arrive as no value at all. */
const writing = `
  with entries as (
    insert into command_log (seq, command_id, desk_id, desk_seq, name, command_version, input, meta, actor_id, acted_at,
      bounded_at, received_at, basis_version, told, verdict, version, outcome, rejection, prev_hash, hash)
    select seq, command_id, desk_id, desk_seq, name, command_version, input::jsonb, meta::jsonb, actor_id, acted_at,
      bounded_at, received_at, basis_version, told::jsonb, verdict, version, outcome::jsonb, rejection::jsonb,
      prev_hash, hash
    from json_to_recordset($1::json) as entry (seq bigint, command_id uuid, desk_id uuid, desk_seq bigint, name text,
      command_version int, input text, meta text, actor_id uuid, acted_at timestamptz, bounded_at timestamptz,
      received_at timestamptz, basis_version bigint, told text, verdict text, version bigint, outcome text,
      rejection text, prev_hash bytea, hash bytea)
  )
  update tenant_heads set version = $2, log_seq = $3, log_hash = $4`

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
