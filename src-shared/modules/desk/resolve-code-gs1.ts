import { isChecked } from './resolve-code-check.ts'

/** What a GS1 code says of a thing (DX-R23): AI 01, 10, 17, 21. */
export interface Gs1Parts {
  gtin: string
  lot?: string
  /** Last day it may be used. */
  expiresOn?: string
  serial?: string
}

/** What ends a part of variable length, and how scanners name the symbology they have read. */
const separator = '\u001d'
const symbology = /^\](?:C1|d2|e0|Q3|J1)/

const withoutSeparator = (text: string): string => (text.startsWith(separator) ? text.slice(1) : text)

const fixed: Record<string, number> = { '01': 14, '17': 6 }
const variable: Record<string, number> = { '10': 20, '21': 20 }

/** `YYMMDD`, where day 00 is the month's last; years up to 50 are of this century (GS1 General Specifications 7.12). */
function dayOf(text: string): string | null {
  const [year, month, day] = [text.slice(0, 2), text.slice(2, 4), text.slice(4, 6)].map(Number)
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12) return null
  const full = year > 50 ? 1900 + year : 2000 + year
  const last = new Date(Date.UTC(full, month, 0)).getUTCDate()
  if (day > last) return null
  const two = (value: number) => String(value).padStart(2, '0')
  return `${full}-${two(month)}-${two(day === 0 ? last : day)}`
}

/** The parts by identifier, from the form that people read, `(01)…(17)…`; null where it is not that. */
function bracketed(code: string): Map<string, string> | null {
  if (!/^(?:\(\d{2}\)[^()]+)+$/.test(code)) return null
  return new Map([...code.matchAll(/\((\d{2})\)([^()]+)/g)].map(([, ai = '', value = '']) => [ai, value]))
}

/** The same from the form that scanners read; null where a part is none of ours. */
function plain(code: string): Map<string, string> | null {
  const parts = new Map<string, string>()
  for (let rest = code; rest !== ''; ) {
    const ai = rest.slice(0, 2)
    const [length, most] = [fixed[ai], variable[ai]]
    const end = length ?? rest.slice(2).split(separator)[0]?.length ?? 0
    const value = rest.slice(2, 2 + end)
    if (value.length === 0 || (length !== undefined && value.length < length)) return null
    if ((length ?? most) === undefined || end > (length ?? most ?? 0)) return null
    parts.set(ai, value)
    rest = withoutSeparator(rest.slice(2 + end))
  }
  return parts
}

const wrongLength = (ai: string, value: string): boolean =>
  fixed[ai] === undefined ? value.length > (variable[ai] ?? 0) : value.length !== fixed[ai]

/**
 * Reads a GS1 code: with brackets, with what scanners put before it, or as bare digits that begin with a GTIN. Null
 * where it is none; `misread` where its check digit or a date in it cannot be.
 */
export function readGs1(code: string): Gs1Parts | 'misread' | null {
  const named = symbology.test(code)
  const text = withoutSeparator(code.replace(symbology, ''))
  const certain = named || text.startsWith('(')
  if (!certain && !/^01\d{14}./.test(text)) return null
  const parts = bracketed(text) ?? plain(text)
  const gtin = parts?.get('01')
  if (!parts || gtin === undefined) return null
  if ([...parts].some(([ai, value]) => wrongLength(ai, value))) return certain ? 'misread' : null
  const expires = parts.get('17')
  const expiresOn = expires === undefined ? undefined : dayOf(expires)
  if (!isChecked(gtin) || expiresOn === null) return certain ? 'misread' : null
  const [lot, serial] = [parts.get('10'), parts.get('21')]
  return { gtin, ...(lot && { lot }), ...(expiresOn && { expiresOn }), ...(serial && { serial }) }
}
