import { sql } from 'kysely'
import { z } from 'zod'
import type { ServerDatabase } from '../../../sync-server/database/open.ts'
import type { RxTable } from '../page-rxdb.ts'
import { seededTables } from './seed.ts'

const column = z.object({ name: z.string(), type: z.string(), nullable: z.boolean() })
type Column = z.infer<typeof column>
const tableRow = z.object({ name: z.string(), columns: z.array(column), indexes: z.array(z.array(z.string())) })
type TableRow = z.infer<typeof tableRow>

/**
 * Columns and indexes of the seeded tables, from the catalogue. What RxDB cannot have is left out: GIN and GiST, and the
 * partial index of free slots; the tenant, too, since its page holds one.
 */
async function catalogue({ db }: ServerDatabase): Promise<TableRow[]> {
  const { rows } = await sql`
    select c.relname as name,
      (select json_agg(json_build_object('name', attname, 'type', format_type(atttypid, null), 'nullable', not attnotnull) order by attnum)
        from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) as columns,
      (select coalesce(json_agg(keys), '[]') from (
        select (select json_agg(a.attname order by k.n)
          from unnest(i.indkey::int2[]) with ordinality k (attnum, n) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
          where a.attname <> 'tenant_id') as keys
        from pg_index i join pg_class ic on ic.oid = i.indexrelid join pg_am on pg_am.oid = ic.relam
        where i.indrelid = c.oid and not i.indisprimary and pg_am.amname = 'btree' and i.indexprs is null
          and coalesce(pg_get_expr(i.indpred, i.indrelid), '') not like '%status%') as index_keys) as indexes
    from pg_class c where c.relkind = 'r' and c.relname = any(${[...seededTables]})`.execute(db)
  return z.array(tableRow).parse(rows)
}

const isNumber = ({ type }: Column): boolean => /int|numeric/.test(type)

/** The tables as RxDB's collections, and a way to read their rows page by page. */
export async function rxRows(
  database: ServerDatabase,
  tenantId: string,
): Promise<{ tables: RxTable[]; page(table: string, after: string, limit: number): Promise<string> }> {
  const found = await catalogue(database)
  const lists = new Map(found.map((table) => [table.name, columnList(table)]))
  return {
    tables: found.map(({ name, columns, indexes }) => ({
      ...{ name, indexes },
      fields: columns.map((each) => ({
        name: each.name,
        kind: isNumber(each) ? 'number' : each.type === 'boolean' ? 'boolean' : 'string',
      })),
    })),
    async page(table, after, limit) {
      const columns = lists.get(table)
      if (!columns) throw new Error(`No table ${table}`)
      const { rows } = await sql<{ page: string }>`
        select coalesce(json_agg(row), '[]')::text as page from (
          select ${sql.raw(columns)} from ${sql.table(table)}
          where tenant_id = ${tenantId} and id > ${after}::uuid order by id limit ${limit}) as row`.execute(database.db)
      return rows[0]?.page ?? '[]'
    },
  }
}

/** RxDB indexes no nulls: there it gets an empty text or 0. */
function columnList({ columns, indexes }: TableRow): string {
  const indexed = new Set(indexes.flat())
  return columns
    .map((each) => {
      if (!each.nullable || !indexed.has(each.name)) return `"${each.name}"`
      return isNumber(each)
        ? `coalesce("${each.name}", 0) as "${each.name}"`
        : `coalesce("${each.name}"::text, '') as "${each.name}"`
    })
    .join(', ')
}
