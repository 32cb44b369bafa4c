import { sql } from 'kysely'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import { runCommand } from '../../src-shared/kernel/run-command.ts'
import type { Cursor, Verdict } from '../../src-shared/sync/protocol.ts'
import { dependentsOf, planRebase } from '../../src-shared/sync/rebase.ts'
import type { Scope } from '../../src-shared/sync/scope.ts'
import type { Progress } from './api/desk-api.ts'
import { applyDelta, type Delta, prune } from './apply-rows.ts'
import { asDomainDb, type DeskDb, type QueueRow } from './desk-tables.ts'
import { cursorOf, type Present, withTriggers } from './present.ts'
import { metaOf, openQueue, openStates, progressOf } from './queue.ts'
import type { Standing } from './submit.ts'

/** All that a pull, gathered from its pages, brings. */
export interface Cut {
  cursor: Cursor
  delta: Delta
  verdicts: Verdict[]
  processedSeq: number
}

/** Who runs the queued commands again: each is judged by its own author's rights. */
export interface RebaseSetting extends Omit<Standing, 'present'> {
  presentOf(db: DeskDb, userId: string): Promise<Present | Rejection>
  /** What this desk holds, by the rights of who is signed in. */
  scopeOf(db: DeskDb): Promise<Scope | null>
  /** ISO instant. */
  now: string
}

/** What a rebase changed. */
export interface Rebased {
  tables: string[]
  progress: Progress[]
}

/**
 * One replica transaction: take back unconfirmed effects, put in the server's rows, drop what the server has spoken
 * on, run the rest again, save the cursor. A crash at any point leaves the state before or after, never between.
 */
export const rebase = (db: DeskDb, setting: RebaseSetting, cut: Cut): Promise<Rebased> =>
  db.transaction().execute(async (transaction) => {
    const before = await cursorOf(transaction)
    const queue = await openQueue(transaction)
    const undone = await transaction.selectFrom('desk_undo').select('tbl').distinct().execute()
    await withTriggers(transaction, false)
    if (undone.length > 0) await sql`select undo_unconfirmed()`.execute(transaction)
    await applyDelta(transaction, cut.delta)
    const pruned = await pruneByDay(transaction, setting, before, cut)
    await withTriggers(transaction, true)

    const plan = planRebase(
      queue.map((row) => ({ id: row.id, deskSeq: row.desk_seq, row })),
      cut.verdicts,
      cut.processedSeq,
    )
    const settled: QueueRow[] = []
    const links = queue.map((row) => ({ id: row.id, dependsOn: metaOf(row).dependsOn ?? [] }))
    for (const { entry, verdict } of plan.settled) {
      settled.push(await settle(transaction, entry.id, verdict, dependentsOf(entry.id, links), setting.now))
    }
    const rerun: QueueRow[] = []
    for (const { entry, deskSeq } of plan.rerun) rerun.push(await runAgain(transaction, setting, entry.row, deskSeq))
    await transaction
      .updateTable('desk_state')
      .set({
        cursor: JSON.stringify(cut.cursor),
        first_sync: null,
        processed_seq: cut.processedSeq,
        processed_known: true,
      })
      .execute()

    const touched = await transaction.selectFrom('desk_touched').select('tbl').distinct().execute()
    const moved = rerun.filter((row, index) => row.state !== plan.rerun[index]?.entry.row.state)
    return {
      tables: [
        ...new Set([
          ...Object.keys(cut.delta),
          ...pruned,
          ...undone.map(({ tbl }) => tbl),
          ...touched.map(({ tbl }) => tbl),
        ]),
      ],
      progress: [...settled, ...moved].map(progressOf),
    }
  })

/** Only a new day, or rows that left, can push further rows out. */
async function pruneByDay(db: DeskDb, setting: RebaseSetting, before: Cursor | null, cut: Cut): Promise<string[]> {
  const left = Object.values(cut.delta).some(({ gone }) => gone.length > 0)
  if (!left && before?.scope.day === cut.cursor.scope.day) return []
  const scope = await setting.scopeOf(db)
  return scope ? prune(db, scope, cut.cursor.scope.day) : []
}

async function settle(db: DeskDb, id: string, verdict: Verdict, dependents: string[], now: string): Promise<QueueRow> {
  const state = { applied: 'confirmed', adjusted: 'adjusted', rejected: 'rejected' } as const
  return db
    .updateTable('desk_queue')
    .set({
      desk_seq: verdict.deskSeq,
      state: state[verdict.verdict],
      server_version: verdict.version ?? null,
      server_outcome: verdict.outcome ? JSON.stringify(verdict.outcome) : null,
      rejection: verdict.rejection ? JSON.stringify(verdict.rejection) : null,
      dependents: JSON.stringify(verdict.verdict === 'rejected' ? dependents : []),
      decided_at: now,
    })
    .where('id', '=', id)
    .where('state', 'in', openStates)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** A command that no longer applies stays queued, at risk, and is still sent: the server decides. */
async function runAgain(db: DeskDb, setting: RebaseSetting, row: QueueRow, deskSeq: number): Promise<QueueRow> {
  const offline = setting.domain.commands.get(row.name)?.offline ?? true
  const refusal = offline ? await tryAgain(db, setting, row) : null
  const state = offline ? (refusal ? 'at_risk' : 'held') : 'sending'
  if (row.desk_seq === deskSeq && row.state === state && state === 'held') return row
  return db
    .updateTable('desk_queue')
    .set({ desk_seq: deskSeq, state, rejection: refusal ? JSON.stringify(refusal) : null })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

async function tryAgain(db: DeskDb, setting: RebaseSetting, row: QueueRow): Promise<Rejection | null> {
  const present = await setting.presentOf(db, row.actor_id)
  if ('code' in present) return present
  await sql`savepoint command`.execute(db)
  try {
    const result = await runCommand(setting.domain, asDomainDb(db), {
      ...{ id: row.id, name: row.name, input: row.input, at: row.at, basisVersion: row.basis_version },
      ...{ meta: metaOf(row), version: setting.version, desk: setting.deskId },
      ...{ tenant: present.tenant, actor: present.actor },
    })
    if (result.done) {
      await sql`release savepoint command`.execute(db)
      return null
    }
    await sql`rollback to savepoint command`.execute(db)
    return result.rejection
  } catch (error) {
    await sql`rollback to savepoint command`.execute(db)
    setting.crashed(error, row.name)
    return rejection('command_crashed', { errorId: row.id })
  }
}
