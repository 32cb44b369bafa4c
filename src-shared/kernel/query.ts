import type { z } from 'zod'
import type { Actor, Tenant } from './actor.ts'
import type { Day } from './calendar.ts'
import { issuesOf } from './command.ts'
import type { Db } from './database.ts'
import type { Json } from './json.ts'
import type { Reach } from './permission.ts'
import type { Findable } from './search.ts'

/** All a query may know. It only reads. */
export interface QueryContext {
  db: Db
  tenant: Tenant
  actor: Actor
  /** The desk that asks; null elsewhere. */
  desk: string | null
  /** ISO instant of the question. */
  at: string
  today: Day
  reach: Reach
  reachOf(permission: string): Reach | null
  /** For the one box, which asks all modules. */
  findable: Findable
}

/** A query as a module writes it. */
export interface QueryDefinition<Input, Output extends Json> {
  input: z.ZodType<Input>
  permission: string
  own?: boolean
  /** Whether it reads what no desk holds: a desk asks the server then (sync.md, asking). */
  serverOnly?: boolean
  run(context: QueryContext, input: Input): Promise<Output>
}

export type PreparedQuery =
  | { ok: true; run(context: QueryContext): Promise<Json> }
  | { ok: false; issues: { path: string; code: string; message: string }[] }

/** A query as the runner sees it. */
export interface Query<Input = unknown, Output extends Json = Json> {
  name: string
  /** Never set: it carries the types to the screens that ask. */
  readonly types?: { input: Input; output: Output }
  permission: string
  own: boolean
  /** Whether only the server can answer it. */
  serverOnly: boolean
  prepare(input: Json): PreparedQuery
}

/** What a query is asked with, for callers. */
export type InputOf<Q> = Q extends Query<infer Input, Json> ? Input : never
/** What a query answers, for callers. */
export type OutputOf<Q> = Q extends Query<unknown, infer Output> ? Output : never

/** Declares a query: the only way a screen reads. */
export function query<Input, Output extends Json>(
  name: string,
  definition: QueryDefinition<Input, Output>,
): Query<Input, Output> {
  const { input: schema, permission, own = false, serverOnly = false, run } = definition
  return {
    name,
    permission,
    own,
    serverOnly,
    prepare(raw) {
      const parsed = schema.safeParse(raw)
      return parsed.success
        ? { ok: true, run: (context) => run(context, parsed.data) }
        : { ok: false, issues: issuesOf(parsed.error) }
    },
  }
}
