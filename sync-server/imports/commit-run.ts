import type { ImportRow } from '../../src-shared/kernel/importer.ts'
import { asJson } from '../../src-shared/kernel/json.ts'
import type { Court } from '../sync/judge.ts'
import type { Turn } from '../sync/tenant-writer.ts'
import { type Giver, give, giveOnce, giverOf } from './giving.ts'
import { fileRows, move, nextRows, noteRows, type RowNote, type Run, runById } from './import-store.ts'
import { RunCommands } from './row-commands.ts'
import { doneNote } from './try-run.ts'

/** PL-R36: rows of one transaction at most, and how long it may hold up the tenant's line (ms): desks push in between. */
export const batchRows = 200
export const batchTime = 200

/** What a batch leaves: more to do, or nothing, for whichever reason. */
export type Progress = 'more' | 'over'

/** The rows of a run that are to be done, read once for all its batches. */
export class Commit {
  readonly #court: Court
  readonly #run: Run
  readonly #commands: RunCommands
  readonly #rows: ReadonlyMap<number, ImportRow>
  #isPrepared = false

  private constructor(court: Court, run: Run, commands: RunCommands, rows: ReadonlyMap<number, ImportRow>) {
    this.#court = court
    this.#run = run
    this.#commands = commands
    this.#rows = rows
  }

  /** Reads a run; throws where its importer is gone. */
  static async open(court: Court, db: Turn['db'], runId: string): Promise<Commit> {
    const run = await runById(db, runId)
    const importer = court.domain.importers.get(run.entity)
    if (!importer) throw new Error(`Nobody imports ${run.entity}`)
    const commands = new RunCommands(importer, run)
    const rows = new Map<number, ImportRow>()
    // Rows that are done already count for the preparations, which must come out as they did then.
    for (const fileRow of await fileRows(db, runId, ['ok', 'warning', 'applied'])) {
      const row = commands.rowOf(fileRow)
      if (!('code' in row)) rows.set(fileRow.rowNo, row)
    }
    return new Commit(court, run, commands, rows)
  }

  /**
   * Does the next rows in a turn of the tenant's line. What is done and that it is done are written together, so that a
   * run which is taken up again does no row twice.
   */
  async batch(turn: Turn, at: string): Promise<Progress> {
    const { id: runId, created_by: userId } = this.#run
    const run = await runById(turn.db, runId, { locked: true })
    if (run.state !== 'committing') return 'over'
    const giver = await giverOf(this.#court, turn, { userId, runId, at })
    if ('code' in giver) {
      await move(turn.db, runId, 'paused', { trouble: asJson(giver) })
      return 'over'
    }
    const closes = performance.now() + batchTime
    if (!this.#isPrepared) await this.#prepare(turn, giver)
    const waiting = await nextRows(turn.db, runId, ['ok', 'warning'], 'asc', batchRows)
    const notes = await this.#doRows(turn, giver, waiting, closes)
    await noteRows(turn.db, runId, notes)
    const failed = notes.find(({ state }) => state === 'error')
    if (failed && run.options.allOrNothing) {
      await move(turn.db, runId, 'undoing', { trouble: { code: failed.code, params: failed.params } })
      return 'over'
    }
    if (waiting.length === batchRows || notes.length < waiting.length) return 'more'
    await move(turn.db, runId, 'committed', { committed_at: at })
    return 'over'
  }

  async #prepare(turn: Turn, giver: Giver): Promise<void> {
    for (const preparation of this.#commands.preparations([...this.#rows.values()])) {
      const given = await giveOnce(this.#court, turn, giver, preparation)
      if ('outcome' in given) this.#commands.prepared(preparation.key, given.outcome)
    }
  }

  async #doRows(turn: Turn, giver: Giver, waiting: readonly number[], closes: number): Promise<RowNote[]> {
    const notes: RowNote[] = []
    for (const rowNo of waiting) {
      if (performance.now() >= closes && notes.length > 0) break
      const row = this.#rows.get(rowNo)
      if (!row) continue
      const given = await give(this.#court, turn, giver, this.#commands.commandOf(rowNo, row))
      notes.push(doneNote(this.#commands, rowNo, row, given, 'applied'))
    }
    return notes
  }

  /** Told once a batch is kept: the preparations are done for good. */
  kept(): void {
    this.#isPrepared = true
  }
}
