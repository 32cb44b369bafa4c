import type { Actor, Tenant } from '../../src-shared/kernel/actor.ts'
import type { Command } from '../../src-shared/kernel/command.ts'
import type { Db } from '../../src-shared/kernel/database.ts'
import type { Domain } from '../../src-shared/kernel/domain.ts'
import { newId, rowIdOf } from '../../src-shared/kernel/id.ts'
import { asJson, canonicalJson, type Json, type JsonObject } from '../../src-shared/kernel/json.ts'
import type { InputOf, OutputOf, Query } from '../../src-shared/kernel/query.ts'
import { type Rejection, reject, rejection } from '../../src-shared/kernel/rejection.ts'
import { runQuery } from '../../src-shared/kernel/run-query.ts'
import { rejectionSchema } from '../../src-shared/sync/protocol.ts'
import type { LogEntry } from '../sync/command-log.ts'
import { type Court, judge } from '../sync/judge.ts'
import type { Turn } from '../sync/tenant-writer.ts'

/** Who asks, and when; the same for all that one request does. */
export interface Standpoint {
  tenant: Tenant
  actor: Actor
  /** The desk of the session; commands count as given on none. */
  deskId: string
  /** ISO instant. */
  at: string
}

/** All that a route which reads may use. */
export interface ReadCall extends Standpoint {
  db: Db
  /** Asks a query with exactly its own permission; a refusal ends the route. */
  ask<Q extends Query>(query: Q, input: InputOf<Q>): Promise<OutputOf<Q>>
  /** The same by name, for whoever asks any. */
  askByName(name: string, input: Json): Promise<Json>
}

/** What came of a command. */
export interface Given {
  commandId: string
  version: number | null
  outcome: JsonObject
}

/** All that a route which writes may use. */
export interface WriteCall extends ReadCall {
  /** Gives a command in the tenant's line; a refusal ends the route. */
  give(command: Command, input: object): Promise<JsonObject>
  /** The same, as given on the desk of the session: for what desks have with them (PL-R41). */
  giveOnDesk(command: Command, input: object): Promise<JsonObject>
  /** The same by name and under the caller's own id: given twice, it is done once (SY-1). */
  giveByName(command: { id: string; name: string; version: number; input: Json }): Promise<Given>
  /** A new id for a row of a kind; under an idempotency key always the same. */
  fresh(kind: string, n?: number): string
}

/** What a route reads through. */
export function readCall(domain: Domain, db: Db, standpoint: Standpoint): ReadCall {
  const { tenant, actor, deskId: desk, at } = standpoint
  const askByName = async (name: string, input: Json): Promise<Json> => {
    const answered = await runQuery(domain, db, { name, input, at, desk, tenant, actor })
    return answered.done ? answered.value : reject(answered.rejection)
  }
  return {
    ...standpoint,
    db,
    askByName,
    async ask<Q extends Query>(query: Q, input: InputOf<Q>) {
      // The domain runs the query of this name, which is this one: its answer is of the type it declares.
      return (await askByName(query.name, asJson(Object(input)))) as OutputOf<Q>
    },
  }
}

/** PL-R10: under which id the command of a request is known, where its caller made the request repeatable. */
export interface Repeatable {
  commandId: string
  /** What is logged under this id already. */
  before: Logged | undefined
}

/**
 * PL-R10: a request under a key that counts. A key counts for a day only, and what broke a handler is tried anew: then
 * the id is taken, and the request is like one without a key.
 */
export async function repeatableAs(turn: Turn, commandId: string, at: string): Promise<Repeatable | null> {
  const before = await logged(turn, commandId)
  return before && hasLapsed(before, at) ? null : { commandId, before }
}

/** What a route writes through, in a turn of the tenant's line. */
export function writeCall(court: Court, turn: Turn, standpoint: Standpoint, repeatable: Repeatable | null): WriteCall {
  let given = 0
  const nextId = (): string => {
    given += 1
    if (!repeatable) return newId()
    return given === 1 ? repeatable.commandId : rowIdOf(repeatable.commandId, 'command', given)
  }
  const run = (id: string, name: string, version: number, input: Json, deskId: string | null = null) =>
    judgeNow(court, turn, standpoint, { id, name, version, input, deskId })
  const giveOn = async (deskId: string | null, { name, version }: Command, input: object): Promise<JsonObject> => {
    const id = nextId()
    const before = given === 1 ? repeatable?.before : undefined
    if (before) return again(before, name, asJson(input), 'idempotency_key_reused').outcome
    return outcomeOf(await run(id, name, version, asJson(input), deskId)).outcome
  }
  return {
    ...readCall(court.domain, turn.db, standpoint),
    give: (command, input) => giveOn(null, command, input),
    giveOnDesk: (command, input) => giveOn(standpoint.deskId, command, input),
    async giveByName({ id, name, version, input }) {
      const before = await logged(turn, id)
      return before ? again(before, name, input, 'command_id_reused') : outcomeOf(await run(id, name, version, input))
    },
    fresh: (kind, n = 0) => (repeatable ? rowIdOf(repeatable.commandId, `api:${kind}`, n) : newId()),
  }
}

type Logged = Pick<
  LogEntry,
  'command_id' | 'name' | 'input' | 'received_at' | 'verdict' | 'version' | 'outcome' | 'rejection'
>

const logged = async (turn: Turn, commandId: string): Promise<Logged | undefined> =>
  turn.log.find(({ command_id }) => command_id === commandId) ??
  (await turn.db
    .selectFrom('command_log')
    .select(['command_id', 'name', 'input', 'received_at', 'verdict', 'version', 'outcome', 'rejection'])
    .where('command_id', '=', commandId)
    .executeTakeFirst())

/** PL-R10: how long a request can be repeated (ms). */
export const repeatableFor = 24 * 3_600_000

const hasLapsed = ({ received_at, rejection: refused }: Logged, at: string): boolean =>
  Date.parse(at) - Date.parse(received_at) > repeatableFor ||
  (refused !== null && rejectionSchema.parse(refused).code === 'command_crashed')

/** What came of the very same command before; another one under its id is refused. */
function again(before: Logged, name: string, input: Json, otherwise: string): Given {
  if (before.name !== name || canonicalJson(before.input) !== canonicalJson(input)) return reject(otherwise)
  return outcomeOf(before)
}

function outcomeOf(entry: Pick<Logged, 'command_id' | 'version' | 'outcome' | 'rejection'>): Given {
  if (entry.rejection !== null) return reject(toRejection(entry.rejection))
  const { outcome } = entry
  const isObject = outcome !== null && typeof outcome === 'object' && !Array.isArray(outcome)
  return { commandId: entry.command_id, version: entry.version, outcome: isObject ? outcome : {} }
}

function toRejection(logged: Json): Rejection {
  const { code, params, rule, alternatives } = rejectionSchema.parse(logged)
  return rejection(code, params, {
    ...(rule === undefined ? {} : { rule }),
    alternatives: alternatives.map(({ params: its, ...way }) => ({ ...way, ...(its && { params: its }) })),
  })
}

const judgeNow = (
  { domain, reportCrash }: Court,
  turn: Turn,
  { actor, tenant, at }: Standpoint,
  { deskId, ...command }: { id: string; name: string; version: number; input: Json; deskId: string | null },
) =>
  judge(
    domain,
    turn,
    {
      ...{ ...command, meta: {}, desk: null, givenOn: deskId, told: null, actorId: actor.userId },
      ...{ actedAt: at, at, receivedAt: at, basisVersion: turn.version },
    },
    { actor, tenant },
    reportCrash,
  )
