import { mkdir, open, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { reject } from '../../src-shared/kernel/rejection.ts'
import type { ServerDatabase } from '../database/open.ts'

/** A backup on disk. */
export interface Backup {
  file: string
  bytes: number
}

/**
 * Copies the whole embedded database into a file (PL-R50): under another name until it is whole and on the disk.
 * Refused where there is not twice its room, rather than half written, and on a server whose database is elsewhere.
 */
export async function backUp({ dump }: ServerDatabase, folder: string, now: Date): Promise<Backup> {
  if (!dump) reject('hub_off')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const image = Buffer.from(await (await dump()).arrayBuffer())
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < 2 * image.byteLength) reject('storage_full')
  const file = `${now.toISOString().replaceAll(':', '-')}.holdfast-backup`
  const path = join(folder, file)
  try {
    const writing = await open(`${path}.new`, 'w', 0o600)
    try {
      await writing.writeFile(image)
      await writing.sync()
    } finally {
      await writing.close()
    }
    await rename(`${path}.new`, path)
  } catch (error) {
    await rm(`${path}.new`, { force: true })
    throw error
  }
  return { file, bytes: image.byteLength }
}
