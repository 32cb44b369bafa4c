import { sql } from 'kysely'
import { z } from 'zod'
import { snapshotFooter, snapshotHeader } from '../../src-shared/sync/protocol.ts'
import type { DeskDb } from './desk-tables.ts'
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
 * goes on at the same row when called again. Refused where the server's tables are others than this app's.
 */
export async function firstSync(
  replica: Pick<Replica, 'db' | 'schema'>,
  server: ServerConnection,
  token: string,
  synced: ReadonlySet<string>,
  show: ShowProgress,
): Promise<FirstSyncPlace['header']['cursor']> {
  const { db } = replica
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
    return firstSync(replica, server, token, synced, show)
  }
  // Rows of the earlier part are as old as its header says: the pulls that follow must begin there.
  const state: FirstSyncPlace = goesOn ? begun : { header, after: null, done: 0 }
  const of = Object.values(header.counts).reduce((sum, count) => sum + count, 0)
  for (;;) {
    const line = await lines.next()
    if (line.done) throw new Unreachable('The snapshot was cut')
    if (line.value.startsWith('{"end"')) {
      snapshotFooter.parse(JSON.parse(line.value))
      // Nobody gathers statistics here; without them a look-up by key reads its whole table.
      await sql`analyze`.execute(db)
      return state.header.cursor
    }
    const { table, rows } = splitLine(line.value, synced)
    await addRows(db, table, rows, state)
    show({ table, done: state.done, of })
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

async function addRows(db: DeskDb, table: string, rows: string, state: FirstSyncPlace): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await withTriggers(transaction, false)
    const added = await sql<{ n: number; last: string }>`
      with added as (
        insert into ${sql.table(table)}
        select * from json_populate_recordset(null::${sql.table(table)}, ${rows}::json)
        on conflict (tenant_id, id) do nothing returning id)
      select count(*)::int as n, (array_agg(id order by id desc))[1] as last from added`.execute(transaction)
    const { n, last } = added.rows[0] ?? { n: 0, last: null }
    state.done += n
    if (last) state.after = `${table},${last}`
    await transaction
      .updateTable('desk_state')
      .set({ first_sync: JSON.stringify(state) })
      .execute()
  })
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
