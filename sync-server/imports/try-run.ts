import type { Kysely } from 'kysely'
import type { ImportRow } from '../../src-shared/kernel/importer.ts'
import type { Rejection } from '../../src-shared/kernel/rejection.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import { inTenant } from '../database/tenant-transaction.ts'
import { Foreknowledge } from '../sync/foreknowledge.ts'
import type { Court } from '../sync/judge.ts'
import { TenantPeople } from '../sync/tenant-people.ts'
import type { Turn } from '../sync/tenant-writer.ts'
import { type Given, type Giver, give, giverOf } from './giving.ts'
import type { FileRow, RowNote, Run } from './import-store.ts'
import { doubles, type RunCommands } from './row-commands.ts'

/** Carries what was found out of a transaction that must not stay. */
class TriedOut extends Error {
  readonly notes: RowNote[]
  constructor(notes: RowNote[]) {
    super('Tried out')
    this.notes = notes
  }
}

/** What is noted of a row that is refused. */
const refusedNote = (rowNo: number, { code, params }: Rejection): RowNote => ({
  ...{ row_no: rowNo, state: 'error', code, params, row_id: null },
})

/** What is noted of a row that was done, or would be. */
export function doneNote(
  { importer }: RunCommands,
  rowNo: number,
  row: ImportRow,
  given: Given,
  state: 'applied' | null,
): RowNote {
  if ('refusal' in given) return refusedNote(rowNo, given.refusal)
  const code = importer.warning?.(row, given.outcome) ?? null
  const row_id = importer.rowId(given.outcome)
  return { row_no: rowNo, state: state ?? (code === null ? 'ok' : 'warning'), code, params: null, row_id }
}

/**
 * The verdict on every row, as it would be now: all are given in one transaction, which is taken back (PL-R36). It does
 * not stand in the tenant's line, so that desks go on meanwhile; on an embedded database, which has one connection, they
 * wait.
 */
export async function tryRun(
  db: Kysely<Database>,
  court: Court,
  { tenantId, run, at }: { tenantId: string; run: Run; at: string },
  commands: RunCommands,
  fileRows: readonly FileRow[],
): Promise<RowNote[]> {
  try {
    return await inTenant(db, tenantId, async (transaction) => {
      const { version } = await transaction.selectFrom('tenant_heads').select('version').executeTakeFirstOrThrow()
      const known = new Foreknowledge()
      const turn: Turn = { db: transaction, tenantId, version, log: [], known, people: new TenantPeople() }
      const giver = await giverOf(court, turn, { userId: run.created_by, runId: run.id, at })
      if ('code' in giver) return fileRows.map(({ rowNo }) => refusedNote(rowNo, giver))
      throw new TriedOut(await tryRows(court, turn, giver, commands, fileRows))
    })
  } catch (error) {
    if (error instanceof TriedOut) return error.notes
    throw error
  }
}

async function tryRows(
  court: Court,
  turn: Turn,
  giver: Giver,
  commands: RunCommands,
  fileRows: readonly FileRow[],
): Promise<RowNote[]> {
  const notes: RowNote[] = []
  const readable: { rowNo: number; row: ImportRow }[] = []
  for (const fileRow of fileRows) {
    const row = commands.rowOf(fileRow)
    if ('code' in row) notes.push(refusedNote(fileRow.rowNo, row))
    else readable.push({ rowNo: fileRow.rowNo, row })
  }
  for (const preparation of commands.preparations(readable.map(({ row }) => row))) {
    const given = await give(court, turn, giver, preparation)
    if ('outcome' in given) commands.prepared(preparation.key, given.outcome)
  }
  const repeated = doubles(commands.importer, readable)
  for (const { rowNo, row } of readable) {
    const double = repeated.get(rowNo)
    const given = double ? { refusal: double } : await give(court, turn, giver, commands.commandOf(rowNo, row))
    notes.push(doneNote(commands, rowNo, row, given, null))
    // Nothing of it is ever written.
    turn.log.length = 0
  }
  return notes
}
