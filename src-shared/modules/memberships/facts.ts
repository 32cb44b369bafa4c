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

/** A membership stands still from today: what it holds stays, nothing new is given. */
export const membershipFrozen = fact('membership.frozen', z.object({ membershipId: id }))

/** A membership counts again after days that did not count, or its member is let in again. */
export const membershipResumed = fact('membership.resumed', z.object({ membershipId: id }))

/** Something is asked for a membership. */
export const membershipCharged = fact('membership.charged', z.object({ chargeId: id }))

/** The plan to move to is on offer no more, so the membership was renewed on the terms it had (MB-R35). */
export const nextPlanUnavailable = fact('membership.next_plan_unavailable', z.object({ membershipId: id, planId: id }))
