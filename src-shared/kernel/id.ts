import { v5, v7, validate } from 'uuid'
import { z } from 'zod'

/** A row's or command's id: a UUID in lower case. */
export const id = z.uuid().toLowerCase()

/** Of the last id: ids of one millisecond count on from one another. */
let last = { at: 0, count: 0 }

const anyCount = (): number => crypto.getRandomValues(new Uint32Array(1)).reduce((_, word) => word >>> 1, 0)

/**
 * A new time-ordered id (UUIDv7). Only callers make ids; handlers never do. It follows the clock wherever that goes, so
 * that a simulation can replay; the library by itself would remember the latest time it has seen.
 */
export function newId(): string {
  const at = Date.now()
  last = { at, count: at === last.at ? last.count + 1 : anyCount() }
  return v7({ msecs: at, seq: last.count })
}

/** Whether a text is a UUID of any version. */
export const isId = (text: string): boolean => validate(text)

/** Holdfast's own namespace for ids derived from natural keys. */
const naturalKeys = '6f1c7a52-2a0f-5b0e-9a3e-3b8f6d1f2c11'

/** The id of the n-th row of a kind that a command makes by itself: the same on both ends (UUIDv5 of the command id). */
export const rowIdOf = (commandId: string, kind: string, n: number): string => v5(`${kind}:${n}`, commandId)

/** The id of a row whose natural key both ends know, within a tenant (UUIDv5). */
export const naturalId = (tenantId: string, kind: string, key: string): string =>
  v5(`${tenantId}:${kind}:${key}`, naturalKeys)

/** Some rows that a question is narrowed to; none at all would be no question. */
export const someIds = z.array(id).min(1).max(10_000)
