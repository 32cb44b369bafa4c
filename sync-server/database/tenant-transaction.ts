import { type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from '../../src-shared/schema/row-types.ts'

/**
 * Runs work in one transaction that sees a single tenant: the role is dropped to one that cannot bypass row
 * security, and the tenant is set for this transaction alone.
 */
export const inTenant = <T>(
  db: Kysely<Database>,
  tenantId: string,
  work: (transaction: Transaction<Database>) => Promise<T>,
): Promise<T> =>
  db.transaction().execute(async (transaction) => {
    await sql`select set_config('role', 'holdfast_app', true), set_config('holdfast.tenant', ${tenantId}, true)`.execute(
      transaction,
    )
    return work(transaction)
  })
