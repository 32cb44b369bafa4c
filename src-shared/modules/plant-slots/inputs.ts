import { z } from 'zod'
import { id } from '../../kernel/id.ts'
import { entryKinds, priorities } from './floor-rules.ts'

const distinct = (ids: readonly string[]): boolean => new Set(ids).size === ids.length

/** Slots, at least one and none twice. */
export const slotIdsUpTo = (most: number) =>
  z.array(id).min(1).max(most).refine(distinct, { message: 'a slot is named twice' })

/** PS-R4, R6, R25: 1 to 100 slots, none twice. */
export const slotIds = slotIdsUpTo(100)

/** PS-R4: how many slots staff may give at once. */
export const quantity = z.int().min(1).max(100)

/** PS-R7: where any slots may lie. */
export const anySlots = z
  .object({ quantity, locationId: id.optional(), locationOnly: z.boolean().optional() })
  .strict()
  .refine(({ locationId, locationOnly }) => !locationOnly || locationId !== undefined, {
    path: ['locationId'],
    message: 'no location is named',
  })

export const specificSlots = z.object({ slotIds }).strict()

/** A text of 1 to `max` characters once trimmed. */
export const text = (max: number, min = 1) => z.string().trim().min(min).max(max)

/** What a maintenance entry says. */
export const entryFields = {
  entryId: id,
  slotId: id,
  kind: z.enum(entryKinds),
  description: text(2000),
}
export const priority = z.enum(priorities)

/** A place in a grid. */
export const coordinate = z.int().min(1).max(32_767)
export const position = z.object({ row: coordinate, column: coordinate, level: coordinate }).strict()

/** What is said of a location. */
export const locationFields = {
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  name: text(80),
  kind: z.enum(['greenhouse', 'tent', 'room', 'field']),
  sortOrder: z.int().min(0).max(9999),
  maxSlots: z.int().min(1).max(1_000_000).nullable(),
  cleanEveryDays: z.int().min(1).max(365).nullable(),
}
