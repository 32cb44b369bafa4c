import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import type { World } from './world.ts'

/** One entry of the log, as far as a report reads it. */
export interface Told {
  name: string
  at: string
  verdict?: 'applied' | 'adjusted' | 'rejected'
  code?: string
  params?: JsonObject
  input?: JsonObject
  actorId?: string | null
  deskId?: string | null
}

/** Writes entries as the server does beside the commands that the world runs; they are of no chain. */
export async function tellLog(world: World, entries: readonly Told[]): Promise<void> {
  const rows = entries.map(({ name, at, verdict = 'applied', code, params = {}, input = {}, ...by }, n) => ({
    ...{ seq: n + 1, command_id: newId(), desk_id: by.deskId ?? null, desk_seq: by.deskId ? n + 1 : null, name },
    ...{ command_version: 1, input: JSON.stringify(input), meta: '{}', actor_id: by.actorId ?? null },
    ...{ acted_at: at, bounded_at: at, received_at: at, basis_version: 1, told: null, verdict },
    ...{ version: verdict === 'rejected' ? null : n + 1, outcome: null },
    rejection: code ? JSON.stringify({ code, params }) : null,
    ...{ prev_hash: new Uint8Array(1), hash: new Uint8Array(1) },
  }))
  await world.read((db) => db.insertInto('command_log').values(rows).execute())
}
