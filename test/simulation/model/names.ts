const spaced = (text: string): string => text.trim().split(/\s+/u).join(' ')

/** A line as it is kept: composed, without spaces at its ends, one between words. */
export const tidyLine = (text: string): string => spaced(text.normalize('NFC'))

/** MB-R2: what two spellings of one name have in common. */
export function nameKey(text: string): string {
  let key = ''
  for (const letter of spaced(text.normalize('NFKC')).toLowerCase()) {
    if (letter === 'ı') key += 'i'
    else if (letter !== '\u0307' || !key.endsWith('i')) key += letter
  }
  return key
}

/** A number of an older system: kept folded, in upper case. */
export const memberNumberKey = (text: string): string => nameKey(text).toUpperCase()
