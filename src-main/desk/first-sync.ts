import { sql } from 'kysely'
import { z } from 'zod'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { snapshotFooter, snapshotHeader } from '../../src-shared/sync/protocol.ts'
import { copyText } from './copy-text.ts'
import type { DeskDb } from './desk-tables.ts'
import { isDiskFull } from './disk.ts'
import { withTriggers } from './present.ts'
import type { Replica } from './replica.ts'
import { Refusal, type ServerConnection, Unreachable } from './server-connection.ts'

/** What is kept of a first sync under way, so that it goes on where it was cut. */
const place = z.object({ header: snapshotHeader, after: z.string().nullable(), done: z.int() })
export type FirstSyncPlace = z.infer<typeof place>

/** Told as rows arrive: real counts, over all tables. */
export type ShowProgress = (progress: { table: string; done: number; of: number }) => void

/**
 * Loads the tenant as one stream and gives the cursor from which pulls finish it. Cut in the middle, it throws, and
 * goes on at the same row when called again; `isCut` says whether somebody has paused it. Refused where the server's tables are others than this app's.
 */
export async function firstSync(
  replica: Pick<Replica, 'db' | 'schema' | 'copyIn'>,
  server: ServerConnection,
  token: string,
  synced: ReadonlySet<string>,
  show: ShowProgress,
  isCut: () => boolean = () => false,
): Promise<FirstSyncPlace['header']['cursor']> {
  const { db } = replica
  const jsonColumns = await jsonColumnsOf(db)
  const begun = await placeOf(db)
  const lines = server.snapshot(token, begun?.after ?? null)[Symbol.asyncIterator]()
  const first = await lines.next()
  const header = snapshotHeader.parse(JSON.parse(first.done ? '{}' : first.value))
  // Rows of other tables would lose what they have no column for, and say nothing.
  if (header.cursor.schema !== replica.schema) throw new Refusal(426, 'upgrade_required', {}, null)
  const goesOn = begun !== null && sameHistory(begun.header, header)
  // Another history or other rights: what arrived so far belongs to neither, and the stream began in its middle.
  if (begun && !goesOn) {
    await lines.return?.()
    await emptyReplica(db, synced)
    return firstSync(replica, server, token, synced, show, isCut)
  }
  // Rows of the earlier part are as old as its header says: the pulls that follow must begin there.
  const state: FirstSyncPlace = goesOn ? begun : { header, after: null, done: 0 }
  const of = Object.values(header.counts).reduce((sum, count) => sum + count, 0)
  // The count goes on where it stood; it does not begin at nothing a second time.
  if (goesOn) show({ table: state.after?.split(',')[0] ?? '', done: state.done, of })
  for (;;) {
    const line = await lines.next()
    if (line.done) throw new Unreachable('The snapshot was cut')
    if (line.value.startsWith('{"end"')) {
      snapshotFooter.parse(JSON.parse(line.value))
      // Nobody gathers statistics here; without them a look-up by key reads its whole table. Nor does anybody note which
      // pages all may see; without that a count reads every row.
      await sql`vacuum analyze`.execute(db)
      return state.header.cursor
    }
    const { table, rows } = splitLine(line.value, synced)
    await addRows(replica, table, rows, jsonColumns.get(table) ?? noColumns, state)
    show({ table, done: state.done, of })
    if (isCut()) {
      await lines.return?.()
      throw new Unreachable('Paused by hand')
    }
  }
}

const sameHistory = (a: FirstSyncPlace['header'], b: FirstSyncPlace['header']): boolean =>
  a.cursor.epoch === b.cursor.epoch &&
  a.cursor.schema === b.cursor.schema &&
  a.cursor.scope.rules === b.cursor.scope.rules

async function placeOf(db: DeskDb): Promise<FirstSyncPlace | null> {
  const state = await db.selectFrom('desk_state').select('first_sync').executeTakeFirst()
  const read = place.safeParse(state?.first_sync)
  return read.success ? read.data : null
}

