import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HostMutant } from './mutants.ts'

const root = join(import.meta.dirname, '..', '..', '..', '..')

/** The mutant's file with the fault in it. What is to be spoilt must be there, once, or it throws. */
export function spoilt({ name, file, find, replace }: HostMutant): string {
  const text = readFileSync(join(root, file), 'utf8')
  if (text.split(find).length !== 2) throw new Error(`${name}: ${file} does not hold exactly once: ${find}`)
  return text.replace(find, () => replace)
}

/** What the tests of the hosts read and run. */
const parts = [
  'electron-builder.yml',
  'package.json',
  'package-lock.json',
  'src-main',
  'src-renderer',
  'src-shared',
  'sync-server',
  'test/desk',
  'test/fixtures',
  'test/unit/hosts',
  'test/unit/update',
  'tsconfig.json',
  'vite.config.ts',
]

/**
 * A checkout of its own with the fault in it, or with none: some walls are read by other programs, from the disk.
 */
export function plant(mutant: HostMutant | undefined, folder: string): void {
  for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  if (mutant) writeFileSync(join(folder, mutant.file), spoilt(mutant))
}
