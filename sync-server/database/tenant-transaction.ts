import { type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from '../../src-shared/schema/row-types.ts'

/**
 * Runs work in one transaction that sees a single tenant: the role is dropped to one that cannot bypass row
 * security, and the tenant is set for this transaction alone.
 */
export const inTenant = <T>(db: Kysely<Database>, tenantId: string, work: Work<T>): Promise<T> =>
  db.transaction().execute(async (transaction) => {
    await enter(transaction, tenantId)
    return work(transaction)
  })

/** The same for work that only reads: all its statements see one state, however long it takes (SY-5). */
export const readTenant = <T>(db: Kysely<Database>, tenantId: string, work: Work<T>): Promise<T> =>
  db.transaction().execute(async (transaction) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(transaction)
    await enter(transaction, tenantId)
    return work(transaction)
  })

type Work<T> = (transaction: Transaction<Database>) => Promise<T>

const enter = (transaction: Transaction<Database>, tenantId: string) =>
  sql`select set_config('role', 'holdfast_app', true), set_config('holdfast.tenant', ${tenantId}, true)`.execute(
    transaction,
  )
