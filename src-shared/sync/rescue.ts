import { z } from 'zod'
import { id } from '../kernel/id.ts'

/** Commands that one may ask about at once. */
export const maxAsked = 1000

/** DX-R35: which of these commands have reached the server, from whichever desk. */
export const arrivedRequest = z.strictObject({ ids: z.array(id).max(maxAsked) })

export const arrived = z.object({
  entries: z.array(
    z.object({
      id,
      verdict: z.enum(['applied', 'adjusted', 'rejected']),
      /** The desk that sent it; null where it is none of those known. */
      deskId: id.nullable(),
      receivedAt: z.string(),
    }),
  ),
})
export type Arrived = z.infer<typeof arrived>
