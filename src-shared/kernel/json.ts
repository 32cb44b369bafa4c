/** What crosses a process boundary or is kept in a `jsonb` column. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

/** An object as it travels and as it is kept: without what is undefined. */
export const asJson = (input: object): JsonObject => JSON.parse(JSON.stringify(input))

/** Whether a value has fields: it is neither plain, nor null, nor a list. */
export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A value's fields; none where it has none. */
export const asObject = (value: Json | undefined): JsonObject => (isObject(value) ? value : {})

/** How deep values may be nested: far more than any form needs, far less than what breaks a reader. */
export const maxJsonDepth = 64

/** Whether a value is nested no deeper than `maxJsonDepth`. Asked before anything that walks a value by calling itself. */
export function isShallow(value: unknown): boolean {
  let level = containers([value])
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === maxJsonDepth) return false
    level = containers(level.flatMap((container): unknown[] => Object.values(container)))
  }
  return true
}

const containers = (values: unknown[]): object[] =>
  values.filter((value) => value !== null && typeof value === 'object')

/** Why a value cannot be taken at all, whatever it means; null where it can. */
export function unfitness(value: Json): { path: string; code: string; message: string } | null {
  if (!isShallow(value)) return { path: '', code: 'too_deep', message: `Nested deeper than ${maxJsonDepth}` }
  if (isStorable(value)) return null
  return { path: '', code: 'unstorable_text', message: 'Text holds a character that cannot be kept' }
}

const unstorable = '\u0000'

/** Whether Postgres can keep every text in a value: no NUL, no half of a surrogate pair. */
export function isStorable(value: Json): boolean {
  if (typeof value === 'string') return !value.includes(unstorable) && value.isWellFormed()
  if (Array.isArray(value)) return value.every(isStorable)
  if (value === null || typeof value !== 'object') return true
  return Object.entries(value).every(([key, item]) => isStorable(key) && isStorable(item))
}

/** The same value with what Postgres cannot keep shown as �, so that even nonsense can be recorded (SY-8). */
export function storable(value: Json): Json {
  if (typeof value === 'string') return value.toWellFormed().replaceAll(unstorable, '\ufffd')
  if (Array.isArray(value)) return value.map(storable)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [String(storable(key)), storable(item)]))
}

/** JSON with the keys of every object in order: equal values give equal texts. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const fields = Object.keys(value).sort()
  return `{${fields.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`).join()}}`
}