const linePattern = /^\{"table":"(\w+)","rows":(\[.*\])\}$/s

/** A line's table and the text of its rows: they go into the replica as text, which checks them against its columns. */
function splitLine(line: string, synced: ReadonlySet<string>): { table: string; rows: string } {
  const [, table, rows] = linePattern.exec(line) ?? []
  if (!table || !rows || !synced.has(table)) throw new Unreachable('A line of the snapshot that is none')
  return { table, rows }
}

/** Columns that hold JSON, by table: there a text is one in quotes. */
async function jsonColumnsOf(db: DeskDb): Promise<JsonColumns> {
  const { rows } = await sql<{ name: string; columns: string[] }>`
    select c.relname::text as name, array_agg(a.attname::text) as columns from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.atttypid in ('json'::regtype, 'jsonb'::regtype)
    group by c.relname`.execute(db)
  return new Map(rows.map(({ name, columns }) => [name, new Set(columns)]))
}

type JsonColumns = ReadonlyMap<string, ReadonlySet<string>>
const noColumns: ReadonlySet<string> = new Set()

async function addRows(
  replica: Pick<Replica, 'db' | 'copyIn'>,
  table: string,
  rows: string,
  jsonColumns: ReadonlySet<string>,
  state: FirstSyncPlace,
): Promise<void> {
  await replica.db.transaction().execute(async (transaction) => {
    await withTriggers(transaction, false)
    const copied = await copyRows(replica, transaction, table, rows, jsonColumns)
    const { n, last } = copied ?? (await insertRows(transaction, table, rows))
    state.done += n
    if (last) state.after = `${table},${last}`
    await transaction
      .updateTable('desk_state')
      .set({ first_sync: JSON.stringify(state) })
      .execute()
  })
}

/** How many rows came in, and the last of them in the order of their ids. */
interface Added {
  n: number
  last: string | null
}

/** Gives null where the rows must go in as JSON: they cannot be written for `copy`, or some are here already. */
async function copyRows(
  replica: Pick<Replica, 'copyIn'>,
  transaction: DeskDb,
  table: string,
  rows: string,
  jsonColumns: ReadonlySet<string>,
): Promise<Added | null> {
  const parsed: JsonObject[] = JSON.parse(rows)
  const copy = copyText(parsed, jsonColumns)
  if (!copy) return null
  const columns = copy.columns.map((column) => `"${column}"`).join(', ')
  await sql`savepoint copying`.execute(transaction)
  try {
    const n = await replica.copyIn(`copy ${table} (${columns}) from stdin`, Buffer.from(copy.text))
    return { n, last: parsed.map(({ id }) => String(id)).reduce((a, b) => (a > b ? a : b)) }
  } catch (error) {
    if (isDiskFull(error)) throw error
    await sql`rollback to savepoint copying`.execute(transaction)
    return null
  }
}

async function insertRows(db: DeskDb, table: string, rows: string): Promise<Added> {
  const added = await sql<Added>`
    with added as (
      insert into ${sql.table(table)}
      select * from json_populate_recordset(null::${sql.table(table)}, ${Buffer.from(rows)}::json)
      on conflict (tenant_id, id) do nothing returning id)
    select count(*)::int as n, (array_agg(id order by id desc))[1] as last from added`.execute(db)
  return added.rows[0] ?? { n: 0, last: null }
}

/** Takes out all of the tenant's rows and what unconfirmed commands did to them; the queue stays (SY-14). */
export async function emptyReplica(db: DeskDb, synced: ReadonlySet<string>): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const tables = [...synced, 'desk_undo', 'desk_touched'].map((table) => sql.table(table))
    await sql`truncate ${sql.join(tables)}`.execute(transaction)
    await transaction
      .updateTable('desk_state')
      .set({ cursor: null, first_sync: null, processed_known: false })
      .execute()
  })
}
