/** The encodings in which a file may come, by the names of the Encoding Standard (PL-R35). */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'euc-kr', 'windows-1254', 'iso-8859-9'] as const
export type Encoding = (typeof encodings)[number]

/** A file as text, with the encoding it was read in. */
export interface Decoded {
  text: string
  encoding: Encoding
}

/** Of this much of a file is guessed what it is written in (bytes). */
const sample = 64 * 1024
/** From this share of Korean among foreign letters on, a text that reads as Korean is. */
const mostlyKorean = 0.8

/** Reads a file in the encoding that is named, or in the one that it seems to have; the mark at its start goes. */
export function decodeText(bytes: Uint8Array, named?: Encoding): Decoded {
  const encoding = named ?? guessEncoding(bytes)
  return { text: new TextDecoder(encoding).decode(bytes), encoding }
}

/** CP949 is what the standard calls euc-kr. Turkish files of Windows and of ISO-8859-9 read the same. */
export function guessEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const head = bytes.subarray(0, sample)
  const zeros = zeroBytes(head)
  if (zeros.odd > head.length / 8) return 'utf-16le'
  if (zeros.even > head.length / 8) return 'utf-16be'
  if (reads(bytes, 'utf-8') !== null) return 'utf-8'
  const korean = reads(bytes, 'euc-kr')
  return korean !== null && koreanShare(korean) >= mostlyKorean ? 'euc-kr' : 'windows-1254'
}

/** Latin letters in two bytes have a zero at every other place. */
function zeroBytes(bytes: Uint8Array): { even: number; odd: number } {
  const count = { even: 0, odd: 0 }
  for (const [at, byte] of bytes.entries()) if (byte === 0) count[at % 2 === 0 ? 'even' : 'odd'] += 1
  return count
}

/** The text in an encoding; null where the bytes are none. */
function reads(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function koreanShare(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant, its control characters too.
  const foreign = text.match(/[^\u0000-\u007f]/g) ?? []
  const korean = foreign.filter((letter) => /[\uac00-\ud7a3]/.test(letter))
  return foreign.length === 0 ? 0 : korean.length / foreign.length
}
