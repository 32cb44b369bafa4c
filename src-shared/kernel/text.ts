const clean = (text: string): string => text.normalize('NFKC').trim().replace(/\s+/gu, ' ')

/**
 * MB-R2: the key under which two spellings are the same name. Never the database's `lower()`, whose answer
 * depends on where it runs. The Turkish dotless ı and dotted İ both become i.
 */
export const foldedName = (text: string): string =>
  clean(text)
    .toLowerCase()
    .replaceAll('ı', 'i')
    .replace(/i\u0307+/g, 'i')

// The form that NFKC makes of a consonant typed alone.
const firstConsonant = 0x1100
const firstSyllable = 0xac00
const lastSyllable = 0xd7a3
const syllablesPerInitial = 588

const initialsOf = (word: string): string =>
  [...word]
    .map((letter) => {
      const point = letter.codePointAt(0) ?? 0
      if (point < firstSyllable || point > lastSyllable) return ''
      return String.fromCodePoint(firstConsonant + Math.floor((point - firstSyllable) / syllablesPerInitial))
    })
    .join('')

/** DX-R21: text as it is searched: marks removed, ß as ss, Korean words followed by their initial consonants. */
export function searchText(...parts: (string | null | undefined)[]): string {
  const words = clean(parts.filter(Boolean).join(' '))
    .toLowerCase()
    .replaceAll('ı', 'i')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFC')
    .split(' ')
  return [...words, ...words.map(initialsOf)].filter(Boolean).join(' ')
}
