import type { Day } from './calendar.ts'
import type { Compensation } from './command.ts'
import type { JsonObject } from './json.ts'

/** What a cell of a column is read as. A `day` is `YYYY-MM-DD`, a `number` a decimal as text. */
export type ImportType = 'text' | 'day' | 'number'

/** A column that an importer understands. */
export interface ImportColumn {
  key: string
  type: ImportType
  /** What files call it, in any language; compared without case, marks and signs. */
  names: readonly string[]
}

/** A row as its importer sees it: the cells of its mapped columns, read; null where one is empty. */
export interface ImportRow {
  /** Its line in the file. */
  line: number
  values: Readonly<Record<string, string | null>>
  /** The id of the row's own thing of a kind: always the same for this row of this run. */
  id(kind: string): string
}

/** What is the same for all rows of a run. */
export interface ImportRun {
  /** The day on which the file was brought, in the tenant's zone. */
  today: Day
  id(kind: string): string
  /** What a command of `prepare` came to, by its key; undefined where it was refused. */
  prepared(key: string): JsonObject | undefined
}

/** A command that has to be done before the rows; they find its outcome by the key. */
export type Preparation = Compensation & { key: string }

/**
 * How files of one kind become commands of a module (PL-R36). What its commands did is taken back by the commands that
 * their own `undo` names.
 */
export interface Importer {
  entity: string
  /** Beyond `data_import`. */
  permission: string
  columns: readonly ImportColumn[]
  /** Columns of which two rows of a file may not have the same value, with the code of that (`firstLine`). */
  unique: readonly { column: string; code: string }[]
  prepare(rows: readonly ImportRow[], run: Pick<ImportRun, 'id'>): Preparation[]
  /** The one command that a row becomes; the ids in it come from the row. */
  command(row: ImportRow, run: ImportRun): Compensation
  /** What of a row that will do a person should know: a code of the catalogue. */
  warning?(row: ImportRow, outcome: JsonObject): string | null
  /** The id of the row that a file's row became. */
  rowId(outcome: JsonObject): string | null
}
