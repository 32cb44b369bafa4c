import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { Actor, Tenant } from '../../src-shared/kernel/actor.ts'
import type { Domain } from '../../src-shared/kernel/domain.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import { actorOf, roleKeysOf, tenantOf } from '../../src-shared/modules/identity/queries.ts'
import { type Cursor, cursor } from '../../src-shared/sync/protocol.ts'
import { type Scope, scopeOf } from '../../src-shared/sync/scope.ts'
import { asDomainDb, type DeskDb } from './desk-tables.ts'

/** The signed-in person in their tenant, as the replica knows them. */
export interface Present {
  tenant: Tenant
  actor: Actor
  scope: Scope
}

/**
 * People who act here, with their rights (ID-R24). Each is read from the replica once and kept until a pull may have
 * changed it: nearly every command and query asks.
 */
export class PresentPeople {
  readonly #domain: Domain
  readonly #kept = new Map<string, Present | Rejection>()
  /** As they were read before the last pull. */
  readonly #former = new Map<string, Present | Rejection>()

  constructor(domain: Domain) {
    this.#domain = domain
  }

  forget(): void {
    for (const [userId, present] of this.#kept) this.#former.set(userId, present)
    this.#kept.clear()
  }

  async of(db: DeskDb, userId: string, at: string): Promise<Present | Rejection> {
    const kept = this.#kept.get(userId)
    if (kept) return kept
    const read = await this.#read(db, userId, at)
    const former = this.#former.get(userId)
    // Whose rights are what they were is the same object: answers that they were given still hold.
    const present = isDeepStrictEqual(read, former) ? (former ?? read) : read
    this.#kept.set(userId, present)
    return present
  }

  async #read(deskDb: DeskDb, userId: string, at: string): Promise<Present | Rejection> {
    // Before the first sync is whole the rows are of no one version, and nobody is shown any (SY-5).
    if (!(await cursorOf(deskDb))) return rejection('desk_unavailable')
    const db = asDomainDb(deskDb)
    const tenant = await tenantOf(db)
    if (!tenant) return rejection('desk_unavailable')
    const actor = await actorOf(this.#domain, db, userId, at)
    if ('code' in actor) return actor
    return { tenant, actor, scope: scopeOf(this.#domain, await roleKeysOf(db, userId, at), userId) }
  }
}

/** What a person may do, and how far it reaches: the furthest of all that they were granted. */
export function rightsOf({ actor }: Present): Record<string, 'own' | 'tenant'> {
  const rights: Record<string, 'own' | 'tenant'> = {}
  for (const { permission, reach } of actor.grants) {
    if (rights[permission] !== 'tenant') rights[permission] = reach
  }
  return rights
}

/** How far this replica has read; null before its first sync is whole. */
export async function cursorOf(db: DeskDb): Promise<Cursor | null> {
  const state = await db.selectFrom('desk_state').select('cursor').executeTakeFirst()
  const read = cursor.safeParse(state?.cursor)
  return read.success ? read.data : null
}

/** Turns the triggers of synced tables off or on within a transaction: the server's rows are not this desk's doing. */
export const withTriggers = (db: DeskDb, on: boolean) =>
  sql`select set_config('session_replication_role', ${on ? 'origin' : 'replica'}, true)`.execute(db)
