import { sql } from 'kysely'
import type { Db } from '../../../src-shared/kernel/database.ts'
import { leaseFaults } from './lease-faults.ts'
import { membershipFaults } from './membership-faults.ts'
import { slotFaults } from './slot-faults.ts'

const all = sql.join([...slotFaults, ...leaseFaults, ...membershipFaults], sql` union all `)
const isPrepared = sql`select from pg_prepared_statements where name = 'business_faults'`
const prepare = sql`prepare business_faults as select fault from (${all}) as found (fault)`
const ask = sql<{ fault: string }>`execute business_faults`

/**
 * What contradicts the rules in the rows of one tenant, on the server or in a desk's replica; empty is sound. Every
 * question is one that a database can answer which holds only part of the rows. It is asked after every step of a
 * history: one statement, planned once for each connection, since to plan it takes twenty times as long as to run it.
 */
export async function businessFaults(db: Db): Promise<string[]> {
  const { rows: known } = await isPrepared.execute(db)
  if (known.length === 0) await prepare.execute(db)
  const { rows } = await ask.execute(db)
  return rows.map(({ fault }) => fault)
}
