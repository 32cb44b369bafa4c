import { z } from 'zod'
import { command } from '../../kernel/command.ts'
import { id, naturalId } from '../../kernel/id.ts'
import { isCurrency } from '../../kernel/money.ts'
import { builtinRoles } from '../../kernel/permission.ts'
import { reject } from '../../kernel/rejection.ts'

const knownTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** The first command of every tenant: its own row and the built-in roles. Only the server gives it. */
export const openTenant = command('identity.open-tenant', {
  input: z
    .object({
      slug: z.string().regex(/^[a-z0-9-]{3,40}$/),
      legalName: z.string().min(1).max(200),
      timeZone: z.string().refine(knownTimeZone),
      currency: z.string().refine(isCurrency),
      locale: z.enum(['en', 'es', 'ko', 'tr']),
    })
    .strict(),
  permission: 'system',
  offline: false,
  async run({ db, tenant }, { slug, legalName, timeZone, currency, locale }) {
    await db
      .insertInto('tenants')
      .values({ id: tenant.id, slug, legal_name: legalName, time_zone: timeZone, default_currency: currency, locale })
      .execute()
    const roles = builtinRoles.map((key) => ({
      id: naturalId(tenant.id, 'roles', key),
      key,
      name: key,
      builtin: true,
    }))
    await db.insertInto('roles').values(roles).execute()
    return { tenantId: tenant.id }
  },
})

/** Makes a person known to the tenant, with built-in roles. Invitations come with the identity issue. */
export const addUser = command('identity.add-user', {
  input: z
    .object({
      userId: id,
      displayName: z.string().trim().min(1).max(120),
      roles: z.array(z.enum(builtinRoles)).min(1),
    })
    .strict(),
  permission: 'system',
  offline: false,
  async run({ db, tenant }, { userId, displayName, roles }) {
    await db.insertInto('users').values({ id: userId, display_name: displayName }).execute()
    const rows = roles.map((key) => ({
      id: naturalId(tenant.id, 'user_roles', `${userId}:${key}`),
      user_id: userId,
      role_id: naturalId(tenant.id, 'roles', key),
    }))
    await db.insertInto('user_roles').values(rows).execute()
    return { userId }
  },
})

/** ID-R57: the first sign-in on a machine makes it a desk. A taken name gets the next free number. */
export const registerDesk = command('identity.register-desk', {
  input: z
    .object({
      deskId: id,
      name: z.string().trim().min(1).max(50),
      platform: z.enum(['windows', 'macos', 'linux', 'web']),
      registeredBy: id,
    })
    .strict(),
  permission: 'system',
  offline: false,
  async run({ db }, { deskId, name, platform, registeredBy }) {
    const desks = await db.selectFrom('desks').select(['name']).where('deleted_at', 'is', null).execute()
    const taken = new Set(desks.map((desk) => desk.name.toLowerCase()))
    const numbered = (n: number) => (n === 1 ? name : `${name} ${n}`)
    let n = 1
    while (taken.has(numbered(n).toLowerCase())) n += 1
    await db
      .insertInto('desks')
      .values({ id: deskId, name: numbered(n), platform, registered_by: registeredBy })
      .execute()
    return { deskId, name: numbered(n) }
  },
})

/** Takes a person's rights away at once; what they have queued is refused on arrival (ID-R25). */
export const suspendUser = command('identity.suspend-user', {
  input: z.object({ userId: id, suspended: z.boolean() }).strict(),
  permission: 'system',
  offline: false,
  async run({ db }, { userId, suspended }) {
    const status = suspended ? 'suspended' : 'active'
    const changed = await db.updateTable('users').set({ status }).where('id', '=', userId).returning('id').execute()
    if (changed.length === 0) reject('user_not_found')
    return { status }
  },
})
