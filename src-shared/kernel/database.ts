import type { Kysely } from 'kysely'
import type { Database } from '../schema/row-types.ts'

/** The tenant's tables, in PGlite or Postgres alike; always inside a transaction that has set the tenant. */
export type Db = Kysely<Database>
