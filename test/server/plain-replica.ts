import { addDays } from '../../src-shared/kernel/calendar.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import type { Rejection } from '../../src-shared/kernel/rejection.ts'
import type { ScopeRule, ScopeTerm } from '../../src-shared/kernel/scope.ts'
import { type Cursor, type PullResponse, snapshotHeader, snapshotRows } from '../../src-shared/sync/protocol.ts'
import type { Scope } from '../../src-shared/sync/scope.ts'

export type Rows = Map<string, Map<string, JsonObject>>

/** What a reader asks a server. */
export interface Source {
  pull(cursor: Cursor, limit: number, page: PullResponse['more']): Promise<PullResponse | Rejection>
  snapshot(after: string | null): Promise<AsyncIterable<string>>
}

/**
 * The reading half of a desk as `sync.md` describes it, written once more without a database: what it holds after a
 * drain is what the law says a desk holds.
 */
export class PlainReplica {
  readonly rows: Rows = new Map()
  cursor: Cursor | null = null
  readonly #source: Source
  readonly #scope: Scope
  #begun: { cursor: Cursor; after: string | null } | null = null

  constructor(source: Source, scope: Scope) {
    this.#source = source
    this.#scope = scope
  }

  /** Loads the first sync, or goes on with it; stops after so many lines, as if the line were cut. Tells whether it is whole. */
  async firstSync(lines = Number.POSITIVE_INFINITY): Promise<boolean> {
    let left = lines
    const stream = await this.#source.snapshot(this.#begun?.after ?? null)
    for await (const line of stream) {
      const message = JSON.parse(line)
      const header = snapshotHeader.safeParse(message)
      if (header.success) {
        this.#begun ??= { cursor: header.data.cursor, after: null }
        continue
      }
      if (left === 0) return false
      left -= 1
      if (message.end === true) {
        this.cursor = this.#begun?.cursor ?? null
        return true
      }
      const { table, rows } = snapshotRows.parse(message)
      for (const row of rows) this.#tableOf(table).set(String(row.id), row)
      if (this.#begun) this.#begun.after = `${table},${String(rows.at(-1)?.id)}`
    }
    return false
  }

  /** Pulls until one answer comes whole; `between` is what happens elsewhere while pages are fetched. */
  async drain(limit: number, between: () => Promise<void>): Promise<void> {
    if (!this.cursor) throw new Error('A pull before the first sync')
    const gathered: PullResponse['tables'][] = []
    let cursor = this.cursor
    for (;;) {
      const first = await this.#page(cursor, limit, null)
      gathered.push(first.tables)
      let more = first.more
      while (more) {
        await between()
        const page = await this.#page(cursor, limit, more)
        gathered.push(page.tables)
        more = page.more
      }
      cursor = first.cursor
      if (!first.more) break
    }
    for (const tables of gathered) this.#apply(tables)
    this.cursor = cursor
    this.#prune(cursor.scope.day)
  }

  async #page(cursor: Cursor, limit: number, page: PullResponse['more']): Promise<PullResponse> {
    const answer = await this.#source.pull(cursor, limit, page)
    if ('code' in answer) throw new Error(`A pull was refused: ${JSON.stringify(answer)}`)
    return answer
  }

  #tableOf(table: string): Map<string, JsonObject> {
    const known = this.rows.get(table) ?? new Map<string, JsonObject>()
    this.rows.set(table, known)
    return known
  }

  #apply(tables: PullResponse['tables']): void {
    for (const [table, { rows, gone }] of Object.entries(tables)) {
      for (const id of gone) this.#tableOf(table).delete(id)
      for (const row of rows) this.#tableOf(table).set(String(row.id), row)
    }
  }

  #prune(day: string): void {
    for (const table of this.#scope.tables.keys()) {
      for (const [id, row] of this.#tableOf(table)) {
        if (!holdsRow(this.#scope, this.rows, table, row, day)) this.#tableOf(table).delete(id)
      }
    }
  }
}

/** `P(row, day)` once more, over rows in memory: the SQL of it is held against this. */
export function holdsRow(scope: Scope, rows: Rows, table: string, row: JsonObject, day: string): boolean {
  const byRule = (rule: ScopeRule): boolean => {
    if (rule === 'all') return true
    if (rule === 'none') return false
    if ('any' in rule) return rule.any.some((term) => termHolds(scope, row, term, day))
    const key = rule.parentKey ?? 'id'
    return [...(rows.get(rule.follows)?.values() ?? [])].some(
      (parent) =>
        parent[key] === row[rule.by] && parent.deleted_at === null && holdsRow(scope, rows, rule.follows, parent, day),
    )
  }
  return (scope.tables.get(table) ?? []).some(byRule)
}

function termHolds(scope: Scope, row: JsonObject, term: ScopeTerm, day: string): boolean {
  const value = row[term.column]
  if ('isNull' in term) return value === null
  if (typeof value !== 'string') return false
  if ('in' in term) return term.in.includes(value)
  if ('isUser' in term) return value === scope.userId
  return Date.parse(value) >= Date.parse(addDays(day, -term.sinceDays))
}
