import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { instant } from '../../src-shared/kernel/calendar.ts'
import { versionText } from '../../src-shared/update/manifest.ts'

const kept = z.object({
  /** As it came from the server: it is believed anew at each start. */
  manifest: z.string().max(10_000),
  foundAt: instant,
  /** Until when the person has put it off. */
  postponedUntil: instant.nullable(),
  /** The version that ran when it was handed to the system; null before. */
  installedOver: versionText.nullable(),
})
export type KeptUpdate = z.infer<typeof kept>

const fileIn = (folder: string): string => join(folder, 'update.json')

/** What a desk remembers of an update from start to start; null where there is none. */
export function readKept(folder: string): KeptUpdate | null {
  try {
    return kept.parse(JSON.parse(readFileSync(fileIn(folder), 'utf8')))
  } catch {
    return null
  }
}

export function writeKept(folder: string, update: KeptUpdate): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = fileIn(folder)
  writeFileSync(`${file}.new`, JSON.stringify(update), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** Forgets the update, with its package. */
export const forgetKept = (folder: string): void => rmSync(folder, { recursive: true, force: true })
