import { randomUUID } from 'node:crypto'
import { CompiledQuery } from 'kysely'
import type { Actor, Tenant } from '../../src-shared/kernel/actor.ts'
import type { CommandMeta } from '../../src-shared/kernel/command.ts'
import type { Db } from '../../src-shared/kernel/database.ts'
import type { Domain } from '../../src-shared/kernel/domain.ts'
import { asJson, type Json, type JsonObject, storable } from '../../src-shared/kernel/json.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import { outcomeDiffers, type RunResult, runCommand } from '../../src-shared/kernel/run-command.ts'
import { rejectionSchema } from '../../src-shared/sync/protocol.ts'
import type { LogEntry } from './command-log.ts'
import { mayChangePeople, TenantPeople } from './tenant-people.ts'
import type { Turn } from './tenant-writer.ts'

/** A command at the moment in which it is judged. */
export interface Case {
  id: string
  name: string
  version: number
  input: Json
  meta: CommandMeta
  desk: { id: string; seq: number } | null
  /** The desk on which it is given beside that desk's own line; it counts for the rules, and has no number there. */
  givenOn?: string | null
  /** When the person acted, as told and as bounded (SY-15). */
  actedAt: string
  at: string
  receivedAt: string
  basisVersion: number
  /** The outcome the person was told; null where nothing was told. */
  told: JsonObject | null
  actorId: string
}

/** What may stop a case before it runs: who the author is decides. */
export type Author = { actor: Actor; tenant: Tenant } | { rejection: Rejection }

/** Where a crash of a handler is reported. */
export type ReportCrash = (crash: { errorId: string; command: string; error: unknown }) => void

/** What judging needs beside the turn. */
export interface Court {
  domain: Domain
  reportCrash: ReportCrash
}

/**
 * The verdict on one command, recorded in the turn's log. A refusal, and a handler that throws, take back what they
 * wrote and delay nobody (SY-8).
 */
export async function judge(
  domain: Domain,
  turn: Turn,
  each: Case,
  author: Author,
  reportCrash: ReportCrash,
): Promise<LogEntry> {
  const result: RunResult =
    'rejection' in author
      ? { done: false, rejection: author.rejection }
      : await attempt(domain, turn, each, author, reportCrash)
  if (result.done) turn.version += 1
  if (result.done && mayChangePeople(domain, each.name)) turn.people = new TenantPeople()
  const command = domain.commands.get(each.name)
  const differs =
    result.done && each.told !== null && command !== undefined && outcomeDiffers(command, each.told, result.outcome)
  const entry = entryOf(each, {
    verdict: result.done ? (differs ? 'adjusted' : 'applied') : 'rejected',
    version: result.done ? turn.version : null,
    outcome: result.done ? result.outcome : null,
    rejection: result.done ? null : storable(asJson(result.rejection)),
  })
  turn.log.push(entry)
  turn.known.add(entry)
  return entry
}

/** A case with what came of it, as the log keeps it. */
export const entryOf = (
  each: Case,
  decided: Pick<LogEntry, 'verdict' | 'version' | 'outcome' | 'rejection'>,
): LogEntry => ({
  command_id: each.id,
  desk_id: each.desk?.id ?? null,
  desk_seq: each.desk?.seq ?? null,
  name: String(storable(each.name)),
  command_version: each.version,
  input: storable(each.input),
  meta: { ...each.meta },
  actor_id: each.actorId,
  acted_at: each.actedAt,
  bounded_at: each.at,
  received_at: each.receivedAt,
  basis_version: each.basisVersion,
  told: storable(each.told),
  ...decided,
})

async function attempt(
  domain: Domain,
  turn: Turn,
  each: Case,
  { actor, tenant }: { actor: Actor; tenant: Tenant },
  reportCrash: ReportCrash,
): Promise<RunResult> {
  // Nobody waits for what only moves the savepoint: should it fail, whatever comes behind it fails too.
  give(turn.db, 'savepoint command').catch(() => undefined)
  let result: RunResult
  try {
    const { id, name, input, at, basisVersion, meta } = each
    result = await runCommand(domain, turn.db, {
      ...{ id, name, input, at, basisVersion, meta, actor, tenant },
      desk: each.desk?.id ?? each.givenOn ?? null,
      version: turn.version + 1,
    })
    // A refusal that no desk could read is a mistake of the handler, like any other.
    if (!result.done) rejectionSchema.parse(result.rejection)
  } catch (error) {
    // If the connection itself is gone this throws too, and the whole group is tried again.
    await give(turn.db, 'rollback to savepoint command')
    const errorId = randomUUID()
    reportCrash({ errorId, command: each.name, error })
    return { done: false, rejection: rejection('command_crashed', { errorId }) }
  }
  give(turn.db, result.done ? 'release savepoint command' : 'rollback to savepoint command').catch(() => undefined)
  return result
}

const give = (db: Db, text: string) => db.executeQuery(CompiledQuery.raw(text))
