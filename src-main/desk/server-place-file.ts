import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { id } from '../../src-shared/kernel/id.ts'
import { type ServerPlace, serverPlace } from '../../src-shared/sync/hub-protocol.ts'
import type { Vault } from './vault.ts'

const fileName = 'server.json'
const keyName = 'hub-key.json'

/** By which a hub knows this desk; of no use at any other hub. */
const hubKey = z.object({ hubId: id, deskKey: z.string() })

/** Which server this desk belongs to, where it was not the one it was started with; null otherwise. */
export function keptPlace(folder: string, vault: Vault): ServerPlace | null {
  try {
    const place: unknown = JSON.parse(readFileSync(join(folder, fileName), 'utf8'))
    const key = hubKey.safeParse(JSON.parse(vault.read(join(folder, keyName)) ?? 'null')).data
    const ofThisHub = z.object({ hubId: z.literal(key?.hubId ?? '') }).safeParse(place).success
    return serverPlace.parse(key && ofThisHub ? { ...Object(place), deskKey: key.deskKey } : place)
  } catch {
    // A file that is missing or half written says nothing.
    return null
  }
}

/**
 * Keeps it for the next start, as a whole or not at all. The key by which a hub knows this desk lies in the vault; where
 * that keeps nothing over a restart, beside the rest in a file that only this user may read: a desk that forgot it would
 * have to be paired again every morning.
 */
export function keepPlace(folder: string, place: ServerPlace, vault: Vault): void {
  if (place.kind === 'open' || !vault.lasting) write(folder, place)
  else {
    const { deskKey, ...told } = place
    const key: z.input<typeof hubKey> = { hubId: place.hubId, deskKey }
    vault.write(join(folder, keyName), JSON.stringify(key))
    write(folder, told)
  }
}

function write(folder: string, place: object): void {
  const path = join(folder, fileName)
  writeFileSync(`${path}.new`, JSON.stringify(place), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
