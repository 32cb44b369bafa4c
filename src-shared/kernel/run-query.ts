import type { Actor, Tenant } from './actor.ts'
import { dayOf } from './calendar.ts'
import type { Db } from './database.ts'
import type { Domain } from './domain.ts'
import { type Json, unfitness } from './json.ts'
import { reachOf } from './permission.ts'
import { Refused, type Rejection, rejection } from './rejection.ts'
import { authorise } from './run-command.ts'

/** A question, with who asks and when. */
export interface Question {
  name: string
  input: Json
  /** ISO instant. */
  at: string
  desk: string | null
  tenant: Tenant
  actor: Actor
  /** Told where the answer looks at the very moment: asked later it may be another, though no row has changed. */
  momentary?: () => void
}

export type QueryResult = { done: true; value: Json } | { done: false; rejection: Rejection }

/** Runs one query: input, permission, read. Never writes. */
export async function runQuery(domain: Domain, db: Db, question: Question): Promise<QueryResult> {
  const query = domain.queries.get(question.name)
  if (!query) return { done: false, rejection: rejection('unknown_query', { name: question.name }) }
  const unfit = unfitness(question.input)
  if (unfit) return { done: false, rejection: rejection('validation_failed', { issues: [unfit] }) }
  const prepared = query.prepare(question.input)
  if (!prepared.ok) return { done: false, rejection: rejection('validation_failed', { issues: prepared.issues }) }
  const authorised = authorise(question.actor, query)
  if ('rejection' in authorised) return { done: false, rejection: authorised.rejection }
  const { actor, tenant, desk, at, momentary } = question
  try {
    const value = await prepared.run({
      db,
      tenant,
      actor,
      desk,
      get at() {
        momentary?.()
        return at
      },
      today: dayOf(at, tenant.timeZone),
      reach: authorised.reach,
      reachOf: (permission) => (actor.kind === 'system' ? 'tenant' : reachOf(actor.grants, permission)),
      findable: domain,
    })
    return { done: true, value }
  } catch (error) {
    if (error instanceof Refused) return { done: false, rejection: error.rejection }
    throw error
  }
}
