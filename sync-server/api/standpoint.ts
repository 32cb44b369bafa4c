import type { Actor, Tenant } from '../../src-shared/kernel/actor.ts'
import type { Db } from '../../src-shared/kernel/database.ts'
import { isId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { reachOf } from '../../src-shared/kernel/permission.ts'
import { Refused, type Rejection, reject, rejection } from '../../src-shared/kernel/rejection.ts'
import type { Done, Need, Route } from './route.ts'

/** PL-R5: authorise comes before anything is read. Refuses whoever may not use the route at all. */
export function authoriseRoute(route: Route, actor: Actor): void {
  const missing = missingPermission(route.needs, (permission) => {
    const reach = reachOf(actor.grants, permission)
    return reach === 'tenant' || (reach === 'own' && route.own)
  })
  if (missing) reject('actor_not_permitted', { reason: 'permission', permission: missing, scope: 'tenant' })
}

function missingPermission(needs: Need, has: (permission: string) => boolean): string | undefined {
  if (needs === null) return undefined
  if ('all' in needs) return needs.all.find((permission) => !has(permission))
  return needs.any.some(has) ? undefined : needs.any[0]
}

/** PL-R9: an id that cannot be one answers like one that nobody has. */
export function refuseImpossibleId(route: Route, id: string | undefined): void {
  if (id !== undefined && route.unknownId !== undefined && !isId(id))
    reject(route.unknownId, unknownParams(route.unknownId, id))
}

/** The parameters with which rules say the same. */
const unknownParams = (code: string, id: string): JsonObject => {
  if (code === 'membership_plan_not_accessible') return { planId: id }
  if (code === 'plant_slot_not_found') return { slotIds: [id] }
  return {}
}

/** PL-R11: refuses an edit of a row that is no longer the one its caller saw. */
export async function refuseStale(route: Route, db: Db, id: string | undefined, seen: number | null): Promise<void> {
  if (seen === null || id === undefined || !route.row) return
  const actual = await route.row(db, id)
  if (actual !== null && actual !== seen) {
    reject('version_conflict', { expected: seen, actual }, { rule: 'PL-R11' })
  }
}

/** The outcome of a route together with the version of its row, or why not. */
export type Outcome = { done: Done } | { refusal: Rejection }

/** Ends a refusal that was thrown on the way as a value; a bug goes on. */
export async function outcomeOf(work: () => Promise<Done>): Promise<Outcome> {
  try {
    return { done: await work() }
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.rejection }
    throw error
  }
}

/** Who asks could not be told, as a refusal. */
const nobody: Rejection = rejection('actor_not_permitted', { reason: 'unknown' })

/** What of a tenant and an actor is known, or the refusal. */
export const whoAsks = (
  tenant: Tenant | null,
  actor: Actor | Rejection,
): { tenant: Tenant; actor: Actor } | Rejection => {
  if ('code' in actor) return actor
  return tenant ? { tenant, actor } : nobody
}
