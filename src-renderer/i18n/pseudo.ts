/** A tree of sentences, as a language file has it. */
export interface Sentences {
  [key: string]: string | Sentences
}

/** How much longer than English other languages may become (DX-R44). */
const growth = 0.4
const accents: Readonly<Record<string, string>> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', c: 'ç', n: 'ñ', s: 'š' }

/**
 * A sentence in a language that nobody speaks: 40 % longer, every letter that can be accented is, and framed, so that
 * what is cut off, and what was never translated, is seen. Parameters stay as they are.
 */
export function pseudo(text: string): string {
  const parts = text.split(/(\{\{[^}]*\}\})/)
  const spoken = parts.map((part) =>
    part.startsWith('{{') ? part : part.replace(/[aeioucns]/g, (letter) => accents[letter] ?? letter),
  )
  const letters = parts.filter((part) => !part.startsWith('{{')).join('').length
  const words = Math.max(1, Math.ceil((letters * growth) / 5))
  return `[${spoken.join('')} ${Array.from({ length: words }, () => 'óoñé').join(' ')}]`
}

/** Every sentence of a language in the pseudo-language. */
export const pseudoOf = (sentences: Sentences): Sentences =>
  Object.fromEntries(
    Object.entries(sentences).map(([key, value]) => [key, typeof value === 'string' ? pseudo(value) : pseudoOf(value)]),
  )
