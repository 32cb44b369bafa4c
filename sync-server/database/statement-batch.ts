import type { CompiledQuery, QueryResult } from 'kysely'
import type { Connection, Submittable } from 'pg'
import { valueTypes } from './value-types.ts'
import { wireValue } from './wire-value.ts'

/** A statement with whoever waits for its answer. */
export interface Statement {
  query: CompiledQuery
  /** Rows come as Postgres sends them; their type is the statement's own word. */
  resolve(result: QueryResult<Record<string, unknown>>): void
  reject(error: Error): void
}

interface Column {
  name: string
  parse(text: string): unknown
}

/** A text is prepared under a name when it is seen again; no more than so many, since each costs the server memory. */
const mostNames = 600
const seenOnce = new Set<string>()
const names = new Map<string, string>()

/** The name under which a text is prepared on every connection, or '' for one that is seldom seen. */
function nameOf(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= mostNames) return ''
  if (seenOnce.delete(text)) {
    names.set(text, `h${names.size}`)
  } else {
    if (seenOnce.size >= mostNames) seenOnce.clear()
    seenOnce.add(text)
  }
  return names.get(text) ?? ''
}

/** What one connection knows of the statements prepared on it. */
export class Prepared {
  /** The columns of those that are there. */
  readonly columns = new Map<string, readonly Column[]>()
  /** Those of which an error leaves open whether they are there. */
  readonly doubtful = new Set<string>()
}

type Wire = Pick<Connection, 'bind' | 'close' | 'describe' | 'execute' | 'parse' | 'stream' | 'sync'>

/**
 * Statements that go to Postgres in one piece and are answered in one piece: a round trip costs more than most of them.
 * One that fails takes those behind it with it, under the same error. Inside a transaction only; outside, one by one.
 */
export class StatementBatch implements Submittable {
  readonly #statements: readonly Statement[]
  readonly #prepared: Prepared
  readonly #done: () => void
  readonly #names: string[]
  readonly #results: QueryResult<Record<string, unknown>>[] = []
  #columns: readonly Column[] = []
  #rows: Record<string, unknown>[] = []

  constructor(statements: readonly Statement[], prepared: Prepared, done: () => void) {
    this.#statements = statements
    this.#prepared = prepared
    this.#done = done
    this.#names = statements.map(({ query }) => nameOf(query.sql))
  }

  /** Called by `pg` when the connection is free. */
  submit(connection: Wire): void {
    const parsedHere = new Set<string>()
    connection.stream.cork()
    for (const [at, { query }] of this.#statements.entries()) {
      const name = this.#names[at] ?? ''
      const isThere = name !== '' && this.#prepared.columns.has(name)
      if (!isThere && !parsedHere.has(name)) {
        if (this.#prepared.doubtful.delete(name)) connection.close({ type: 'S', name }, false)
        connection.parse({ name, text: query.sql, types: [] }, false)
        if (name) parsedHere.add(name)
      }
      connection.bind({ statement: name, values: query.parameters.map(wireValue) }, false)
      if (!isThere) connection.describe({ type: 'P' }, false)
      connection.execute(null, false)
    }
    connection.sync()
    connection.stream.uncork()
    this.#begin()
  }

  /** Makes ready for the answer to the next statement. */
  #begin(): void {
    this.#columns = this.#prepared.columns.get(this.#names[this.#results.length] ?? '') ?? []
    this.#rows = []
  }

  handleRowDescription({ fields }: { fields: readonly { name: string; dataTypeID: number }[] }): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: valueTypes.getTypeParser(dataTypeID, 'text'),
    }))
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const row: Record<string, unknown> = {}
    for (const [at, { name, parse }] of this.#columns.entries()) {
      const text = fields[at] ?? null
      row[name] = text === null ? null : parse(text)
    }
    this.#rows.push(row)
  }

  handleCommandComplete({ text }: { text: string }): void {
    const name = this.#names[this.#results.length]
    if (name) this.#prepared.columns.set(name, this.#columns)
    const [command = '', ...counts] = text.split(' ')
    // Kysely recognises by these that a transaction was in truth rolled back.
    const rows = command === 'COMMIT' || command === 'ROLLBACK' ? [{ command }] : this.#rows
    const changes = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE'
    this.#results.push({ rows, ...(changes ? { numAffectedRows: BigInt(counts.at(-1) ?? 0) } : {}) })
    this.#begin()
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' })
  }

  handleError(error: Error): void {
    const name = this.#names[this.#results.length]
    if (name) {
      this.#prepared.columns.delete(name)
      this.#prepared.doubtful.add(name)
    }
    this.#settle(error)
  }

  /** Only now is a statement outside a transaction committed. */
  handleReadyForQuery(): void {
    this.#settle(new Error('Postgres has not answered every statement'))
  }

  #settle(error: Error): void {
    for (const [at, statement] of this.#statements.entries()) {
      const result = this.#results[at]
      if (result) statement.resolve(result)
      else statement.reject(error)
    }
    this.#done()
  }
}
