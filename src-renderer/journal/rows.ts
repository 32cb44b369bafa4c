import type { RxJsonSchema } from 'rxdb'

/** An entry as it is stored. */
export interface EntryRow {
  id: string
  /** Minus the entry's order: the storage walks its indexes upwards only, and screens want the newest first. */
  newest: number
  unsent: boolean
  attention: boolean
  /** The entry as JSON text, since the storage renames keys that begin with `|` or `__`, which an input may hold. */
  entry: string
}

export interface DraftRow {
  /** Author and form: what A typed is never shown to B. */
  key: string
  /** JSON text of what was typed. */
  values: string
  /** JSON text of the row the form began from, or of null. */
  basis: string
  /** ISO instant. */
  updated: string
}

export interface PreferenceRow {
  key: string
  /** JSON text. */
  value: string
}

const flag = { type: 'boolean' } as const
const text = { type: 'string' } as const
const key = { type: 'string', maxLength: 300 } as const

export const journalSchema: RxJsonSchema<EntryRow> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 36 },
    newest: { type: 'integer', minimum: -1e12, maximum: 0, multipleOf: 1 },
    unsent: flag,
    attention: flag,
    entry: text,
  },
  required: ['id', 'newest', 'unsent', 'attention', 'entry'],
  indexes: [['unsent', 'newest'], ['attention', 'newest'], ['newest']],
}

export const draftsSchema: RxJsonSchema<DraftRow> = {
  version: 0,
  primaryKey: 'key',
  type: 'object',
  properties: { key, values: text, basis: text, updated: text },
  required: ['key', 'values', 'basis', 'updated'],
}

export const preferencesSchema: RxJsonSchema<PreferenceRow> = {
  version: 0,
  primaryKey: 'key',
  type: 'object',
  properties: { key, value: text },
  required: ['key', 'value'],
}
