import { sql } from 'kysely'
import { asJson } from '../../src-shared/kernel/json.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import { runCommand } from '../../src-shared/kernel/run-command.ts'
import type { Cursor, Verdict } from '../../src-shared/sync/protocol.ts'
import { dependentsOf, planRebase } from '../../src-shared/sync/rebase.ts'
import type { Progress } from './api/desk-api.ts'
import { applyDelta, type Delta, prune } from './apply-rows.ts'
import { asDomainDb, type DeskDb, type QueueRow } from './desk-tables.ts'
import { cursorOf, PresentPeople, withTriggers } from './present.ts'
import { metaOf, openQueue, openStates, progressOf } from './queue.ts'
import type { Standing } from './submit.ts'

/** All that a pull, gathered from its pages, brings. */
export interface Cut {
  cursor: Cursor
  delta: Delta
  verdicts: Verdict[]
  processedSeq: number
}

/** How the queued commands run again: each is judged by its own author's rights. */
export interface RebaseSetting extends Omit<Standing, 'present'> {
  /** The version the rows will be of. */
  version: number
  /** Who is signed in: by their rights this desk holds what it holds. */
  userId: string
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
    // Their rights are read anew: they may be what has changed.
    const people = new PresentPeople(setting.domain)
    const queue = await openQueue(transaction)
    await withTriggers(transaction, false)
    const undone = await takeBack(transaction)
    await applyDelta(transaction, cut.delta)
    await saveCursor(transaction, cut)
    const pruned = await pruneByDay(transaction, setting, people, before, cut)
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
    const again = plan.rerun.map(({ entry: { row }, deskSeq }) => ({
      row: followOriginal(setting, row, settled),
      deskSeq,
    }))
    const { tables, moved } = await runAllAgain(transaction, setting, people, again)
    return {
      tables: [...new Set([...Object.keys(cut.delta), ...pruned, ...undone, ...tables])],
      progress: [...settled, ...moved].map(progressOf),
    }
  })

/** Takes back all unconfirmed effects, and gives the tables they were in. Triggers must be off. */
export async function takeBack(db: DeskDb): Promise<string[]> {
  const undone = await db.selectFrom('desk_undo').select('tbl').distinct().execute()
  if (undone.length > 0) await sql`select undo_unconfirmed()`.execute(db)
  return undone.map(({ tbl }) => tbl)
}

/** Runs queued commands again in their order, and gives the tables they wrote and those whose state changed. */
export async function runAllAgain(
  db: DeskDb,
  setting: RebaseSetting,
  people: PresentPeople,
  queue: readonly { row: QueueRow; deskSeq: number }[],
): Promise<{ tables: string[]; moved: QueueRow[] }> {
  const moved: QueueRow[] = []
  for (const { row, deskSeq } of queue) {
    const after = await runAgain(db, setting, people, row, deskSeq)
    if (after.state !== row.state) moved.push(after)
  }
  const touched = await db.selectFrom('desk_touched').select('tbl').distinct().execute()
  return { tables: touched.map(({ tbl }) => tbl), moved }
}

/**
 * DX-R15: what takes back a command that the server did otherwise takes back what was done, not what was told. Where it
 * did nothing, there is nothing to take back.
 */
function followOriginal({ domain }: RebaseSetting, row: QueueRow, settled: readonly QueueRow[]): QueueRow {
  const { undoOf } = metaOf(row)
  const original = settled.find(({ id, actor_id }) => id === undoOf && actor_id === row.actor_id)
  if (original?.state === 'rejected') return { ...row, rejection: asJson(nothingDone) }
  const outcome = original?.state === 'adjusted' ? progressOf(original).serverOutcome : null
  const compensation = original && outcome && domain.commands.get(original.name)?.undo(original.input, outcome)
  return compensation?.command === row.name ? { ...row, input: compensation.input } : row
}

const nothingDone = rejection('undone_before_done')

/** That an undo has nothing to take back stays so, however often the rest of the queue runs again. */
const isInVain = (row: QueueRow): boolean => progressOf(row).rejection?.code === nothingDone.code

const saveCursor = (db: DeskDb, { cursor, processedSeq }: Cut) =>
  db
    .updateTable('desk_state')
    .set({
      cursor: JSON.stringify(cursor),
      first_sync: null,
      processed_seq: processedSeq,
      processed_known: true,
    })
    .execute()

/** Only a new day, or rows that left, can push further rows out. */
async function pruneByDay(
  db: DeskDb,
  { userId, now }: RebaseSetting,
  people: PresentPeople,
  before: Cursor | null,
  cut: Cut,
): Promise<string[]> {
  const left = Object.values(cut.delta).some(({ gone }) => gone.length > 0)
  if (!left && before?.scope.day === cut.cursor.scope.day) return []
  // What this desk holds, it holds by the rights of who is signed in.
  const present = await people.of(db, userId, now)
  return 'code' in present ? [] : prune(db, present.scope, cut.cursor.scope.day)
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
async function runAgain(
  db: DeskDb,
  setting: RebaseSetting,
  people: PresentPeople,
  row: QueueRow,
  deskSeq: number,
): Promise<QueueRow> {
  const offline = setting.domain.commands.get(row.name)?.offline ?? true
  const refusal = isInVain(row) ? nothingDone : offline ? await tryAgain(db, setting, people, row) : null
  const state = offline ? (refusal ? 'at_risk' : 'held') : 'sending'
  if (row.desk_seq === deskSeq && row.state === state && state === 'held') return row
  return db
    .updateTable('desk_queue')
    .set({
      input: JSON.stringify(row.input),
      desk_seq: deskSeq,
      state,
      rejection: refusal ? JSON.stringify(refusal) : null,
    })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

async function tryAgain(
  db: DeskDb,
  setting: RebaseSetting,
  people: PresentPeople,
  row: QueueRow,
): Promise<Rejection | null> {
  const present = await people.of(db, row.actor_id, setting.now)
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
