import { z } from 'zod'
import { fact } from '../../kernel/fact.ts'
import { id } from '../../kernel/id.ts'

/** A membership starts to count, now; `slots` plant slots are granted with it. */
export const membershipActivated = fact(
  'membership.activated',
  z.object({ membershipId: id, memberId: id, slots: z.int().min(0), locationId: id.nullable() }),
)

/** A membership counts no longer. */
export const membershipEnded = fact(
  'membership.ended',
  z.object({ membershipId: id, reason: z.enum(['expired', 'cancelled', 'revoked']) }),
)
