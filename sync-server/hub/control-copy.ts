import { type RawBuilder, sql, type Transaction } from 'kysely'
import { z } from 'zod'
import type { Database } from '../../src-shared/schema/row-types.ts'

/** What of a deployment goes along with an organisation, so that its people stay signed in. */
const names = ['control.accounts', 'control.account_tenants', 'control.sessions', 'control.tenant_directory'] as const
type ControlTable = (typeof names)[number]
export const isControl = (table: string): table is ControlTable => names.some((name) => name === table)

/** Each with the condition of the rows that go along; accounts come first, since the others name them. */
export const controlTables = (tenantId: string): [ControlTable, RawBuilder<unknown>][] =>
  names.map((name) => [
    name,
    name === 'control.accounts'
      ? sql`exists (select from control.account_tenants as at where at.account_id = r.id and at.tenant_id = ${tenantId})`
      : sql`r.tenant_id = ${tenantId}`,
  ])

/** What is known while an organisation comes in. */
export interface ControlRows {
  /** Accounts here, by their ids where they come from. */
  here: Map<string, string>
  slug: string
}

interface Coming {
  tenantId: string
  table: ControlTable
  rows: string
  control: ControlRows
  insertRows(transaction: Transaction<Database>, table: string, rows: string): Promise<void>
}

const account = z.array(z.object({ id: z.string(), email: z.string(), password_hash: z.string() }))
const owned = z.array(z.looseObject({ account_id: z.string() }))

/** Whoever has an account here for another organisation too keeps it, with the password that it has here. */
export async function insertControl(
  transaction: Transaction<Database>,
  { tenantId, table, rows, control, insertRows }: Coming,
): Promise<void> {
  const read: unknown = JSON.parse(rows)
  if (table === 'control.tenant_directory') {
    control.slug = z.tuple([z.object({ slug: z.string(), tenant_id: z.literal(tenantId) })]).parse(read)[0].slug
  } else if (table === 'control.accounts') {
    for (const each of account.parse(read)) control.here.set(each.id, await accountHere(transaction, each))
  } else {
    const own = owned
      .parse(read)
      .map((row) => ({ ...row, account_id: control.here.get(row.account_id) ?? null, tenant_id: tenantId }))
    await insertRows(transaction, table, JSON.stringify(own))
  }
}

async function accountHere(transaction: Transaction<Database>, each: z.infer<typeof account>[number]): Promise<string> {
  const { id, email, password_hash } = each
  const { rows } = await sql<{ id: string }>`
    insert into control.accounts as account (id, email, password_hash) values (${id}, ${email}, ${password_hash})
    on conflict (email) do update set password_hash = case
      when exists (select from control.account_tenants as at where at.account_id = account.id) then account.password_hash
      else excluded.password_hash end
    returning account.id`.execute(transaction)
  return z.object({ id: z.string() }).parse(rows[0]).id
}
