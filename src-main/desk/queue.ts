import { z } from 'zod'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { commandMeta, maxPushBytes, rejectionSchema } from '../../src-shared/sync/protocol.ts'
import type { Progress } from './api/desk-api.ts'
import type { DeskDb, QueueRow } from './desk-tables.ts'

/** States in which the server has not spoken yet. */
export const openStates = ['held', 'at_risk', 'sending'] as const

const outcome = z.record(z.string(), z.json()).nullable() as z.ZodType<JsonObject | null>
const ids = z.array(z.string())

/** What a queued command depends on and belongs to. */
export const metaOf = (row: QueueRow) => commandMeta.parse(row.meta)

/** A queued command as the journal notes it. */
export const progressOf = (row: QueueRow): Progress => ({
  id: row.id,
  state: row.state,
  deskSeq: row.desk_seq,
  basisVersion: row.basis_version,
  outcome: outcome.parse(row.outcome),
  serverOutcome: outcome.parse(row.server_outcome),
  rejection: rejectionSchema.nullable().parse(row.rejection),
  serverVersion: row.server_version,
  dependsOn: metaOf(row).dependsOn ?? [],
  dependents: ids.parse(row.dependents),
  decidedAt: row.decided_at,
})

/** Commands without a verdict, in their order. */
export const openQueue = (db: DeskDb): Promise<QueueRow[]> =>
  db.selectFrom('desk_queue').selectAll().where('state', 'in', openStates).orderBy('desk_seq').execute()

/** What commands may take up in a push; the rest is for the words around them (bytes). */
export const pushRoom = maxPushBytes - 1024

/** A queued command as it is pushed. */
export const pushedForm = (row: QueueRow): JsonObject => ({
  id: row.id,
  deskSeq: row.desk_seq,
  name: row.name,
  version: row.command_version,
  input: row.input,
  at: row.at,
  actorId: row.actor_id,
  basisVersion: row.basis_version,
  outcome: row.outcome,
  meta: row.meta,
})
