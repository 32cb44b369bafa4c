import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import type { Format } from './format-in.ts'

/** What a sentence of the domain needs to be filled in the reader's language. */
export interface Speaker {
  format: Format
  /** The tenant's currency, for amounts that come without one. */
  currency: string
  /** A word of the domain (`frozen`, `cleaning`) in the reader's language; null where it is none. */
  word(value: string): string | null
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)
const isInstant = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T.*Z$/.test(text)

/** What people call a row that stands among the parameters. */
const nameOf = (row: JsonObject): Json => row.slotNumber ?? row.number ?? row.name ?? row.code ?? null

/** One parameter as people read it: days and times by language, minor units as money, known words translated. */
function spoken(name: string, value: Json | undefined, params: JsonObject, speaker: Speaker): string {
  const { format } = speaker
  if (value === null || value === undefined) return '–'
  if (typeof value === 'number') {
    if (!name.endsWith('Minor') && name !== 'expected' && name !== 'given') return format.number(value)
    return format.money(value, typeof params.currency === 'string' ? params.currency : speaker.currency)
  }
  if (typeof value === 'string') {
    if (isDay(value)) return format.day(value)
    if (isInstant(value)) return format.moment(value)
    return speaker.word(value) ?? value
  }
  if (Array.isArray(value)) return format.list(value.map((entry) => spoken(name, entry, params, speaker)))
  if (typeof value === 'object') return spoken(name, nameOf(value), params, speaker)
  return String(value)
}

/** Fills `{name}` in a sentence of the domain's catalogues. */
export const fillSentence = (sentence: string, params: JsonObject, speaker: Speaker): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => spoken(name, params[name], params, speaker))
