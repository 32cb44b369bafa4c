import { newId } from '../../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import type { Rejection } from '../../../src-shared/kernel/rejection.ts'
import type { Desk } from '../../desk/desk.ts'

/** One row of a common act. */
export interface BulkRow {
  key: string
  label: string
}

/** A common act: the command that is given for each row by itself (DX-R31). */
export interface BulkWork {
  /** What is done, as a verb. */
  word: string
  command: string
  /** `reason` is what the person gave, where the work asks for one. */
  inputOf(key: string, reason: string): JsonObject
}

export interface RefusedRow extends BulkRow {
  rejection: Pick<Rejection, 'code' | 'params' | 'rule' | 'winner'>
}

/** How far a common act has come. */
export interface BulkProgress {
  work: BulkWork
  of: number
  done: readonly string[]
  refused: readonly RefusedRow[]
  /** Rows that were not come to, because somebody stopped. */
  left: readonly BulkRow[]
  running: boolean
  reason: string
}

/**
 * Gives one command per row, one after another, under one `meta.batchId`, so that all can be undone as one (DX-R18).
 * What is refused is noted and the rest goes on. Tells after each row how far it is, and ends early when `stopped` says.
 */
export async function runBulk(
  submit: Desk['submit'],
  work: BulkWork,
  rows: readonly BulkRow[],
  { reason, stopped, tell }: { reason: string; stopped(): boolean; tell(progress: BulkProgress): void },
): Promise<BulkProgress> {
  const batchId = newId()
  const done: string[] = []
  const refused: RefusedRow[] = []
  let at = 0
  const progress = (running: boolean): BulkProgress => {
    const now = { work, of: rows.length, done: [...done], refused: [...refused], left: rows.slice(at), running, reason }
    tell(now)
    return now
  }
  progress(true)
  for (const row of rows) {
    if (stopped()) break
    const answer = await submit(work.command, work.inputOf(row.key, reason), { batchId })
    at += 1
    if (answer.state === 'refused') refused.push({ ...row, rejection: answer.rejection })
    else if (answer.state === 'failed') refused.push({ ...row, rejection: answer.failure })
    else done.push(row.key)
    progress(true)
  }
  return progress(false)
}
