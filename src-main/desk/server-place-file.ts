import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ServerPlace, serverPlace } from '../../src-shared/sync/hub-protocol.ts'

const fileName = 'server.json'

/** Which server this desk belongs to, where it was not the one it was started with; null otherwise. */
export function keptPlace(folder: string): ServerPlace | null {
  try {
    return serverPlace.parse(JSON.parse(readFileSync(join(folder, fileName), 'utf8')))
  } catch {
    // A file that is missing or half written says nothing.
    return null
  }
}

/** Keeps it for the next start, as a whole or not at all; it holds the key by which a hub knows this desk. */
export function keepPlace(folder: string, place: ServerPlace): void {
  const path = join(folder, fileName)
  writeFileSync(`${path}.new`, JSON.stringify(place), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
