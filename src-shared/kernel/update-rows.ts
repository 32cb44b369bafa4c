import { CompiledQuery, type Updateable } from 'kysely'
import type { Database } from '../schema/row-types.ts'
import type { Db } from './database.ts'

/**
 * Changes rows by their id in one statement, each to values of its own. All name the same columns. As of `insertRows`:
 * not for `jsonb` columns that may hold the JSON value null.
 */
export async function updateRows<Table extends keyof Database & string>(
  db: Db,
  table: Table,
  rows: readonly (Updateable<Database[Table]> & { id: string })[],
): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = Object.keys(first).filter((column) => column !== 'id')
  const changes = columns.map((column) => `"${column}" = given."${column}"`).join(', ')
  const given = `json_populate_recordset(null::"${table}", $1::json) as given`
  const text = `update "${table}" as kept set ${changes} from ${given} where kept.id = given.id`
  await db.executeQuery(CompiledQuery.raw(text, [JSON.stringify(rows)]))
}
