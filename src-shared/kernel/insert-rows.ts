import { CompiledQuery, type Insertable } from 'kysely'
import type { Database } from '../schema/row-types.ts'
import type { Db } from './database.ts'

const texts = new Map<string, string>()

/** A statement of which one text serves any number of rows: it takes them as one JSON value. */
function textFor(table: string, columns: readonly string[]): string {
  const key = `${table}(${columns.join()})`
  const known = texts.get(key)
  if (known !== undefined) return known
  const list = columns.map((column) => `"${column}"`).join(', ')
  const text = `insert into "${table}" (${list}) select ${list} from json_populate_recordset(null::"${table}", $1::json)`
  texts.set(key, text)
  return text
}

/**
 * Writes rows in one statement that is the same for one row and for a thousand. All name the same columns; those that
 * none names take their defaults. Not for `jsonb` columns that may hold the JSON value null: it arrives as no value.
 */
export async function insertRows<Table extends keyof Database & string>(
  db: Db,
  table: Table,
  rows: readonly Insertable<Database[Table]>[],
): Promise<void> {
  const [first] = rows
  if (!first) return
  await db.executeQuery(CompiledQuery.raw(textFor(table, Object.keys(first)), [JSON.stringify(rows)]))
}
