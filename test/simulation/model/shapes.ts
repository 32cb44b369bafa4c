import { isDay } from './days.ts'
import { refuse } from './refusal.ts'

/** Reads one value of an input as it will be kept; anything unfit is `validation_failed`. */
export type Shape<Value> = (raw: unknown) => Value
export type Read<Of> = Of extends Shape<infer Value> ? Value : never

const unfit = (): never => refuse('validation_failed')

const nilAndMax = new Set(['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'])
const ofVersion1To8 = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** A UUID, in lower case. */
export const uuid: Shape<string> = (raw) => {
  if (typeof raw !== 'string') return unfit()
  const text = raw.toLowerCase()
  return ofVersion1To8.test(text) || nilAndMax.has(raw) ? text : unfit()
}

export const yesNo: Shape<boolean> = (raw) => (typeof raw === 'boolean' ? raw : unfit())

export const number: Shape<number> = (raw) => (typeof raw === 'number' && Number.isFinite(raw) ? raw : unfit())

export const whole =
  (least: number, most = Number.MAX_SAFE_INTEGER): Shape<number> =>
  (raw) =>
    typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= least && raw <= most ? raw : unfit()

/** A text of some length once `tidied`. */
export const text =
  (least: number, most: number, tidied: (typed: string) => string = (typed) => typed.trim()): Shape<string> =>
  (raw) => {
    if (typeof raw !== 'string') return unfit()
    const kept = tidied(raw)
    return kept.length >= least && kept.length <= most ? kept : unfit()
  }

export const matching =
  (pattern: RegExp, tidied: (typed: string) => string = (typed) => typed): Shape<string> =>
  (raw) => {
    if (typeof raw !== 'string') return unfit()
    const kept = tidied(raw)
    return pattern.test(kept) ? kept : unfit()
  }

/** An instant with its zone, as it is kept. */
export const instant: Shape<string> = (raw) => {
  const at = typeof raw === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(raw) ? Date.parse(raw) : Number.NaN
  return Number.isNaN(at) ? unfit() : new Date(at).toISOString()
}

export const day: Shape<string> = (raw) => (typeof raw === 'string' && isDay(raw) ? raw : unfit())

export const oneOf =
  <Word extends string>(...words: readonly Word[]): Shape<Word> =>
  (raw) =>
    words.find((word) => word === raw) ?? unfit()

export const nullable =
  <Value>(shape: Shape<Value>): Shape<Value | null> =>
  (raw) =>
    raw === null ? null : shape(raw)

export const optional =
  <Value>(shape: Shape<Value>): Shape<Value | undefined> =>
  (raw) =>
    raw === undefined ? undefined : shape(raw)

export const withDefault =
  <Value>(shape: Shape<Value>, otherwise: Value): Shape<Value> =>
  (raw) =>
    raw === undefined ? otherwise : shape(raw)

export const list =
  <Value>(shape: Shape<Value>, least: number, most: number): Shape<Value[]> =>
  (raw) =>
    Array.isArray(raw) && raw.length >= least && raw.length <= most ? raw.map((item) => shape(item)) : unfit()

/** 1 to 100 ids, none twice. */
export const distinctIds: Shape<string[]> = (raw) => {
  const ids = list(uuid, 1, 100)(raw)
  return new Set(ids).size === ids.length ? ids : unfit()
}

const isPlain = (raw: unknown): raw is Record<string, unknown> =>
  raw !== null && typeof raw === 'object' && !Array.isArray(raw)

type Fields = Record<string, Shape<unknown>>
type MayBeLeftOut<Of extends Fields> = {
  [Field in keyof Of]: undefined extends Read<Of[Field]> ? Field : never
}[keyof Of]
type ReadFields<Of extends Fields> = { [Field in Exclude<keyof Of, MayBeLeftOut<Of>>]: Read<Of[Field]> } & {
  [Field in MayBeLeftOut<Of>]?: Exclude<Read<Of[Field]>, undefined>
}

/** An object of exactly these fields. What is not said, and has no default, is not in the answer either. */
export const fields =
  <Of extends Fields>(shapes: Of): Shape<ReadFields<Of>> =>
  (raw) => {
    if (!isPlain(raw) || Object.keys(raw).some((field) => !Object.hasOwn(shapes, field))) return unfit()
    const read = Object.entries(shapes).map(([field, shape]): [string, unknown] => [field, shape(raw[field])])
    // Each value was read by the shape of its field; those that read as undefined are the ones that may be left out.
    return Object.fromEntries(read.filter(([, value]) => value !== undefined)) as ReadFields<Of>
  }

/** The same shapes, each of which may be left out. */
export const leftOut = <Of extends Fields>(shapes: Of): { [Field in keyof Of]: Shape<Read<Of[Field]> | undefined> } =>
  // One shape for each field, under its own name.
  Object.fromEntries(Object.entries(shapes).map(([field, shape]) => [field, optional(shape)])) as {
    [Field in keyof Of]: Shape<Read<Of[Field]> | undefined>
  }

/** A further condition on what was read. */
export const such =
  <Value>(shape: Shape<Value>, test: (value: Value) => boolean): Shape<Value> =>
  (raw) => {
    const value = shape(raw)
    return test(value) ? value : unfit()
  }

const deepest = 64

/** What Postgres could not keep, or what nobody would read: a NUL, half a character, nesting beyond all reason. */
export function isKeepable(raw: unknown, depth = 0): boolean {
  if (typeof raw === 'string') return !raw.includes('\u0000') && raw.isWellFormed()
  if (raw === null || typeof raw !== 'object') return true
  if (depth >= deepest) return false
  return Object.entries(raw).every(([key, value]) => isKeepable(key) && isKeepable(value, depth + 1))
}
