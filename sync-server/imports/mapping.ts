import type { Importer } from '../../src-shared/kernel/importer.ts'
import { foldedText } from '../../src-shared/kernel/text.ts'

/** Which column of the file, by its place, is read as which of the importer's. */
export type Mapping = Record<string, number>

/** Names of columns are compared by their letters and digits alone. */
const keyOf = (name: string): string => foldedText(name).replace(/[^\p{L}\p{N}]/gu, '')

/** What the columns of a file seem to be: each is taken once, by the first name that fits. */
export function guessMapping({ columns }: Pick<Importer, 'columns'>, headers: readonly string[]): Mapping {
  const places = new Map<string, number>()
  for (const [at, header] of headers.entries()) if (!places.has(keyOf(header))) places.set(keyOf(header), at)
  const mapping: Mapping = {}
  const taken = new Set<number>()
  for (const { key, names } of columns) {
    const at = [key, ...names]
      .map((name) => places.get(keyOf(name)))
      .find((place) => place !== undefined && !taken.has(place))
    if (at === undefined) continue
    mapping[key] = at
    taken.add(at)
  }
  return mapping
}
