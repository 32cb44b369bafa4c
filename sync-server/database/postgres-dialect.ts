import {
  CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  type Dialect,
  type Driver,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'
import type { Pool, PoolClient } from 'pg'
import type { Db } from '../../src-shared/kernel/database.ts'
import { onConnection } from '../../src-shared/kernel/in-order.ts'
import { Prepared, type Statement, StatementBatch } from './statement-batch.ts'

/** Kysely on Postgres, with statements that are given at once sent at once. */
export class BatchingDialect implements Dialect {
  readonly #pool: Pool
  constructor(pool: Pool) {
    this.#pool = pool
  }

  createDriver = (): Driver => new PoolDriver(this.#pool)
  createAdapter = () => new PostgresAdapter()
  createQueryCompiler = () => new PostgresQueryCompiler()
  createIntrospector = (db: Kysely<unknown>) => new PostgresIntrospector(db)
}

/**
 * One connection of the pool. Statements given while it is busy, or in the same moment, form one batch in the order in
 * which they were given; whoever has several that do not need each other's answers gives them without waiting.
 */
export class BatchingConnection implements DatabaseConnection {
  readonly client: PoolClient
  /** The same connection as a database whose statements do not wait for each other. */
  readonly database: Db
  readonly #prepared = new Prepared()
  readonly #waiting: Statement[] = []
  #busy = false
  /** Set where nobody can say in what state it is. */
  isBroken = false

  constructor(client: PoolClient) {
    this.client = client
    // One that is lost while nothing runs on it tells nobody else; without a listener it would end the process.
    client.on('error', () => {
      this.isBroken = true
    })
    // Its executor gives a statement to the connection before it returns, so the order of giving is the order of running.
    this.database = onConnection(
      this,
      (provider) => new DefaultQueryExecutor(new PostgresQueryCompiler(), new PostgresAdapter(), provider),
    )
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return new Promise((resolve, reject) => {
      // Here Kysely's word for the type of a row meets what the wire brought.
      this.#waiting.push({ query, resolve: (result) => resolve(result as QueryResult<R>), reject })
      if (this.#busy) return
      this.#busy = true
      process.nextTick(() => this.#send())
    })
  }

  #send(): void {
    // A way back from a failure must not fail of it.
    const back = this.#waiting.findIndex(({ query }, at) => at > 0 && query.sql.startsWith('rollback'))
    const statements = this.#waiting.splice(0, back < 0 ? this.#waiting.length : back)
    this.#busy = statements.length > 0
    if (this.#busy) this.client.query(new StatementBatch(statements, this.#prepared, () => this.#send()))
  }

  // biome-ignore lint/correctness/useYield: Kysely asks for a generator; nothing here streams.
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Streaming is not supported')
  }
}

/** Begins without waiting: the first statement's answer tells of both. */
class PoolDriver implements Driver {
  readonly #pool: Pool
  readonly #connections = new WeakMap<PoolClient, BatchingConnection>()

  constructor(pool: Pool) {
    this.#pool = pool
  }

  init = (): Promise<void> => Promise.resolve()

  async acquireConnection(): Promise<BatchingConnection> {
    const client = await this.#pool.connect()
    const connection = this.#connections.get(client) ?? new BatchingConnection(client)
    this.#connections.set(client, connection)
    return connection
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const { isolationLevel, accessMode } = settings
    const level = isolationLevel ? ` isolation level ${isolationLevel}` : ''
    // Whatever it fails of, the statements behind it in the same batch fail of too.
    give(connection, `start transaction${level}${accessMode ? ` ${accessMode}` : ''}`).catch(() => undefined)
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const { rows } = await give<{ command: string }>(connection, 'commit')
    if (rows[0]?.command === 'ROLLBACK') throw new Error('The transaction was rolled back')
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await give(connection, 'rollback').catch((error: unknown) => {
      if (connection instanceof BatchingConnection) connection.isBroken = true
      throw error
    })
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    if (connection instanceof BatchingConnection) connection.client.release(connection.isBroken)
  }

  destroy = (): Promise<void> => this.#pool.end()
}

const give = <Row>(connection: DatabaseConnection, text: string): Promise<QueryResult<Row>> =>
  connection.executeQuery<Row>(CompiledQuery.raw(text))
