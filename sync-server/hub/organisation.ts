import { newId } from '../../src-shared/kernel/id.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import { tenantOf } from '../../src-shared/modules/identity/queries.ts'
import type { NewOrganisation } from '../../src-shared/sync/server-control.ts'
import { inTenant } from '../database/tenant-transaction.ts'
import { addPerson, normalisedEmail } from '../identity/tenants.ts'
import type { Server } from '../server.ts'

/**
 * Opens an organisation with its owner (DX-R47). Each of its steps is done once, so a first run that broke off asks
 * again with the same answers and goes on where it was.
 */
export async function openOrganisation(
  { database: { db }, commands }: Server,
  { owner, ...tenant }: NewOrganisation,
): Promise<Json> {
  await db
    .insertInto('control.tenant_directory')
    .values({ tenant_id: newId(), slug: tenant.slug })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .execute()
  const { tenant_id: tenantId } = await db
    .selectFrom('control.tenant_directory')
    .select('tenant_id')
    .where('slug', '=', tenant.slug)
    .executeTakeFirstOrThrow()
  if (!(await inTenant(db, tenantId, (transaction) => tenantOf(transaction)))) await commands.open(tenantId, tenant)
  const known = await db
    .selectFrom('control.account_tenants as at')
    .innerJoin('control.accounts as account', 'account.id', 'at.account_id')
    .select('at.user_id')
    .where('at.tenant_id', '=', tenantId)
    .where('account.email', '=', normalisedEmail(owner.email))
    .executeTakeFirst()
  const { email, password, displayName } = owner
  const person = { email, password, displayName, roles: ['owner' as const] }
  const userId = known?.user_id ?? (await addPerson(db, commands, tenantId, person))
  return { tenantId, userId }
}
