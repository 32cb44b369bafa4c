import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Mutant, mutants } from './mutants.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** A file's text with the fault in it. What is to be spoilt must be there, once: otherwise nothing would be planted. */
export function spoilt({ name, file, find, replace }: Mutant): string {
  const text = readFileSync(join(root, file), 'utf8')
  if (text.split(find).length !== 2) throw new Error(`${name}: ${file} does not hold exactly once: ${find}`)
  return text.replace(find, () => replace)
}

/** From here on, whoever imports the mutant's file gets the spoilt one. Nothing on disk changes. */
export function plant(name: string): void {
  const mutant = mutants.find((each) => each.name === name)
  if (!mutant) throw new Error(`There is no mutant ${name}`)
  const source = spoilt(mutant)
  registerHooks({
    load(url, context, next) {
      const path = url.startsWith('file:') ? fileURLToPath(url) : ''
      if (path !== join(root, mutant.file)) return next(url, context)
      return { format: 'module-typescript', shortCircuit: true, source }
    },
  })
}
