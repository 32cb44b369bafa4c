import type { Actor, Tenant } from '../../src-shared/kernel/actor.ts'
import type { Db } from '../../src-shared/kernel/database.ts'
import type { Domain } from '../../src-shared/kernel/domain.ts'
import type { Rejection } from '../../src-shared/kernel/rejection.ts'
import { actorWith, type Rights, rightsOf, roleKeysAt, tenantOf } from '../../src-shared/modules/identity/queries.ts'
import { type Scope, scopeOf } from '../../src-shared/sync/scope.ts'

/** A tenant and its people as they are at some version, each read when first asked for. */
export class TenantPeople {
  #tenant: Tenant | null = null
  readonly #rights = new Map<string, Rights | null>()
  readonly #scopes = new Map<string, Scope>()

  async tenant(db: Db): Promise<Tenant | null> {
    this.#tenant ??= await tenantOf(db)
    return this.#tenant
  }

  /** As `actorOf` of the identity module. */
  async actor(domain: Domain, db: Db, userId: string, at: string): Promise<Actor | Rejection> {
    return actorWith(domain, userId, await this.#rightsOf(db, userId), at)
  }

  /** What a person's desk holds at an instant. */
  async scope(domain: Domain, db: Db, userId: string, at: string): Promise<Scope> {
    const keys = roleKeysAt(await this.#rightsOf(db, userId), at)
    const name = `${userId} ${keys.join()}`
    const scope = this.#scopes.get(name) ?? scopeOf(domain, keys, userId)
    this.#scopes.set(name, scope)
    return scope
  }

  async #rightsOf(db: Db, userId: string): Promise<Rights | null> {
    const known = this.#rights.get(userId)
    if (known !== undefined) return known
    const rights = await rightsOf(db, userId)
    this.#rights.set(userId, rights)
    return rights
  }
}

/** Tenants of which a process remembers the people; the one asked for longest ago is forgotten first. */
const mostTenants = 2000

/** The people of tenants, for as long as nothing says that they have changed: each set is of one version alone. */
export class PeopleByVersion {
  readonly #known = new Map<string, { version: number; people: TenantPeople }>()

  at(tenantId: string, version: number): TenantPeople {
    const known = this.#known.get(tenantId)
    if (known?.version === version) return known.people
    const people = new TenantPeople()
    // A reader of an older cut must not take away what is known of the newest.
    if (!known || known.version < version) this.keep(tenantId, version, people)
    return people
  }

  /** Says who they are at a version that was committed. */
  keep(tenantId: string, version: number, people: TenantPeople): void {
    this.#known.delete(tenantId)
    this.#known.set(tenantId, { version, people })
    const [oldest] = this.#known.keys()
    if (this.#known.size > mostTenants && oldest !== undefined) this.#known.delete(oldest)
  }
}

/**
 * Whether a command may change who people are and what they may do. Only the identity module writes those tables; a
 * test holds the modules to it. Were it to react to others' facts, any command might.
 */
export const mayChangePeople = (domain: Domain, command: string): boolean =>
  command.startsWith('identity.') ||
  [...domain.reactions.values()].some((reactions) => reactions.some(({ module }) => module === 'identity'))
