import type { Kysely } from 'kysely'
import { newId } from '../../src-shared/kernel/id.ts'
import type { BuiltinRole } from '../../src-shared/kernel/permission.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import type { SystemCommands } from '../sync/system-commands.ts'
import { hashPassword } from './passwords.ts'

/** A new organisation. */
export type NewTenant = {
  slug: string
  legalName: string
  /** IANA name. */
  timeZone: string
  /** ISO 4217. */
  currency: string
  locale: 'en' | 'es' | 'ko' | 'tr'
}

/** A person who signs in by e-mail and password. */
export interface NewPerson {
  email: string
  password: string
  displayName: string
  roles: BuiltinRole[]
}

/** ID-R1: the form under which an address is known. */
export const normalisedEmail = (email: string): string => email.normalize('NFC').trim().toLowerCase()

/** Opens an organisation and gives its id. A slug already in use throws. */
export async function openTenant(db: Kysely<Database>, commands: SystemCommands, tenant: NewTenant): Promise<string> {
  const tenantId = newId()
  await db.insertInto('control.tenant_directory').values({ tenant_id: tenantId, slug: tenant.slug }).execute()
  await commands.open(tenantId, tenant)
  return tenantId
}

/** Makes a person known to a tenant and lets them sign in; an account of that address is used again (ID-R2). */
export async function addPerson(
  db: Kysely<Database>,
  commands: SystemCommands,
  tenantId: string,
  { email, password, displayName, roles }: NewPerson,
): Promise<string> {
  const userId = newId()
  await commands.run(tenantId, 'identity.add-user', { userId, displayName, roles })
  const account = await db
    .insertInto('control.accounts')
    .values({ id: newId(), email: normalisedEmail(email), password_hash: await hashPassword(password) })
    .onConflict((conflict) => conflict.column('email').doUpdateSet({ email: normalisedEmail(email) }))
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('control.account_tenants')
    .values({ account_id: account.id, tenant_id: tenantId, user_id: userId })
    .execute()
  return userId
}
