import { readdir, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'

/** Space on the disk of a folder that may still be written (bytes). */
export async function freeBytesAt(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** What the files of a folder take (bytes). One that goes meanwhile counts nothing. */
export async function usedBytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const sizes = await Promise.all(
    files.map(({ parentPath, name }) =>
      stat(join(parentPath, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Whether a database or file error says that the disk is full (`53100` of Postgres, `ENOSPC` of the system). */
export const isDiskFull = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? error.code : undefined
  return code === '53100' || code === 'ENOSPC' || /No space left on device/i.test(error.message)
}
