import { z } from 'zod'

const optionalText = z.string().max(100).optional().catch(undefined)

/** What the address of the waiting list holds. */
export const waitingSearch = z.object({
  entry: optionalText,
  kind: z.enum(['owed', 'wanted']).optional().catch(undefined),
  location: optionalText,
})
export type WaitingSearch = z.infer<typeof waitingSearch>
