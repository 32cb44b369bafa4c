import { sql } from 'kysely'
import { z } from 'zod'
import { id } from '../../src-shared/kernel/id.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import { withdraw as withdrawal } from '../../src-shared/modules/desk/withdraw-command.ts'
import type { Progress } from './api/desk-api.ts'
import type { DeskDb, QueueRow } from './desk-tables.ts'
import { cursorOf, PresentPeople, withTriggers } from './present.ts'
import { openQueue, progressOf } from './queue.ts'
import { type RebaseSetting, runAllAgain, takeBack } from './rebase.ts'
import type { Submission } from './submit.ts'

const naming = z.object({ commandId: id })

/** What became of the withdrawal itself, of the command it took out, and of those that leaned on it. */
export interface Withdrawn {
  own: Progress
  progress: Progress[]
  tables: string[]
}

/**
 * DX-R19: takes a command out of the queue that was never sent, and puts `desk.withdraw` in its place, so that the
 * order has no gap (SY-2). All that is queued runs again without it. Refused: `already_sent`.
 */
export const withdraw = (
  db: DeskDb,
  command: Submission,
  setting: Omit<RebaseSetting, 'version'>,
): Promise<Withdrawn | Rejection> =>
  db.transaction().execute(async (transaction) => {
    const cursor = await cursorOf(transaction)
    const named = naming.safeParse(command.input)
    const found = named.success ? await unsent(transaction, named.data.commandId) : undefined
    if (!cursor || !found) return rejection(cursor ? 'already_sent' : 'desk_unavailable')
    await withTriggers(transaction, false)
    const undone = await takeBack(transaction)
    await withTriggers(transaction, true)
    const own = await putInPlace(transaction, found, command, cursor.version)
    const queue = (await openQueue(transaction)).map((row) => ({ row, deskSeq: row.desk_seq }))
    const people = new PresentPeople(setting.domain)
    const { tables, moved } = await runAllAgain(transaction, { ...setting, version: cursor.version }, people, queue)
    const taken: Progress = { ...progressOf(found), state: 'withdrawn', rejection: null }
    return {
      own: progressOf(own),
      progress: [taken, ...moved.map(progressOf)],
      tables: [...new Set([...undone, ...tables])],
    }
  })

const unsent = (db: DeskDb, commandId: string) =>
  db
    .selectFrom('desk_queue')
    .selectAll()
    .where('id', '=', commandId)
    .where('state', 'in', ['held', 'at_risk'])
    .where('sent', '=', false)
    .executeTakeFirst()

const putInPlace = (db: DeskDb, { id: taken }: QueueRow, command: Submission, version: number): Promise<QueueRow> =>
  db
    .updateTable('desk_queue')
    .set({
      ...{ id: command.id, name: withdrawal.name, command_version: command.version, at: command.at },
      ...{ actor_id: command.actorId, basis_version: version, meta: '{}', state: 'held', rejection: null },
      input: JSON.stringify(command.input),
      outcome: JSON.stringify({ withdrawn: taken }),
    })
    .where('id', '=', taken)
    .returningAll()
    .executeTakeFirstOrThrow()

/** What is said of a command that was withdrawn while the journal did not hear of it; null where it was not. */
export async function withdrawnBefore(db: DeskDb, commandId: string): Promise<Progress | null> {
  const row = await db
    .selectFrom('desk_queue')
    .selectAll()
    .where('name', '=', withdrawal.name)
    .where(sql<boolean>`outcome ->> 'withdrawn' = ${commandId}`)
    .executeTakeFirst()
  return row ? goneBy(row, commandId) : null
}

/** What is said of the commands that these ones took out. */
export async function withdrawnBy(db: DeskDb, ids: readonly string[]): Promise<Progress[]> {
  const rows = await db
    .selectFrom('desk_queue')
    .selectAll()
    .where('name', '=', withdrawal.name)
    .where('id', 'in', ids)
    .execute()
  return rows.flatMap((row) => {
    const named = took.safeParse(row.outcome).data?.withdrawn
    return named ? [goneBy(row, named)] : []
  })
}

const took = z.object({ withdrawn: id.nullable() })

const goneBy = (row: QueueRow, commandId: string): Progress => ({
  ...{ ...progressOf(row), id: commandId, state: 'withdrawn', outcome: null, serverOutcome: null, rejection: null },
})

/**
 * A withdrawal of which nobody was told, on a replica made anew: what it named may have been sent by the former one. It
 * is recorded, and does not say that it took anything out.
 */
export const asFarAsKnown = (command: Submission): Submission =>
  command.name === withdrawal.name && command.told
    ? { ...command, told: { ...command.told, outcome: command.told.outcome ?? { withdrawn: null } } }
    : command
