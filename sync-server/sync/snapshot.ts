import { type Kysely, sql } from 'kysely'
import type { Rejection } from '../../src-shared/kernel/rejection.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import type { Cursor } from '../../src-shared/sync/protocol.ts'
import { holds, type Scope } from '../../src-shared/sync/scope.ts'
import { readTenant } from '../database/tenant-transaction.ts'
import { present, type Reader } from './pull.ts'

/** Rows a line carries: large enough to be cheap, small enough to show real progress. */
const rowsPerLine = 2000

/** Where a cut stream goes on. */
export interface SnapshotPlace {
  table: string
  id: string
}

/**
 * A first sync as lines of JSON: a header, rows in order of table and id, a footer. Each line is a transaction of its
 * own, so that a long one holds nobody up; the desk finishes with pulls from the header's version. Refused as a pull is.
 */
export async function snapshot(
  db: Kysely<Database>,
  tenantId: string,
  reader: Reader,
  after?: SnapshotPlace,
): Promise<AsyncGenerator<string> | Rejection> {
  const start = await readTenant(db, tenantId, async (transaction) => {
    const now = await present(reader, transaction)
    if ('code' in now) return now
    const counts: Record<string, number> = {}
    for (const table of heldTables(now.scope)) {
      const held = heldRows(now.scope, table, now.cursor.scope.day)
      const { rows } = await sql<{ n: number }>`select count(*)::int as n ${held}`.execute(transaction)
      counts[table] = rows[0]?.n ?? 0
    }
    return { ...now, counts }
  })
  return 'code' in start ? start : linesOf(db, tenantId, start, after)
}

interface Start {
  scope: Scope
  cursor: Cursor
  counts: Record<string, number>
}

async function* linesOf(
  db: Kysely<Database>,
  tenantId: string,
  { scope, cursor, counts }: Start,
  after?: SnapshotPlace,
): AsyncGenerator<string> {
  yield `${JSON.stringify({ cursor, counts })}\n`
  const tables = heldTables(scope)
  const first = after ? tables.indexOf(after.table) : 0
  for (const table of tables.slice(Math.max(first, 0))) {
    let last: string | null = table === after?.table ? after.id : null
    for (;;) {
      const line = await readTenant(db, tenantId, (transaction) =>
        nextLine(transaction, scope, table, cursor.scope.day, last),
      )
      if (!line) break
      yield `{"table":${JSON.stringify(table)},"rows":${line.rows}}\n`
      last = line.last
      if (line.n < rowsPerLine) break
    }
  }
  yield `${JSON.stringify({ end: true })}\n`
}

const heldTables = (scope: Scope): string[] =>
  [...scope.tables].filter(([, rules]) => rules.length > 0).map(([table]) => table)

const heldRows = (scope: Scope, table: string, day: string) =>
  sql`from ${sql.table(table)} where ${sql.ref(`${table}.deleted_at`)} is null and ${holds(scope, table, day)}`

/** Rows leave the database as text and go through untouched: nothing here needs to read them. */
async function nextLine(
  db: Kysely<Database>,
  scope: Scope,
  table: string,
  day: string,
  after: string | null,
): Promise<{ rows: string; last: string; n: number } | null> {
  const beyond = after ? sql`and ${sql.ref(`${table}.id`)} > ${after}::uuid` : sql``
  const { rows } = await sql<{ rows: string | null; last: string | null; n: number }>`
    select '[' || string_agg(row_text, ',' order by id) || ']' as rows,
      (array_agg(id order by id desc))[1] as last, count(*)::int as n
    from (
      select ${sql.ref(`${table}.id`)} as id, to_jsonb(${sql.table(table)}.*)::text as row_text
      ${heldRows(scope, table, day)} ${beyond}
      order by ${sql.ref(`${table}.id`)} limit ${rowsPerLine}
    ) as page`.execute(db)
  const found = rows[0]
  return found?.rows && found.last ? { rows: found.rows, last: found.last, n: found.n } : null
}
