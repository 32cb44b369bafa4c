import { z } from 'zod'
import { shows } from './board-cells.ts'

const optionalText = z.string().max(100).optional().catch(undefined)

/** What the address of a location's screen holds. */
export const slotSearch = z.object({
  slot: optionalText,
  level: z.coerce.number().int().min(1).optional().catch(undefined),
  view: z.enum(['list']).optional().catch(undefined),
  show: z.enum(shows).optional().catch(undefined),
  /** Giving stands open beside the map. */
  give: z.boolean().optional().catch(undefined),
  /** More slots are being added beside the map. */
  add: z.boolean().optional().catch(undefined),
  /** The location itself is being edited beside the map. */
  edit: z.boolean().optional().catch(undefined),
})
export type SlotSearch = z.infer<typeof slotSearch>

/** What the address of the list of locations holds: a new one is being made beside it. */
export const locationsSearch = z.object({
  sheet: z.enum(['new']).optional().catch(undefined),
  /** Opened from the first steps, to which the way leads back. */
  first: z.boolean().optional().catch(undefined),
})
