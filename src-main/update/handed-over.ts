import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { readKept } from './kept-update.ts'
import { readManifest } from './read-manifest.ts'
import type { ReleaseKey } from './release-keys.ts'

/**
 * DX-R52: the package that the desk has handed over at its end, for the system to install; null where it has not. Who
 * installs it believes nothing that was believed before: the signature and the hash are looked at again, here.
 */
export async function handedOver(folder: string, keys: readonly ReleaseKey[], version: string): Promise<string | null> {
  const kept = readKept(folder)
  if (kept?.installedOver !== version) return null
  const release = readManifest(kept.manifest, keys)
  if (typeof release === 'string' || release.version === version) return null
  const file = join(folder, release.file)
  const hash = createHash('sha512')
  try {
    for await (const bytes of createReadStream(file)) hash.update(bytes)
  } catch {
    return null
  }
  return hash.digest('base64') === release.sha512 ? file : null
}
