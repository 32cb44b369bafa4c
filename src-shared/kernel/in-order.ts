import {
  type ConnectionProvider,
  type DatabaseConnection,
  type Dialect,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryExecutor,
} from 'kysely'
import type { Database } from '../schema/row-types.ts'
import type { Db } from './database.ts'

/** Compiles as both ends do, and runs nothing. */
export const paperDialect: Dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
}

/** A database whose statements go where an executor says. */
const through = (executor: QueryExecutor): Db =>
  new Kysely<Database>({
    ...{ config: { dialect: paperDialect }, dialect: paperDialect },
    ...{ driver: paperDialect.createDriver(), executor },
  })

/** Statements run in the order in which they are given, each when the one before has ended. */
class Line implements ConnectionProvider {
  readonly #executor: QueryExecutor
  #last: Promise<unknown> = Promise.resolve()

  constructor(executor: QueryExecutor) {
    this.#executor = executor
  }

  provideConnection<T>(consumer: (connection: DatabaseConnection) => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#executor.provideConnection(consumer))
    this.#last = turn.catch(() => undefined)
    return turn
  }
}

const ordered = new WeakMap<Db, Db>()

/**
 * The same transaction for someone who gives statements without waiting for each: Kysely lets one that comes at the right
 * moment pass those that wait, and then a check runs before what it checks. One that keeps order by itself stays as it is.
 */
export function inOrder(db: Db): Db {
  const known = ordered.get(db) ?? through(db.getExecutor().withConnectionProvider(new Line(db.getExecutor())))
  ordered.set(db, known)
  ordered.set(known, known)
  return known
}

/** A database on a connection that runs statements in the order in which it gets them. */
export function onConnection(
  connection: DatabaseConnection,
  executorOf: (provider: ConnectionProvider) => QueryExecutor,
): Db {
  const db = through(executorOf({ provideConnection: (consumer) => consumer(connection) }))
  ordered.set(db, db)
  return db
}
