import { protocolVersion } from '../../src-shared/sync/protocol.ts'
import type { SyncDetails } from './api/desk-api.ts'
import type { DeskParts } from './desk-parts.ts'
import { cursorOf } from './present.ts'
import type { Replica } from './replica.ts'

/** How a desk stands with the server, for the curious. */
export async function syncDetails(replica: Replica, parts: Required<DeskParts>): Promise<SyncDetails> {
  const { freeBytes, usedBytes, server } = parts
  const state = await replica.db.selectFrom('desk_state').select('processed_seq').executeTakeFirstOrThrow()
  const cursor = await cursorOf(replica.db)
  return {
    cursor: cursor && { epoch: cursor.epoch, version: cursor.version },
    ...{ schema: replica.schema, protocol: protocolVersion, processedSeq: Number(state.processed_seq) },
    replicaBytes: await usedBytes().catch(() => null),
    freeBytes: await freeBytes().catch(() => null),
    exchanges: [...(server.notes ?? [])],
  }
}
