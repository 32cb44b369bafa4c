import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Mutant, mutants } from './mutants.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/**
 * The files of a mutant with the fault in them, by path. What is to be spoilt must be there, once: otherwise nothing
 * would be planted.
 */
export function spoilt({ name, edits }: Mutant): Map<string, string> {
  const texts = new Map<string, string>()
  for (const { file, find, replace } of edits) {
    const path = join(root, file)
    const text = texts.get(path) ?? readFileSync(path, 'utf8')
    if (text.split(find).length !== 2) throw new Error(`${name}: ${file} does not hold exactly once: ${find}`)
    texts.set(
      path,
      text.replace(find, () => replace),
    )
  }
  return texts
}

/** From here on, whoever imports the mutant's files gets the spoilt ones. Nothing on disk changes. */
export function plant(name: string): void {
  const mutant = mutants.find((each) => each.name === name)
  if (!mutant) throw new Error(`There is no mutant ${name}`)
  const texts = spoilt(mutant)
  registerHooks({
    load(url, context, next) {
      const source = url.startsWith('file:') ? texts.get(fileURLToPath(url)) : undefined
      return source === undefined ? next(url, context) : { format: 'module-typescript', shortCircuit: true, source }
    },
  })
}
