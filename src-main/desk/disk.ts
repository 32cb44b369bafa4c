import { statfs } from 'node:fs/promises'

/** Space on the disk of a folder that may still be written (bytes). */
export async function freeBytesAt(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** Whether a database or file error says that the disk is full (`53100` of Postgres, `ENOSPC` of the system). */
export const isDiskFull = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? error.code : undefined
  return code === '53100' || code === 'ENOSPC' || /No space left on device/i.test(error.message)
}
