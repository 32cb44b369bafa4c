import { CompiledQuery, type DatabaseConnection, type Kysely } from 'kysely'
import type { Db } from '../../src-shared/kernel/database.ts'
import { inOrder } from '../../src-shared/kernel/in-order.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import { BatchingConnection } from './postgres-dialect.ts'

type Work<T> = (db: Db) => Promise<T>
/** The statements with which the work ends. Where they fail, so does the commit. */
type Last<T> = (result: T) => readonly CompiledQuery[]

/**
 * Runs work in one transaction that sees a single tenant: the role is dropped to one that cannot bypass row
 * security, and the tenant is set for this transaction alone.
 */
export const inTenant = <T>(db: Kysely<Database>, tenantId: string, work: Work<T>, last?: Last<T>): Promise<T> =>
  begun(db, [enter(tenantId), oncePlanned], work, last)

/** The same for work that only reads: all its statements see one state, however long it takes (SY-5). */
export const readTenant = <T>(db: Kysely<Database>, tenantId: string, work: Work<T>): Promise<T> =>
  begun(db, [readOnly, enter(tenantId)], work)

const readOnly = CompiledQuery.raw('set transaction isolation level repeatable read, read only')

/** Commands ask the same things by key again and again: to plan them anew would cost more than to run them. */
const oncePlanned = CompiledQuery.raw(`set local plan_cache_mode = 'force_generic_plan'`)

const enter = (tenantId: string) =>
  CompiledQuery.raw(`select set_config('role', 'holdfast_app', true), set_config('holdfast.tenant', $1, true)`, [
    tenantId,
  ])

/**
 * A transaction that begins with these statements. Kysely keeps the statements of a transaction waiting for one
 * another; a connection that can, takes them together, in the order in which they are given.
 */
const begun = <T>(
  db: Kysely<Database>,
  first: readonly CompiledQuery[],
  work: Work<T>,
  last: Last<T> = () => [],
): Promise<T> =>
  db.transaction().execute(async (transaction) => {
    const connection = await transaction.getExecutor().provideConnection<DatabaseConnection>(async (held) => held)
    if (connection instanceof BatchingConnection) {
      // Given to the connection itself and before anything else, so that nothing can be read outside the tenant.
      const entered = first.map((statement) => connection.executeQuery(statement))
      const [result] = await Promise.all([work(connection.database), ...entered])
      // They go along with the commit, which fails with whichever of them does.
      for (const statement of last(result)) connection.executeQuery(statement).catch(() => undefined)
      return result
    }
    const inside = inOrder(transaction)
    for (const statement of first) await inside.executeQuery(statement)
    const result = await work(inside)
    for (const statement of last(result)) await inside.executeQuery(statement)
    return result
  })
