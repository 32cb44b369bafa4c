import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { versionText } from '../../src-shared/update/manifest.ts'

const starts = z.object({ version: versionText, failed: z.int().min(0) })

/** DX-R52: so many starts of one version must have failed before the former one is offered. */
const tooMany = 2

/**
 * Notes that a version starts, before anything of it can fail. True where its last two starts have failed: then the
 * former version is offered.
 */
export function beginStart(file: string, version: string): boolean {
  const before = read(file)
  const failed = before?.version === version ? before.failed : 0
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(file, JSON.stringify({ version, failed: failed + 1 }), { mode: 0o600 })
  return failed >= tooMany
}

/** The desk is open and a window has spoken with it: this start has not failed. */
export const startWentWell = (file: string): void => rmSync(file, { force: true })

function read(file: string): z.infer<typeof starts> | null {
  try {
    return starts.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}
