import { type Kysely, sql, type Transaction } from 'kysely'
import { z } from 'zod'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'

/** Lines of an organisation on its way: rows of one table at a time, and at the end how many there were. */
const line = z.union([
  z.object({ table: z.string(), rows: z.array(z.record(z.string(), z.json())).min(1) }),
  z.object({ end: z.literal(true), counts: z.record(z.string(), z.int()) }),
])
export type Counts = Record<string, number>

type Tx = Transaction<Database>
/** Rows of one line. */
const batch = 500
const name = z.string().regex(/^[a-z_]{1,63}$/)

/** What of the deployment goes along with an organisation, so that its people stay signed in. */
const controlQueries = {
  accounts: (tenantId: string) => sql`
    select account.* from control.accounts as account
    where exists (select from control.account_tenants as at where at.account_id = account.id and at.tenant_id = ${tenantId})`,
  account_tenants: (tenantId: string) => sql`select * from control.account_tenants where tenant_id = ${tenantId}`,
  sessions: (tenantId: string) => sql`select * from control.sessions where tenant_id = ${tenantId}`,
} as const
type ControlTable = keyof typeof controlQueries

/** Every table that holds rows of tenants. */
async function tenantTables(db: Kysely<Database>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> 'synced_row'
    order by c.relname`.execute(db)
  return rows.map((row) => name.parse(row.name))
}

/** An organisation whole, as lines: nothing of it may change meanwhile. */
export async function* exportTenant(db: Kysely<Database>, tenantId: string): AsyncGenerator<string> {
  const counts: Counts = {}
  for (const table of await tenantTables(db)) {
    const source = sql`select * from ${sql.table(table)} where tenant_id = ${tenantId}`
    for await (const rows of pages(db, tenantId, source)) {
      counts[table] = (counts[table] ?? 0) + rows.length
      yield `${JSON.stringify({ table, rows })}\n`
    }
  }
  for (const [table, source] of Object.entries(controlQueries)) {
    for await (const rows of pages(db, tenantId, source(tenantId)))
      yield `${JSON.stringify({ table: `control.${table}`, rows })}\n`
  }
  const { rows } = await sql<{ slug: string }>`
    select slug from control.tenant_directory where tenant_id = ${tenantId}`.execute(db)
  yield `${JSON.stringify({ table: 'control.tenant_directory', rows })}\n`
  yield `${JSON.stringify({ end: true, counts })}\n`
}

async function* pages(db: Kysely<Database>, tenantId: string, source: ReturnType<typeof sql>) {
  for (let from = 0; ; from += batch) {
    const rows = await asTenant(db, tenantId, async (transaction) => {
      const page = await sql<{ row: JsonObject }>`
        select to_jsonb(each.*) as row from (${source}) as each order by each::text offset ${from} limit ${batch}`.execute(
        transaction,
      )
      return page.rows.map(({ row }) => row)
    })
    if (rows.length > 0) yield rows
    if (rows.length < batch) return
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
    for (const table of tables)
      await sql`delete from ${sql.table(table)} where tenant_id = ${tenantId}`.execute(transaction)
    await sql`delete from control.sessions where tenant_id = ${tenantId}`.execute(transaction)
    await sql`delete from control.account_tenants where tenant_id = ${tenantId}`.execute(transaction)
    const known = new Set(tables)
    let slug = ''
    for await (const text of lines) {
      const read = line.parse(JSON.parse(text))
      if ('end' in read) {
        await compare(transaction, tenantId, tables, read.counts)
        return { counts: read.counts, slug }
      }
      const { table, rows } = read
      if (table === 'control.tenant_directory') slug = z.object({ slug: z.string() }).parse(rows[0]).slug
      else if (known.has(table)) await insert(transaction, sql.table(table), table, rows)
      else await insertControl(transaction, tenantId, table, rows)
    }
    throw new Error('The organisation did not arrive whole')
  })
}

async function compare(transaction: Tx, tenantId: string, tables: readonly string[], counts: Counts): Promise<void> {
  for (const table of tables) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.table(table)} where tenant_id = ${tenantId}`.execute(transaction)
    if ((rows[0]?.n ?? 0) !== (counts[table] ?? 0)) throw new Error(`Not every row of ${table} arrived`)
  }
}

type Rows = Record<string, unknown>[]

/** Rows as they were. Columns that the database computes it computes again. */
async function insert(transaction: Tx, target: ReturnType<typeof sql.table>, table: string, rows: Rows): Promise<void> {
  const [schema, bare] = table.includes('.') ? table.split('.') : ['public', table]
  const { rows: found } = await sql<{ name: string }>`
    select a.attname::text as name from pg_attribute a join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relname = ${bare} and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''`.execute(
    transaction,
  )
  const columns = sql.join(found.map((column) => sql.ref(name.parse(column.name))))
  await sql`insert into ${target} (${columns}) select ${columns}
    from jsonb_populate_recordset(null::${target}, ${JSON.stringify(rows)}::jsonb)`.execute(transaction)
}

/** Who signs in by an address that is known here already keeps the account and the password that are here. */
async function insertControl(transaction: Tx, tenantId: string, table: string, rows: Rows): Promise<void> {
  const short = table.replace(/^control\./, '')
  const isControl = (key: string): key is ControlTable => Object.hasOwn(controlQueries, key)
  if (!isControl(short)) throw new Error(`There is no table ${table}`)
  if (short === 'accounts') {
    await sql`insert into control.accounts (id, email, password_hash)
      select id, email, password_hash from jsonb_populate_recordset(null::control.accounts, ${JSON.stringify(rows)}::jsonb)
      on conflict do nothing`.execute(transaction)
    await sql`create temporary table moved_accounts on commit drop as
      select came.id as came, account.id as here
      from jsonb_populate_recordset(null::control.accounts, ${JSON.stringify(rows)}::jsonb) as came
      join control.accounts as account on account.email = came.email`.execute(transaction)
    return
  }
  const target = sql.table(`control.${short}`)
  const { rows: mapped } = await sql<{ came: string; here: string }>`select came, here from moved_accounts`.execute(
    transaction,
  )
  const here = new Map(mapped.map((each) => [each.came, each.here]))
  const own = rows.map((row) => ({ ...row, account_id: here.get(String(row.account_id)), tenant_id: tenantId }))
  await insert(transaction, target, table, own)
}
