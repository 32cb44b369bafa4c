import {
  AbortedTransactionError,
  type CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  PGliteAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'
import type { EmbeddedPostgres } from './embedded-postgres.ts'
import type { Answer, Read, Statements } from './statements.ts'

/** What a dialect stands on. Several of one database share its statements, and take turns. */
export interface EmbeddedOptions {
  database: EmbeddedPostgres
  statements: Statements
  ear?: Ear
}

/** Told of every statement of one dialect. */
export interface Ear {
  /** Its SQL, before it runs. */
  hear(statement: string): void
  /** What it gave. */
  note(read: Read): void
}

/** Kysely on an embedded Postgres, in place of the one that comes with Kysely: see `Statements` for why. */
export class EmbeddedDialect implements Dialect {
  readonly #options: EmbeddedOptions

  constructor(options: EmbeddedOptions) {
    this.#options = options
  }

  createDriver(): Driver {
    return new EmbeddedDriver(this.#options)
  }

  createQueryCompiler(): QueryCompiler {
    return new PostgresQueryCompiler()
  }

  createAdapter(): DialectAdapter {
    return new PGliteAdapter()
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new PostgresIntrospector(db)
  }
}

class EmbeddedDriver implements Driver {
  readonly #database: EmbeddedPostgres
  readonly #connection: EmbeddedConnection

  constructor(options: EmbeddedOptions) {
    this.#database = options.database
    this.#connection = new EmbeddedConnection(options)
  }

  async init(): Promise<void> {
    await this.#database.waitReady
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }

  beginTransaction(_: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    return this.#connection.begin(settings)
  }

  commitTransaction(): Promise<void> {
    return this.#connection.commit()
  }

  rollbackTransaction(): Promise<void> {
    return this.#connection.rollback()
  }

  async releaseConnection(): Promise<void> {
    // There is but one, and Kysely gives it to one at a time.
  }

  async destroy(): Promise<void> {
    if (!this.#database.closed) await this.#database.close()
  }
}

/** Statements that neither take nor give anything: there is nothing in them to prepare. */
const controls = /^\s*(?:savepoint|release|rollback|set constraints)\b/i

class EmbeddedConnection implements DatabaseConnection {
  readonly #database: EmbeddedPostgres
  readonly #statements: Statements
  readonly #ear: Ear | undefined
  /** Gives the database back to others; null outside a transaction. */
  #release: (() => void) | null = null

  constructor({ database, statements, ear }: EmbeddedOptions) {
    this.#database = database
    this.#statements = statements
    this.#ear = ear
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>>
  async executeQuery({ sql, parameters }: CompiledQuery): Promise<QueryResult<unknown>> {
    this.#mustBeOpen()
    this.#ear?.hear(sql)
    const run = () => this.#run(sql, parameters)
    const { rows, affected, read } = await (this.#release ? run() : this.#database._runExclusiveTransaction(run))
    if (read) this.#ear?.note(read)
    return affected === undefined ? { rows } : { rows, numAffectedRows: affected }
  }

  async #run(sql: string, parameters: readonly unknown[]): Promise<Answer> {
    if (parameters.length > 0 || !controls.test(sql)) return this.#statements.run(sql, parameters)
    await this.#statements.control(sql)
    return { rows: [], affected: undefined, read: null }
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator; an answer is never larger than memory here.
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('An embedded database streams nothing')
  }

  async begin({ isolationLevel, accessMode }: TransactionSettings): Promise<void> {
    this.#mustBeOpen()
    const modes = [isolationLevel ? `isolation level ${isolationLevel}` : [], accessMode ?? []].flat()
    this.#release = await this.#alone()
    try {
      await this.#statements.control(`begin ${modes.join(', ')}`)
    } catch (error) {
      this.#leave()
      throw error
    }
  }

  async commit(): Promise<void> {
    try {
      // After an error Postgres takes back what it was told to keep, and says so in passing.
      if ((await this.#statements.control('commit')) === 'ROLLBACK') throw new AbortedTransactionError()
    } finally {
      this.#leave()
    }
  }

  async rollback(): Promise<void> {
    // Kysely asks for it after a commit that failed, too; Postgres has ended the transaction by then.
    if (!this.#release) return
    try {
      await this.#statements.control('rollback')
    } finally {
      this.#leave()
    }
  }

  #mustBeOpen(): void {
    if (!this.#database.ready) throw new Error('The database is closed')
  }

  /** Waits until the database is nobody's, and gives what ends that. */
  #alone(): Promise<() => void> {
    return new Promise((begun, failed) => {
      const held = Promise.withResolvers<void>()
      this.#database
        ._runExclusiveTransaction(() => {
          begun(held.resolve)
          return held.promise
        })
        .catch(failed)
    })
  }

  #leave(): void {
    this.#release?.()
    this.#release = null
  }
}
