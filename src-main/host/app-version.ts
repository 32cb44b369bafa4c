import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { versionText } from '../../src-shared/update/manifest.ts'

/** The version of this app, as its package says. */
export function appVersion(): string {
  const file = join(import.meta.dirname, '..', '..', 'package.json')
  return z.object({ version: versionText }).parse(JSON.parse(readFileSync(file, 'utf8'))).version
}
