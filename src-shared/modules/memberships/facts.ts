import { z } from 'zod'
import { fact } from '../../kernel/fact.ts'
import { id } from '../../kernel/id.ts'

/** A membership starts to count, now; `slots` plant slots are granted with it. */
export const membershipActivated = fact(
  'membership.activated',
  z.object({ membershipId: id, memberId: id, slots: z.int().min(0), locationId: id.nullable() }),
)

/** The number of plant slots that a membership grants is another one from now on. */
export const membershipAllowanceChanged = fact(
  'membership.allowance_changed',
  z.object({ membershipId: id, from: z.int().min(0), to: z.int().min(0) }),
)

/** Two records were of one person; all that was the one's is the other's now. */
export const memberMerged = fact('member.merged', z.object({ fromMemberId: id, toMemberId: id }))

/** A membership counts no longer. */
export const membershipEnded = fact(
  'membership.ended',
  z.object({ membershipId: id, reason: z.enum(['expired', 'cancelled', 'revoked']) }),
)
