import { sql } from 'kysely'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { holds, prunable, type Scope } from '../../src-shared/sync/scope.ts'
import type { DeskDb } from './desk-tables.ts'

/** Rows of one table that came in, and ids that left. */
export interface TableDelta {
  rows: JsonObject[]
  gone: string[]
}
export type Delta = Record<string, TableDelta>

/** Joins the pages of a pull; what came later counts. */
export function mergeDelta(into: Delta, from: Delta): void {
  for (const [table, { rows, gone }] of Object.entries(from)) {
    const known = into[table] ?? { rows: [], gone: [] }
    const newer = new Set([...rows.map((row) => row.id), ...gone])
    into[table] = {
      rows: [...known.rows.filter((row) => !newer.has(row.id ?? null)), ...rows],
      gone: [...known.gone.filter((id) => !newer.has(id)), ...gone],
    }
  }
}

/**
 * Puts the server's rows in. Triggers must be off. Everything that changes is taken out first: rows may exchange a
 * unique value between them, which is only ever wrong half-way.
 */
export async function applyDelta(db: DeskDb, delta: Delta): Promise<void> {
  for (const [table, { rows, gone }] of Object.entries(delta)) {
    const ids = [...rows.flatMap(({ id }) => (typeof id === 'string' ? [id] : [])), ...gone]
    if (ids.length === 0) continue
    await sql`delete from ${sql.table(table)} where id = any(${ids}::uuid[])`.execute(db)
  }
  for (const [table, { rows }] of Object.entries(delta)) {
    if (rows.length > 0) await insertRows(db, table, JSON.stringify(newestOfEach(rows)))
  }
}

/** A row may come twice, for two reasons; it is the same row. */
const newestOfEach = (rows: JsonObject[]): JsonObject[] => [...new Map(rows.map((row) => [row.id, row])).values()]

/** Adds rows given as the text of a JSON array. */
const insertRows = (db: DeskDb, table: string, rows: string) =>
  sql`insert into ${sql.table(table)}
    select * from json_populate_recordset(null::${sql.table(table)}, ${Buffer.from(rows)}::json)`.execute(db)

/** Takes out what the day has pushed out of the scope, children after their parents (`sync.md` section 2). */
export async function prune(db: DeskDb, scope: Scope, day: string): Promise<string[]> {
  const changed: string[] = []
  for (const table of prunable(scope)) {
    const removed = await sql`delete from ${sql.table(table)} where not ${holds(scope, table, day)}`.execute(db)
    if (Number(removed.numAffectedRows ?? 0) > 0) changed.push(table)
  }
  return changed
}
