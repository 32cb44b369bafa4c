import type { Compensation } from '../../src-shared/kernel/command.ts'
import { rowIdOf } from '../../src-shared/kernel/id.ts'
import type { Importer, ImportRow, ImportRun, Preparation } from '../../src-shared/kernel/importer.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import { rowReader } from './cell-reader.ts'
import type { FileRow, Run } from './import-store.ts'

/** A command of a run, with the id by which it is known however often the run is taken up again. */
export type RunCommand = Compensation & { id: string }

/** The id of what a row of a run does. */
export const rowCommandId = (runId: string, rowNo: number): string => rowIdOf(runId, 'row', rowNo)
/** The id of what the n-th preparation of a run does. */
export const preparationId = (runId: string, n: number): string => rowIdOf(runId, 'prepare', n)

/** All rows of a run as its importer reads them. */
export class RunCommands {
  readonly importer: Importer
  readonly #run: Run
  readonly #read: ReturnType<typeof rowReader>
  readonly #outcomes = new Map<string, JsonObject>()

  constructor(importer: Importer, run: Run) {
    this.importer = importer
    this.#run = run
    this.#read = rowReader(importer.columns, run.mapping, run.options.ways)
  }

  /** A row as the importer takes it, or why its cells cannot be read. */
  rowOf({ rowNo, line, cells }: FileRow): ImportRow | Rejection {
    const read = this.#read(cells)
    if ('refusal' in read) return read.refusal
    return { line, values: read.values, id: (kind) => rowIdOf(this.#run.id, kind, rowNo) }
  }

  /** What has to be done before these rows. */
  preparations(rows: readonly ImportRow[]): (Preparation & { id: string })[] {
    return this.importer
      .prepare(rows, { id: this.#idOf })
      .map((preparation, n) => ({ ...preparation, id: preparationId(this.#run.id, n) }))
  }

  /** Remembers what a preparation came to. */
  prepared(key: string, outcome: JsonObject): void {
    this.#outcomes.set(key, outcome)
  }

  /** What a row does. */
  commandOf(rowNo: number, row: ImportRow): RunCommand {
    const run: ImportRun = {
      today: this.#run.import_on,
      id: this.#idOf,
      prepared: (key) => this.#outcomes.get(key),
    }
    return { ...this.importer.command(row, run), id: rowCommandId(this.#run.id, rowNo) }
  }

  readonly #idOf = (kind: string): string => rowIdOf(this.#run.id, kind, 0)
}

/** Rows that say of themselves what an earlier row of the file says already, with the code of that (PL-R36). */
export function doubles(
  importer: Importer,
  rows: readonly { rowNo: number; row: ImportRow }[],
): Map<number, Rejection> {
  const found = new Map<number, Rejection>()
  for (const { column, code } of importer.unique) {
    const firstLines = new Map<string, number>()
    for (const { rowNo, row } of rows) {
      const key = (row.values[column] ?? '').normalize('NFKC').toLowerCase()
      const firstLine = firstLines.get(key)
      if (key === '') continue
      if (firstLine === undefined) firstLines.set(key, row.line)
      else found.set(rowNo, rejection(code, { firstLine }, { rule: 'PL-R36' }))
    }
  }
  return found
}
