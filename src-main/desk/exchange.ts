import type { JsonObject } from '../../src-shared/kernel/json.ts'
import {
  type Cursor,
  maxPushCommands,
  type PullResponse,
  pullPageRows,
  type Verdict,
} from '../../src-shared/sync/protocol.ts'
import { type Delta, mergeDelta } from './apply-rows.ts'
import type { DeskDb } from './desk-tables.ts'
import { cursorOf } from './present.ts'
import { openQueue, pushedForm, pushRoom } from './queue.ts'
import { type Cut, type Rebased, type RebaseSetting, rebase } from './rebase.ts'
import { Refusal, type ServerConnection, Unreachable } from './server-connection.ts'

/** What one exchange with the server needs. */
export interface ExchangeParts {
  db: DeskDb
  server: ServerConnection
  token: string
  setting: Omit<RebaseSetting, 'version'>
  /** Where a first sync ended that nothing has been pulled on top of yet; null where the replica knows how far it is. */
  from?: Cursor | null
  /** Whether somebody has cut the network by hand meanwhile. */
  isCut?(): boolean
  /** Told what changed after each rebase. */
  rebased(what: Rebased): Promise<void> | void
  /** Told before a push, with how many commands wait. */
  sending(queued: number): void
  /** Told before a pull. */
  asking?(): void
  /** Told of the rows that have arrived, where there are many to come. */
  behind?(rows: number): void
}

/** A pull of more rows than this is one that a person should know of. */
const manyRows = 500

/** Sends what waits and takes in what is new, until neither is left. */
export async function exchange(parts: ExchangeParts): Promise<void> {
  let limit = maxPushCommands
  let from = parts.from ?? null
  for (;;) {
    if (parts.isCut?.()) return
    const sent = await pushOnce(parts, limit)
    limit = sent.limit
    await pullOnce(parts, sent.verdicts, from)
    from = null
    if (!sent.more) return
  }
}

interface Sent {
  verdicts: Verdict[]
  /** Whether commands are left to send. */
  more: boolean
  /** Halved where a batch was too large for the server. */
  limit: number
}

async function pushOnce({ db, server, token, sending }: ExchangeParts, limit: number): Promise<Sent> {
  const known = await db.selectFrom('desk_state').select('processed_known').executeTakeFirstOrThrow()
  // A rebuilt replica first asks where the server stands; its numbers would be guesses.
  if (!known.processed_known) return { verdicts: [], more: (await openQueue(db)).length > 0, limit }
  const { batch, queued, fresh } = await nextBatch(db, limit)
  if (batch.length === 0) return { verdicts: [], more: false, limit }
  sending(queued)
  try {
    const answer = await server.push(token, batch)
    if (answer.gap) await standAt(db, answer.expectedSeq - 1)
    return { verdicts: answer.verdicts, more: answer.gap !== undefined || batch.length < queued, limit }
  } catch (error) {
    if (error instanceof Unreachable && error.unheard) await markSent(db, fresh, false)
    const tooLarge = error instanceof Refusal && error.status === 413 && batch.length > 1
    if (!tooLarge) throw error
    return { verdicts: [], more: true, limit: Math.max(1, Math.floor(batch.length / 2)) }
  }
}

/**
 * What is sent next, how many wait, and which of it is sent for the first time. From here on the server may know it,
 * whether its answer arrives or not; only where no line was made can it still be withdrawn (DX-R19).
 */
const nextBatch = (db: DeskDb, limit: number): Promise<{ batch: JsonObject[]; queued: number; fresh: string[] }> =>
  db.transaction().execute(async (transaction) => {
    const queue = await openQueue(transaction)
    const batch = batchOf(queue.map(pushedForm), limit)
    const fresh = queue.slice(0, batch.length).flatMap(({ id, sent }) => (sent ? [] : [id]))
    await markSent(transaction, fresh, true)
    return { batch, queued: queue.length, fresh }
  })

async function markSent(db: DeskDb, ids: readonly string[], sent: boolean): Promise<void> {
  if (ids.length > 0) await db.updateTable('desk_queue').set({ sent }).where('id', 'in', ids).execute()
}

/** The server has fewer commands of this desk than the desk believes: what it says of the number counts (SY-2). */
const standAt = (db: DeskDb, seq: number) =>
  db.updateTable('desk_state').set({ processed_seq: seq }).where('processed_seq', '>', seq).execute()

/** The first commands that fit into one push. */
function batchOf(commands: JsonObject[], limit: number): JsonObject[] {
  let bytes = 0
  const fitting = commands.slice(0, limit).findIndex((command) => {
    bytes += Buffer.byteLength(JSON.stringify(command)) + 1
    return bytes > pushRoom
  })
  return commands.slice(0, fitting === -1 ? limit : Math.max(1, fitting))
}

/**
 * Gathers a whole cut and rebases on it. An answer in pages is followed by another pull from where the first page
 * began, until one comes in one piece: what was gathered is then the exact state at that version (SY-5).
 */
async function pullOnce(parts: ExchangeParts, pushed: readonly Verdict[], from: Cursor | null): Promise<void> {
  const { db, server, token } = parts
  parts.asking?.()
  const state = await db.selectFrom('desk_state').select(['processed_seq', 'processed_known']).executeTakeFirstOrThrow()
  const start = from ?? (await cursorOf(db))
  if (!start) throw new Error('A pull before the first sync')
  const delta: Delta = {}
  let rows = 0
  const gather = ({ tables }: PullResponse): void => {
    mergeDelta(delta, tables)
    rows += rowsIn(tables)
    if (rows > manyRows) parts.behind?.(rows)
  }
  const verdicts = [...pushed]
  let cursor = start
  for (;;) {
    const request = {
      cursor,
      limit: pullPageRows,
      verdictsAfter: state.processed_known ? state.processed_seq : null,
    }
    const first = await server.pull(token, request)
    gather(first)
    let page = first
    while (page.more) {
      page = await server.pull(token, { ...request, page: page.more })
      gather(page)
    }
    verdicts.push(...first.verdicts)
    if (!first.more) {
      await take(parts, { cursor: first.cursor, delta, verdicts, processedSeq: first.processedSeq })
      return
    }
    cursor = first.cursor
  }
}

const rowsIn = (tables: PullResponse['tables']): number =>
  Object.values(tables).reduce((sum, { rows, gone }) => sum + rows.length + gone.length, 0)

async function take({ db, setting, rebased }: ExchangeParts, cut: Cut): Promise<void> {
  await rebased(await rebase(db, { ...setting, version: cut.cursor.version }, cut))
}
