import { CompiledQuery, type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../src-shared/kernel/database.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { reject } from '../../src-shared/kernel/rejection.ts'
import type { ImportRows, ImportRuns } from '../../src-shared/schema/row-types.ts'
import type { Conventions, Question, Ways } from './cell-reader.ts'
import type { Mapping } from './mapping.ts'
import type { Cell, Table } from './read-table.ts'
import type { RunState } from './run-transitions.ts'

/** How a run's file is to be read, and what its bringer wants of it. */
export type RunOptions = Conventions & { ways: Ways; allOrNothing: boolean }

const way = z.enum(['ymd', 'dmy', 'mdy', 'point', 'comma'])
const options = z.object({
  days: z.enum(['ymd', 'dmy', 'mdy']).optional(),
  numbers: z.enum(['point', 'comma']).optional(),
  ways: z.record(z.string(), z.array(way)),
  allOrNothing: z.boolean(),
})
const questions = z.array(
  z.object({
    about: z.enum(['days', 'numbers']),
    column: z.string(),
    ways: z.array(way),
    examples: z.array(z.string()),
  }),
)
const cells = z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))

/** An import as it is kept. */
export type Run = Omit<Selectable<ImportRuns>, 'tenant_id' | 'mapping' | 'options' | 'questions'> & {
  mapping: Mapping
  options: RunOptions
  questions: Question[]
}

/** Where a row stands. */
export type RowState = Selectable<ImportRows>['state']
/** A row of a file as it is kept. */
export interface FileRow {
  rowNo: number
  line: number
  cells: Cell[]
}

/** What is to be noted of a row. */
export interface RowNote {
  row_no: number
  state: RowState
  code: string | null
  params: JsonObject | null
  row_id: string | null
}

const parsedRun = (row: Selectable<ImportRuns>): Run => ({
  ...row,
  mapping: z.record(z.string(), z.int()).parse(row.mapping),
  options: options.parse(row.options),
  questions: questions.parse(row.questions),
})

/** A run by its id. Refused: none of this id. */
export async function runById(db: Db, runId: string, { locked = false } = {}): Promise<Run> {
  let query = db.selectFrom('import_runs').selectAll().where('id', '=', runId)
  if (locked) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  return row ? parsedRun(row) : reject('import_not_found')
}

/** Runs that were under way when a server stopped. */
export const runsUnderWay = (db: Db) =>
  db.selectFrom('import_runs').select(['id', 'state']).where('state', 'in', ['committing', 'undoing']).execute()

/** The columns as they were mapped the last time that a file with these headers came (PL-R35). */
export async function lastMapping(db: Db, entity: string, headers: readonly string[]): Promise<Mapping | null> {
  const row = await db
    .selectFrom('import_runs')
    .select('mapping')
    .where('entity', '=', entity)
    .where('headers', '=', sql<string[]>`${[...headers]}::text[]`)
    .where('state', '<>', 'cancelled')
    .orderBy('created_at', 'desc')
    .executeTakeFirst()
  return row ? z.record(z.string(), z.int()).parse(row.mapping) : null
}

/** Rows that are written by one statement. */
const page = 2000

/** Keeps a file with its rows. */
export async function keepRun(
  db: Db,
  run: Pick<Run, 'id' | 'entity' | 'file_name' | 'created_by' | 'created_at' | 'import_on'>,
  { format, encoding, delimiter, headers, rows }: Table,
  read: Pick<Run, 'mapping' | 'options' | 'questions'>,
): Promise<void> {
  await db
    .insertInto('import_runs')
    .values({
      ...{ ...run, format, encoding, delimiter, headers, state: 'parsed', row_count: rows.length },
      ...textOf(read),
    })
    .execute()
  for (let from = 0; from < rows.length; from += page) {
    const some = rows.slice(from, from + page)
    const sent = some.map(({ line, cells: raw }, at) => ({ row_no: from + at + 1, line, raw }))
    await db.executeQuery(CompiledQuery.raw(keeping, [run.id, JSON.stringify(sent)]))
  }
}

