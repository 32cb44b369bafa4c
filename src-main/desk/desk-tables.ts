import type { ColumnType, Generated, Kysely, Selectable } from 'kysely'
import type { Db } from '../../src-shared/kernel/database.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import type { Progress } from './api/desk-api.ts'

type JsonText<Value = Json> = ColumnType<Value, string, string>

/** Tables of `schema/desk.sql`, beside those that are synced. */
export interface DeskTables {
  desk_state: {
    one: Generated<boolean>
    cursor: JsonText<Json | null> | null
    first_sync: JsonText<Json | null> | null
    processed_seq: Generated<number>
    processed_known: Generated<boolean>
    born: Generated<string>
  }
  desk_queue: {
    id: string
    desk_seq: number
    name: string
    command_version: number
    input: JsonText
    at: string
    actor_id: string
    basis_version: number
    outcome: JsonText<Json | null> | null
    meta: JsonText
    state: Exclude<Progress['state'], 'refused' | 'withdrawn'>
    rejection: JsonText<Json | null> | null
    server_outcome: JsonText<Json | null> | null
    server_version: number | null
    dependents: ColumnType<Json, string | undefined, string>
    sent: Generated<boolean>
    decided_at: string | null
  }
  desk_undo: { tbl: string; id: string; image: JsonText<Json | null> | null }
  desk_touched: { row_id: string; tbl: string; command_id: string }
}

/** The replica: synced tables and the desk's own. */
export type DeskDb = Kysely<Database & DeskTables>

/** A queued command as it lies in the replica. */
export type QueueRow = Selectable<DeskTables['desk_queue']>

/** The replica as handlers and queries see it: they know nothing of the desk's own tables. */
export const asDomainDb = (db: DeskDb): Db => db.$pickTables<keyof Database>()
