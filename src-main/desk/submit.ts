import { sql } from 'kysely'
import type { Command } from '../../src-shared/kernel/command.ts'
import type { Domain } from '../../src-shared/kernel/domain.ts'
import { type Json, unfitness } from '../../src-shared/kernel/json.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import { type RunResult, runCommand } from '../../src-shared/kernel/run-command.ts'
import { maxDependsOn } from '../../src-shared/sync/protocol.ts'
import type { Journalled, Progress } from './api/desk-api.ts'
import { asDomainDb, type DeskDb, type QueueRow } from './desk-tables.ts'
import { isDiskFull } from './disk.ts'
import { cursorOf, type Present } from './present.ts'
import { progressOf, pushedForm, pushRoom } from './queue.ts'

/** A command on its way into the queue. */
export interface Submission extends Pick<Journalled, 'id' | 'name' | 'version' | 'input' | 'at' | 'meta'> {
  actorId: string
  /**
   * Set for a command that was, or may have been, held before and comes back after a rebuild: it stays queued even if
   * it no longer applies here, and the server decides.
   */
  told: { outcome: QueueRow['outcome']; basisVersion: number | null } | null
}

/** Where the desk stands when a command is given. */
export interface Standing {
  domain: Domain
  deskId: string
  /** The author, or why they may do nothing here. */
  present: Present | Rejection
  /** Told of a handler that threw where nobody waits for its answer. */
  crashed(error: unknown, command: string): void
}

/** What became of a submission, and the tables it changed. */
export type Submitted =
  | { accepted: true; progress: Progress; tables: string[] }
  | { accepted: false; refusal: Rejection }

/** Takes a refused command back out of the transaction. */
class TakeBack extends Error {
  readonly refusal: Rejection
  constructor(refusal: Rejection) {
    super(refusal.code)
    this.refusal = refusal
  }
}

/**
 * Runs a command on the replica and queues it, in one transaction: either both happened or neither (SY-9). The undo
 * log records what it touched. A refusal leaves nothing.
 */
export async function submit(db: DeskDb, standing: Standing, command: Submission): Promise<Submitted> {
  try {
    return await db.transaction().execute(async (transaction) => {
      // Asked in here: since the command was given, the replica may have been emptied.
      const cursor = await cursorOf(transaction)
      if (!cursor) throw new TakeBack(rejection('desk_unavailable'))
      const here = { ...standing, version: cursor.version }
      const ran = await runHere(transaction, here, command)
      const touched = ran.ran ? await touchedBy(transaction, command.id) : { tables: [], dependsOn: [] }
      const row = await enqueue(transaction, here, command, ran, touched.dependsOn)
      if (!command.told && isTooLarge(row)) throw new TakeBack(rejection('command_too_large'))
      return { accepted: true, progress: progressOf(row), tables: touched.tables }
    })
  } catch (error) {
    if (error instanceof TakeBack) return { accepted: false, refusal: error.refusal }
    throw error
  }
}

/** With the version the desk has read. */
interface Here extends Standing {
  version: number
}

/** One that no push can carry would hold up all that are given after it. */
const isTooLarge = (row: QueueRow): boolean => Buffer.byteLength(JSON.stringify(pushedForm(row))) > pushRoom

interface Ran {
  ran: boolean
  state: 'held' | 'sending' | 'at_risk'
  outcome: QueueRow['outcome']
  rejection: Rejection | null
}

async function runHere(db: DeskDb, standing: Here, command: Submission): Promise<Ran> {
  const known = standing.domain.commands.get(command.name)
  // What only the server can do runs nowhere else; until its verdict it is being sent, never held here.
  if (known && !known.offline) {
    if (!command.told) refuseUnfit(known, command.input)
    return { ran: false, state: 'sending', outcome: null, rejection: null }
  }
  const { told } = command
  await sql`savepoint command`.execute(db)
  const result = await attempt(db, standing, command)
  if (result.done) return { ran: true, state: 'held', outcome: told?.outcome ?? result.outcome, rejection: null }
  if (!told) throw new TakeBack(result.rejection)
  await sql`rollback to savepoint command`.execute(db)
  return { ran: false, state: 'at_risk', outcome: told.outcome, rejection: result.rejection }
}

/** What does not run here is not read by its handler either; what nobody can read or keep is not sent. */
function refuseUnfit(known: Command, input: Json): void {
  const unfit = unfitness(input)
  if (unfit) throw new TakeBack(rejection('validation_failed', { issues: [unfit] }))
  const prepared = known.prepare(input)
  if (!prepared.ok) throw new TakeBack(rejection('validation_failed', { issues: prepared.issues }))
}

/** Runs the handler. One that throws takes a command back that was just given, and no other: it may be under way. */
async function attempt(db: DeskDb, standing: Here, command: Submission): Promise<RunResult> {
  const { domain, deskId, version, present, crashed } = standing
  const { id, name, input, at, meta, told } = command
  if ('code' in present) return { done: false, rejection: present }
  try {
    return await runCommand(domain, asDomainDb(db), {
      ...{ id, name, input, at, meta, version, basisVersion: told?.basisVersion ?? version },
      ...{ desk: deskId, tenant: present.tenant, actor: present.actor },
    })
  } catch (error) {
    if (!told || isDiskFull(error)) throw error
    crashed(error, name)
    return { done: false, rejection: rejection('command_crashed', { errorId: id }) }
  }
}

/** The tables a command wrote, and the earlier unconfirmed commands that wrote one of the same rows. */
async function touchedBy(db: DeskDb, commandId: string): Promise<{ tables: string[]; dependsOn: string[] }> {
  const rows = await db
    .selectFrom('desk_touched as mine')
    .leftJoin('desk_touched as theirs', (join) =>
      join
        .onRef('theirs.row_id', '=', 'mine.row_id')
        .onRef('theirs.tbl', '=', 'mine.tbl')
        .on('theirs.command_id', '<>', commandId),
    )
    .select(['mine.tbl', 'theirs.command_id'])
    .distinct()
    .where('mine.command_id', '=', commandId)
    .execute()
  return {
    tables: [...new Set(rows.map(({ tbl }) => tbl))],
    // Their ids sort by time. Who depends on the last ones depends through them on all before.
    dependsOn: [...new Set(rows.flatMap(({ command_id }) => command_id ?? []))].sort().slice(-maxDependsOn),
  }
}

/** The number after all that were ever given: queued ones, and those the server has spoken on. */
const nextSeq = sql<number>`(
  select greatest(processed_seq, coalesce((select max(desk_seq) from desk_queue), 0)) + 1 from desk_state)`

async function enqueue(
  db: DeskDb,
  { version }: Here,
  command: Submission,
  { state, outcome, rejection: refusal }: Ran,
  dependsOn: string[],
): Promise<QueueRow> {
  const meta = dependsOn.length > 0 ? { ...command.meta, dependsOn } : command.meta
  return db
    .insertInto('desk_queue')
    .values({
      id: command.id,
      desk_seq: nextSeq,
      name: command.name,
      command_version: command.version,
      input: JSON.stringify(command.input),
      at: command.at,
      actor_id: command.actorId,
      basis_version: command.told?.basisVersion ?? version,
      outcome: outcome === null ? null : JSON.stringify(outcome),
      meta: JSON.stringify(meta),
      state,
      rejection: refusal ? JSON.stringify(refusal) : null,
      sent: command.told !== null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}
