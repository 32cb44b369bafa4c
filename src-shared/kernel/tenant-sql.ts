import { sql } from 'kysely'

/**
 * The tenant of the transaction, inside a statement. Row security names it on the server; on a desk there is none, and an
 * index that begins with the tenant gives its rows in order only to who names it.
 */
export const tenantNow = sql<string>`(select holdfast_tenant())`
