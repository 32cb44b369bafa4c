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

/** The plan of a membership grants another number of slots from now on. */
export const membershipAllowanceChanged = fact(
  'membership.allowance_changed',
  z.object({ membershipId: id, from: z.int().min(0), to: z.int().min(0) }),
)

/** A membership counts again after days that did not count. */
export const membershipResumed = fact('membership.resumed', z.object({ membershipId: id }))

/** Two records of one person became one. */
export const memberMerged = fact('member.merged', z.object({ fromMemberId: id, toMemberId: id }))