const keeping = `
  insert into import_rows (run_id, row_no, line, raw)
  select $1, row_no, line, raw from json_to_recordset($2::json) as sent (row_no int, line int, raw jsonb)`

const textOf = (read: Partial<Pick<Run, 'mapping' | 'options' | 'questions'>>) => ({
  mapping: JSON.stringify(read.mapping),
  options: JSON.stringify(read.options),
  questions: JSON.stringify(read.questions),
})

/** Notes how a file is to be read from now on; what was tried of it counts no longer. */
export async function remap(
  db: Db,
  runId: string,
  read: Pick<Run, 'mapping' | 'options' | 'questions'>,
): Promise<void> {
  await db
    .updateTable('import_runs')
    .set({ ...textOf(read), state: 'parsed', checked_at: null })
    .where('id', '=', runId)
    .execute()
}

/** Moves a run on. */
export async function move(
  db: Db,
  runId: string,
  state: RunState,
  more: { checked_at?: string; committed_at?: string; undone_at?: string; trouble?: Json } = {},
): Promise<void> {
  const { trouble = null, ...times } = more
  await db
    .updateTable('import_runs')
    .set({ state, ...times, trouble: trouble === null ? null : JSON.stringify(trouble) })
    .where('id', '=', runId)
    .execute()
}

/** Rows of a file in its order; only those of some states, where they are named. */
export async function fileRows(db: Db, runId: string, states?: readonly RowState[]): Promise<FileRow[]> {
  let query = db.selectFrom('import_rows').select(['row_no', 'line', 'raw']).where('run_id', '=', runId)
  if (states) query = query.where('state', 'in', states)
  const rows = await query.orderBy('row_no').execute()
  return rows.map(({ row_no, line, raw }) => ({ rowNo: row_no, line, cells: cells.parse(raw) }))
}

/** Numbers of the next rows of some states, in the order of the file or against it. */
export async function nextRows(
  db: Db,
  runId: string,
  states: readonly RowState[],
  order: 'asc' | 'desc',
  most: number,
) {
  const rows = await db
    .selectFrom('import_rows')
    .select('row_no')
    .where('run_id', '=', runId)
    .where('state', 'in', states)
    .orderBy('row_no', order)
    .limit(most)
    .execute()
  return rows.map(({ row_no }) => row_no)
}

/** Notes what became of rows, in one statement. */
export async function noteRows(db: Db, runId: string, notes: readonly RowNote[]): Promise<void> {
  if (notes.length === 0) return
  await db.executeQuery(CompiledQuery.raw(noting, [runId, JSON.stringify(notes)]))
}

const noting = `
  update import_rows r set state = n.state, code = n.code, params = n.params, row_id = coalesce(n.row_id, r.row_id)
  from json_to_recordset($2::json) as n (row_no int, state text, code text, params jsonb, row_id uuid)
  where r.run_id = $1 and r.row_no = n.row_no`

/** How many rows stand where, and with which codes. */
export async function countsOf(
  db: Db,
  runId: string,
): Promise<{ states: Record<string, number>; codes: Record<string, number> }> {
  const rows = await db
    .selectFrom('import_rows')
    .select(({ fn }) => ['state', 'code', fn.countAll<number>().as('count')])
    .where('run_id', '=', runId)
    .groupBy(['state', 'code'])
    .execute()
  const states: Record<string, number> = {}
  const codes: Record<string, number> = {}
  for (const { state, code, count } of rows) {
    states[state] = (states[state] ?? 0) + Number(count)
    if (code !== null) codes[code] = (codes[code] ?? 0) + Number(count)
  }
  return { states, codes }
}

/** A page of a run's rows with what became of them. */
export const rowsOf = (db: Db, runId: string, states: readonly RowState[] | null, offset: number, limit: number) => {
  let query = db
    .selectFrom('import_rows')
    .select(['row_no', 'line', 'raw', 'state', 'code', 'params', 'row_id'])
    .where('run_id', '=', runId)
  if (states) query = query.where('state', 'in', states)
  return query.orderBy('row_no').offset(offset).limit(limit).execute()
}
