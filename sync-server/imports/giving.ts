import type { Actor, Tenant } from '../../src-shared/kernel/actor.ts'
import type { Compensation } from '../../src-shared/kernel/command.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import { rejectionSchema } from '../../src-shared/sync/protocol.ts'
import type { LogEntry } from '../sync/command-log.ts'
import { type Court, judge } from '../sync/judge.ts'
import type { Turn } from '../sync/tenant-writer.ts'
import { loggedCommand } from '../sync/undoing.ts'

/** Who gives the commands of a run, with the rights they have now. */
export interface Giver {
  actor: Actor
  tenant: Tenant
  /** ISO instant. */
  at: string
  runId: string
}

/** What a command of a run came to. */
export type Given = { outcome: JsonObject } | { refusal: Rejection }

/** The bringer of a file as they are now; a refusal where they may act no longer (SY-12). */
export async function giverOf(
  { domain }: Court,
  turn: Turn,
  { userId, runId, at }: { userId: string; runId: string; at: string },
): Promise<Giver | Rejection> {
  const tenant = await turn.people.tenant(turn.db)
  if (!tenant) return rejection('actor_not_permitted', { reason: 'unknown' })
  const actor = await turn.people.actor(domain, turn.db, userId, at)
  return 'code' in actor ? actor : { actor, tenant, at, runId }
}

/** Gives a command in the tenant's line, on no desk, caused by the run (PL-R36). */
export async function give(
  { domain, reportCrash }: Court,
  turn: Turn,
  { actor, tenant, at, runId }: Giver,
  { id, command: name, input, undoOf }: Compensation & { id: string; undoOf?: string },
): Promise<Given> {
  const meta = { causationId: runId, ...(undoOf === undefined ? {} : { undoOf }) }
  const each = {
    ...{ id, name, version: 1, input, meta, desk: null, told: null, actorId: actor.userId },
    ...{ actedAt: at, at, receivedAt: at, basisVersion: turn.version },
  }
  return cameTo(await judge(domain, turn, each, { actor, tenant }, reportCrash))
}

/** The same, unless it was given before: then what it came to then. */
export async function giveOnce(
  court: Court,
  turn: Turn,
  giver: Giver,
  command: Compensation & { id: string },
): Promise<Given> {
  const before = await loggedCommand(turn, command.id)
  return before ? cameTo(before) : give(court, turn, giver, command)
}

function cameTo({ verdict, outcome, rejection: refused }: Pick<LogEntry, 'verdict' | 'outcome' | 'rejection'>): Given {
  if (verdict === 'rejected') {
    const { code, params, rule } = rejectionSchema.parse(refused)
    return { refusal: rejection(code, params, rule === undefined ? {} : { rule }) }
  }
  return { outcome: JSON.parse(JSON.stringify(outcome)) }
}
