import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PGliteDialect,
  type QueryResult,
} from 'kysely'
import type { Engine } from './engine.ts'
import type { Life } from './life.ts'

/** Told of what a life has written once it is durable, before anybody else can write. */
export type Committed = (statements: readonly string[]) => Promise<void>

/**
 * The way of one life to an engine: each statement, and each commit, is a step at which others come between and at
 * which it may die. What a dead life had not committed is taken back; what it waited for is given to the next.
 */
export const gatedDialect = (engine: Engine, life: Life, committed: Committed = () => Promise.resolve()): Dialect => {
  const inner = new PGliteDialect({ pglite: engine.pglite })
  return {
    createAdapter: () => inner.createAdapter(),
    createIntrospector: (db) => inner.createIntrospector(db),
    createQueryCompiler: () => inner.createQueryCompiler(),
    createDriver: () => new GatedDriver(inner.createDriver(), engine, life, committed),
  }
}

class GatedDriver implements Driver {
  readonly #inner: Driver
  readonly #engine: Engine
  readonly #life: Life
  readonly #committed: Committed
  #connection: GatedConnection | null = null

  constructor(inner: Driver, engine: Engine, life: Life, committed: Committed) {
    this.#inner = inner
    this.#engine = engine
    this.#life = life
    this.#committed = committed
    life.mourn(() => void this.#takeBack())
  }

  init(): Promise<void> {
    return this.#inner.init()
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    this.#connection ??= new GatedConnection(await this.#inner.acquireConnection(), this.#engine, this.#life)
    return this.#connection
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const gated = gatedOf(connection)
    await this.#engine.turns.begin(this.#life)
    gated.ran = []
    await this.#inner.beginTransaction(gated.inner, {})
    await this.#life.step()
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const gated = gatedOf(connection)
    await this.#life.step()
    try {
      await this.#inner.commitTransaction(gated.inner)
      await this.#committed(gated.ran ?? [])
    } finally {
      gated.ran = null
      this.#engine.turns.end()
    }
    // Committed, and nobody has been told yet.
    await this.#life.step()
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    const gated = gatedOf(connection)
    try {
      await this.#inner.rollbackTransaction(gated.inner)
    } finally {
      gated.ran = null
      this.#engine.turns.end()
    }
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {}

  async #takeBack(): Promise<void> {
    const connection = this.#connection
    if (connection?.ran) await this.rollbackTransaction(connection)
  }
}

class GatedConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection
  readonly #engine: Engine
  readonly #life: Life
  /** Statements of the transaction that is open; null while none is. */
  ran: string[] | null = null

  constructor(inner: DatabaseConnection, engine: Engine, life: Life) {
    this.inner = inner
    this.#engine = engine
    this.#life = life
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.ran) {
      this.ran.push(query.sql)
      const result = await this.inner.executeQuery<Row>(query)
      await this.#life.step()
      return result
    }
    await this.#engine.turns.begin(this.#life)
    try {
      return await this.inner.executeQuery<Row>(query)
    } finally {
      this.#engine.turns.end()
      await this.#life.step()
    }
  }

  // biome-ignore lint/correctness/useYield: Postgres in memory has no cursors to stream from.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Nothing here streams')
  }
}

function gatedOf(connection: DatabaseConnection): GatedConnection {
  if (connection instanceof GatedConnection) return connection
  throw new Error('A connection of another driver')
}
