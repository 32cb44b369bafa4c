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

/** Digits by which people remember a telephone number. */
const tailDigits = 4

const phoneWords = (phone: string): string[] => {
  const digits = phone.normalize('NFKC').replace(/\D/g, '')
  return digits.length > tailDigits ? [digits, digits.slice(-tailDigits)] : [digits]
}

/** DX-R21: a text as it stands among others in a `search_text`, without what is added to it there. */
export const foldedText = (text: string): string =>
  clean(text)
    .toLowerCase()
    .replaceAll('ı', 'i')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')

/** What a text is made of: words, or a telephone number, of which the digits count. */
export type SearchPart = string | { phone: string } | null | undefined

/**
 * DX-R21: text as it is searched: NFKC, lower case, marks removed, ı/İ/I/i as i, ß as ss, Korean words followed by their
 * initial consonants, telephones as their digits and the last four of them.
 */
export function searchText(...parts: SearchPart[]): string {
  const words = foldedText(parts.filter((part) => typeof part === 'string').join(' ')).split(' ')
  const phones = parts.flatMap((part) => (typeof part === 'object' && part ? phoneWords(part.phone) : []))
  return [...words, ...words.map(initialsOf), ...phones].filter(Boolean).join(' ')
}
