import type { CodePage } from '../desk/api/printing-api.ts'

/** Characters 0x80 to 0xFF of the pages that no decoder here knows; a space stands for none. */
const latin = 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ'
const frames = '░▒▓│┤'
const tables = {
  cp437:
    `${latin}¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»${frames}╡╢╖╕╣║╗╝╜╛┐` +
    '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  cp858:
    `${latin}ø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»${frames}ÁÂÀ©╣║╗╝¢¥┐` +
    '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  cp857:
    'ÇüéâäàåçêëèïîıÄÅÉæÆôöòûùİÖÜø£ØŞşáíóúñÑĞğ¿®¬½¼¡«»' +
    `${frames}ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ºªÊËÈ ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµ ×ÚÛÙìÿ¯´\u00ad± ¾¶§÷¸°¨·¹³²■\u00a0`,
} as const

const windows = { wpc1252: 'windows-1252', wpc1254: 'windows-1254' } as const

/** The number under which a printer has a page (`ESC t n`). */
export const pageNumber: Record<Exclude<CodePage, 'image'>, number> = {
  ...{ cp437: 0, cp857: 13, cp858: 19, wpc1252: 16, wpc1254: 48 },
}

const upper = (page: Exclude<CodePage, 'image'>): string =>
  page === 'wpc1252' || page === 'wpc1254'
    ? new TextDecoder(windows[page]).decode(Uint8Array.from({ length: 128 }, (_, n) => n + 0x80))
    : tables[page]

const made = new Map<CodePage, ReadonlyMap<string, number>>()

function bytesOf(page: Exclude<CodePage, 'image'>): ReadonlyMap<string, number> {
  const known = made.get(page)
  if (known) return known
  const bytes = new Map<string, number>()
  for (let code = 0x20; code < 0x7f; code += 1) bytes.set(String.fromCharCode(code), code)
  for (const [place, letter] of [...upper(page)].entries()) {
    // What the page leaves free, and control characters that a decoder puts there, are no letters.
    if (letter !== ' ' && !/\p{Cc}/u.test(letter) && !bytes.has(letter)) bytes.set(letter, place + 0x80)
  }
  made.set(page, bytes)
  return bytes
}

/** Signs that look the same on paper, for which a whole line need not become a picture. */
const alike: Readonly<Record<string, string>> = {
  '—': '-',
  '–': '-',
  '\u00a0': ' ',
  '\u202f': ' ',
  '’': "'",
  '“': '"',
  '”': '"',
}

/** A text in the bytes of a page; null where the page lacks a letter of it, so that it must be drawn. */
export function encodeIn(page: CodePage, text: string): Uint8Array | null {
  if (page === 'image') return null
  const bytes = bytesOf(page)
  const codes: number[] = []
  for (const letter of text.normalize('NFC')) {
    const code = bytes.get(letter) ?? bytes.get(alike[letter] ?? '')
    if (code === undefined) return null
    codes.push(code)
  }
  return Uint8Array.from(codes)
}
