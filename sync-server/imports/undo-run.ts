import type { Db } from '../../src-shared/kernel/database.ts'
import { rowIdOf } from '../../src-shared/kernel/id.ts'
import { asJson } from '../../src-shared/kernel/json.ts'
import type { Court } from '../sync/judge.ts'
import type { Turn } from '../sync/tenant-writer.ts'
import { compensationOf, loggedCommand } from '../sync/undoing.ts'
import { batchRows, batchTime, type Progress } from './commit-run.ts'
import { type Given, type Giver, give, giverOf } from './giving.ts'
import { move, nextRows, noteRows, type RowNote, runById } from './import-store.ts'
import { preparationId, rowCommandId } from './row-commands.ts'

/** Takes back what one command did; null where there is nothing to take back. */
async function takeBack(court: Court, turn: Turn, giver: Giver, commandId: string): Promise<Given | null> {
  const original = await loggedCommand(turn, commandId)
  const compensation = original && original.verdict !== 'rejected' ? compensationOf(court.domain, original) : null
  if (!compensation) return null
  return give(court, turn, giver, { ...compensation, id: rowIdOf(commandId, 'undo', 0), undoOf: commandId })
}

/** A row that somebody has changed since stays, and says so (PL-R37). */
function undoneNote(rowNo: number, given: Given | null): RowNote {
  if (given && 'refusal' in given) {
    const { code, params } = given.refusal
    return { ...{ row_no: rowNo, state: 'kept', code, params, row_id: null } }
  }
  return { ...{ row_no: rowNo, state: 'undone', code: null, params: null, row_id: null } }
}

/** Takes the last rows of a run back in a turn of the tenant's line, and after all of them what came before them. */
export async function undoBatch(court: Court, turn: Turn, runId: string, at: string): Promise<Progress> {
  const run = await runById(turn.db, runId, { locked: true })
  if (run.state !== 'undoing') return 'over'
  const giver = await giverOf(court, turn, { userId: run.created_by, runId, at })
  if ('code' in giver) {
    await move(turn.db, runId, 'paused', { trouble: asJson(giver) })
    return 'over'
  }
  const closes = performance.now() + batchTime
  const waiting = await nextRows(turn.db, runId, ['applied'], 'desc', batchRows)
  const notes: RowNote[] = []
  for (const rowNo of waiting) {
    if (performance.now() >= closes && notes.length > 0) break
    notes.push(undoneNote(rowNo, await takeBack(court, turn, giver, rowCommandId(runId, rowNo))))
  }
  await noteRows(turn.db, runId, notes)
  if (waiting.length === batchRows || notes.length < waiting.length) return 'more'
  // What somebody uses by now is refused, and stays.
  for (let n = await preparationsOf(turn.db, runId); n > 0; n -= 1) {
    await takeBack(court, turn, giver, preparationId(runId, n - 1))
  }
  // Why it took itself back stays said.
  await move(turn.db, runId, 'undone', { undone_at: at, trouble: run.trouble })
  return 'over'
}

/** Preparations look for no row, so they are counted by their commands. */
async function preparationsOf(db: Db, runId: string): Promise<number> {
  for (let known = 0; ; known += page) {
    const ids = Array.from({ length: page }, (_, n) => preparationId(runId, known + n))
    const rows = await db.selectFrom('command_log').select('command_id').where('command_id', 'in', ids).execute()
    if (rows.length < page) return known + rows.length
  }
}

const page = 500
