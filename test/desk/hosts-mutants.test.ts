import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

/** All of them by `npm run hosts:mutants`; here one of each line of DX-R54's table. */
test('[DX-A52] a wall that is taken down is noticed, for each line of the table', { timeout: 300_000 }, async () => {
  const script = join(import.meta.dirname, 'hosts', 'mutants', 'hunt.ts')
  // The run inside must not take itself for a part of this one.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')))
  const { stdout } = await promisify(execFile)(process.execPath, [script, '--quick'], { env })
  expect(stdout).toContain('17 of 17 caught')
  expect(stdout).not.toContain('SURVIVED')
})
