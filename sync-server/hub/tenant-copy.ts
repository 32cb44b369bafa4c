import { type Kysely, sql, type Transaction } from 'kysely'
import { z } from 'zod'
import type { Database } from '../../src-shared/schema/row-types.ts'
import { type ControlRows, controlTables, insertControl, isControl } from './control-copy.ts'

/** How many rows each table had. */
export type Counts = Record<string, number>

type Tx = Transaction<Database>

/** Rows of one line. */
const batch = 500
const footer = z.object({ end: z.literal(true), counts: z.record(z.string(), z.int()) })
const linePattern = /^\{"table":"([\w.]+)","rows":(\[.*\])\}$/s

/** Every table that holds rows of tenants. */
async function tenantTables(db: Kysely<Database>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> 'synced_row'
    order by c.relname`.execute(db)
  return rows.map((row) => row.name)
}

/**
 * An organisation whole, as lines of text: some rows of a table each, and at the end how many there were. Nothing of it
 * may change meanwhile. Rows stay the text that the database gave: a number that is read is not always written the same.
 */
export async function* exportTenant(db: Kysely<Database>, tenantId: string): AsyncGenerator<string> {
  const counts: Counts = {}
  for (const table of await tenantTables(db)) {
    for await (const rows of pages(db, tenantId, table, sql`r.tenant_id = ${tenantId}`)) {
      counts[table] = (counts[table] ?? 0) + rows.length
      yield lineOf(table, rows)
    }
  }
  for (const [table, condition] of controlTables(tenantId)) {
    for await (const rows of pages(db, tenantId, table, condition)) yield lineOf(table, rows)
  }
  yield `${JSON.stringify({ end: true, counts })}\n`
}

const lineOf = (table: string, rows: readonly string[]): string => `{"table":"${table}","rows":[${rows.join()}]}\n`

/** Rows in the order in which they lie: nothing moves them, since nobody writes. */
async function* pages(db: Kysely<Database>, tenantId: string, table: string, condition: ReturnType<typeof sql>) {
  let after = '(0,0)'
  for (;;) {
    const { rows } = await asTenant(db, tenantId, (transaction) =>
      sql<{ at: string; row: string }>`
        select r.ctid::text as at, to_jsonb(r.*)::text as row from ${sql.table(table)} as r
        where ${condition} and r.ctid > ${after}::tid order by r.ctid limit ${batch}`.execute(transaction),
    )
    if (rows.length > 0) yield rows.map(({ row }) => row)
    if (rows.length < batch) return
    after = rows.at(-1)?.at ?? after
  }
}

/** As the owner of the tables, who is bound to one tenant like everybody. */
const asTenant = <T>(db: Kysely<Database>, tenantId: string, work: (transaction: Tx) => Promise<T>): Promise<T> =>
  db.transaction().execute(async (transaction) => {
    await sql`select set_config('holdfast.tenant', ${tenantId}, true), set_config('holdfast.moving', 'on', true)`.execute(
      transaction,
    )
    return work(transaction)
  })

/**
 * Takes an organisation in, in one transaction: what was here of it before goes. Throws where a line is none of ours, or
 * where not every row has arrived; then nothing has changed.
 */
export async function importTenant(
  db: Kysely<Database>,
  tenantId: string,
  lines: AsyncIterable<string>,
): Promise<{ counts: Counts; slug: string }> {
  return asTenant(db, tenantId, async (transaction) => {
    const tables = await tenantTables(transaction)
    await empty(transaction, tenantId, tables)
    const known = new Set(tables)
    const control: ControlRows = { here: new Map(), slug: '' }
    for await (const text of lines) {
      const [, table = '', rows = ''] = linePattern.exec(text) ?? []
      if (known.has(table)) await insertRows(transaction, table, rows)
      else if (isControl(table)) await insertControl(transaction, { tenantId, table, rows, control, insertRows })
      else {
        const { counts } = footer.parse(JSON.parse(text))
        await compare(transaction, tenantId, tables, counts)
        return { counts, slug: control.slug }
      }
    }
    throw new Error('The organisation did not arrive whole')
  })
}

async function empty(transaction: Tx, tenantId: string, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    await sql`delete from ${sql.table(table)} where tenant_id = ${tenantId}`.execute(transaction)
  }
  await sql`delete from control.spent_refresh_tokens where session_id in (
    select id from control.sessions where tenant_id = ${tenantId})`.execute(transaction)
  await sql`delete from control.sessions where tenant_id = ${tenantId}`.execute(transaction)
  await sql`delete from control.account_tenants where tenant_id = ${tenantId}`.execute(transaction)
}

/** Rows as they were. Columns that the database computes it computes again. */
async function insertRows(transaction: Tx, table: string, rows: string): Promise<void> {
  const { rows: found } = await sql<{ name: string }>`
    select attname::text as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`.execute(transaction)
  const columns = sql.join(found.map(({ name }) => sql.ref(name)))
  await sql`insert into ${sql.table(table)} (${columns}) select ${columns}
    from jsonb_populate_recordset(null::${sql.table(table)}, ${rows}::text::jsonb)`.execute(transaction)
}

async function compare(transaction: Tx, tenantId: string, tables: readonly string[], counts: Counts): Promise<void> {
  for (const table of tables) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.table(table)} where tenant_id = ${tenantId}`.execute(transaction)
    if ((rows[0]?.n ?? 0) !== (counts[table] ?? 0)) throw new Error(`Not every row of ${table} arrived`)
  }
}
