import { z } from 'zod'
import type { Actor, Tenant } from '../../kernel/actor.ts'
import type { Db } from '../../kernel/database.ts'
import type { Domain } from '../../kernel/domain.ts'
import { builtinRoles } from '../../kernel/permission.ts'
import { query } from '../../kernel/query.ts'
import type { Rejection } from '../../kernel/rejection.ts'
import { rejection } from '../../kernel/rejection.ts'

/** The tenant of the transaction; null before it exists or before a desk has synced. */
export async function tenantOf(db: Db): Promise<Tenant | null> {
  const row = await db
    .selectFrom('tenants')
    .select(['id', 'time_zone', 'default_currency', 'locale'])
    .executeTakeFirst()
  return row ? { id: row.id, timeZone: row.time_zone, currency: row.default_currency, locale: row.locale } : null
}

/** Keys of the roles a user has at an instant: an expired role counts no longer (ID-R50). */
export async function roleKeysOf(db: Db, userId: string, at: string): Promise<string[]> {
  const rows = await db
    .selectFrom('user_roles')
    .innerJoin('roles', 'roles.id', 'user_roles.role_id')
    .select('roles.key')
    .where('user_roles.user_id', '=', userId)
    .where('user_roles.deleted_at', 'is', null)
    .where('roles.deleted_at', 'is', null)
    .where(({ eb, or }) => or([eb('user_roles.expires_at', 'is', null), eb('user_roles.expires_at', '>', at)]))
    .orderBy('roles.key')
    .execute()
  return rows.map(({ key }) => key)
}

/**
 * A user with the rights they have now (SY-12). Refused: an unknown user, and one who is suspended or
 * deactivated (ID-R25).
 */
export async function actorOf(domain: Domain, db: Db, userId: string, at: string): Promise<Actor | Rejection> {
  const user = await db
    .selectFrom('users')
    .select(['status', 'updated_at'])
    .where('id', '=', userId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!user) return rejection('actor_not_permitted', { reason: 'unknown' })
  if (user.status !== 'active') {
    return rejection('actor_not_permitted', { reason: user.status, since: user.updated_at })
  }
  const keys = await roleKeysOf(db, userId, at)
  const roles = builtinRoles.filter((role) => keys.includes(role))
  return { kind: 'user', userId, grants: roles.flatMap((role) => domain.grantsOf(role)) }
}

/** Whether a user may be named as having done work: active, with a role beyond member and viewer (PS-R43). */
export async function isActiveStaff(db: Db, userId: string, at: string): Promise<boolean> {
  const user = await db
    .selectFrom('users')
    .select('id')
    .where('id', '=', userId)
    .where('status', '=', 'active')
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!user) return false
  const keys = await roleKeysOf(db, userId, at)
  return keys.some((key) => key !== 'member' && key !== 'viewer')
}

/** Names of the tenant, its people and its desks: what screens need to say who did what. */
export const people = query('identity.people', {
  input: z.object({}).strict(),
  permission: 'anyone',
  async run({ db, tenant }) {
    const users = await db
      .selectFrom('users')
      .select(['id', 'display_name as name', 'status'])
      .where('deleted_at', 'is', null)
      .orderBy('display_name')
      .orderBy('id')
      .execute()
    const desks = await db
      .selectFrom('desks')
      .select(['id', 'name'])
      .where('deleted_at', 'is', null)
      .orderBy('name')
      .orderBy('id')
      .execute()
    const named = await db.selectFrom('tenants').select(['legal_name', 'accent']).executeTakeFirstOrThrow()
    return {
      tenant: {
        id: tenant.id,
        name: named.legal_name,
        accent: named.accent,
        timeZone: tenant.timeZone,
        currency: tenant.currency,
        locale: tenant.locale,
      },
      users,
      desks,
    }
  },
})
