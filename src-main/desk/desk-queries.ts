import type { Json } from '../../src-shared/kernel/json.ts'
import type { DeskDb } from './desk-tables.ts'
import { openStates } from './queue.ts'

/** Worse ones first: a row shows the worst of the commands that touched it (DX-R1). */
const worst = ['at_risk', 'held', 'sending']

/** Rows that unconfirmed commands touched, with their certainty. */
async function unconfirmed(db: DeskDb): Promise<Json> {
  const touched = await db
    .selectFrom('desk_touched')
    .innerJoin('desk_queue', 'desk_queue.id', 'desk_touched.command_id')
    .select(['desk_touched.row_id', 'desk_queue.state'])
    .where('desk_queue.state', 'in', openStates)
    .execute()
  const rows: Record<string, string> = {}
  for (const { row_id, state } of touched) {
    const known = rows[row_id]
    if (known === undefined || worst.indexOf(state) < worst.indexOf(known)) rows[row_id] = state
  }
  return { rows }
}

/** Queries that the desk answers of itself, not of the tenant. */
export const deskQueries: ReadonlyMap<string, (db: DeskDb) => Promise<Json>> = new Map([
  ['desk.unconfirmed', unconfirmed],
])
