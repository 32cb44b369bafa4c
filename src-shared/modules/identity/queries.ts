import { z } from 'zod'
import type { Actor, Tenant } from '../../kernel/actor.ts'
import type { Db } from '../../kernel/database.ts'
import type { Domain } from '../../kernel/domain.ts'
import { builtinRoles } from '../../kernel/permission.ts'
import { type PlaceOf, prepared } from '../../kernel/prepared.ts'
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

/** A user with their roles, before it is asked for which instant. */
export interface Rights {
  status: string
  /** When the user was changed last. ISO instant. */
  since: string
  roles: readonly { key: string; expiresAt: string | null }[]
}

/** What decides over a user's rights; null for an unknown one. */
export async function rightsOf(db: Db, userId: string): Promise<Rights | null> {
  const rows = await readRights(db, { userId })
  const [first] = rows
  if (!first) return null
  const roles = rows.flatMap(({ key, expires_at }) => (key === null ? [] : [{ key, expiresAt: expires_at }]))
  return { status: first.status, since: first.updated_at, roles }
}

const readRights = prepared((db, place: PlaceOf<{ userId: string }>) =>
  db
    .selectFrom('users as u')
    .leftJoin(
      ({ selectFrom }) =>
        selectFrom('user_roles as ur')
          .innerJoin('roles as r', 'r.id', 'ur.role_id')
          .select(['ur.user_id', 'ur.expires_at', 'r.key'])
          .where('ur.user_id', '=', place('userId'))
          .where('ur.deleted_at', 'is', null)
          .where('r.deleted_at', 'is', null)
          .as('held'),
      (join) => join.onRef('held.user_id', '=', 'u.id'),
    )
    .select(['u.status', 'u.updated_at', 'held.key', 'held.expires_at'])
    .where('u.id', '=', place('userId'))
    .where('u.deleted_at', 'is', null),
)

/** Keys of the roles a user has at an instant, in order: an expired role counts no longer (ID-R50). */
export const roleKeysAt = (rights: Rights | null, at: string): string[] =>
  (rights?.roles ?? [])
    .filter(({ expiresAt }) => expiresAt === null || Date.parse(expiresAt) > Date.parse(at))
    .map(({ key }) => key)
    .sort()

/** Keys of the roles a user has at an instant. */
export const roleKeysOf = async (db: Db, userId: string, at: string): Promise<string[]> =>
  roleKeysAt(await rightsOf(db, userId), at)

/**
 * A user with the rights they have now (SY-12). Refused: an unknown user, and one who is suspended or
 * deactivated (ID-R25).
 */
export const actorOf = async (domain: Domain, db: Db, userId: string, at: string): Promise<Actor | Rejection> =>
  actorWith(domain, userId, await rightsOf(db, userId), at)

/** The same from what was read before. */
export function actorWith(domain: Domain, userId: string, rights: Rights | null, at: string): Actor | Rejection {
  if (!rights) return rejection('actor_not_permitted', { reason: 'unknown' })
  const { status, since } = rights
  if (status !== 'active') return rejection('actor_not_permitted', { reason: status, since })
  const keys = roleKeysAt(rights, at)
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
