import { type Day, plusDays } from './days.ts'
import { refuse } from './refusal.ts'
import type { Member, Membership, Right, State } from './state.ts'

/** MB-R12: whether something may be given to a membership on a day; a late command gives nothing to what is over. */
export function isInForce(state: State, membership: Membership, today: Day): boolean {
  const member = state.members.get(membership.memberId)
  if (!member || member.suspended || membership.status === 'cancelled') return false
  const grace = membership.autoRenew ? state.settings.autoRenewGraceDays : 0
  const last = plusDays(membership.endsOn, grace)
  return membership.startsOn <= today && today <= last
}

/** A member's membership in force; of two (one in its days of grace) the one with the smaller id. */
export const inForceOf = (state: State, member: Member, today: Day): Membership | undefined =>
  state.memberships
    .where((membership) => membership.memberId === member.id && isInForce(state, membership, today))
    .sort((a, b) => (a.id < b.id ? -1 : 1))[0]

/** PS-R3 step 4, where a membership is named: refused with `code` if nothing may be given to it. */
export function requireInForce(state: State, membershipId: string, today: Day, code: string): Membership {
  const membership = state.memberships.get(membershipId) ?? refuse('membership_not_found')
  return isInForce(state, membership, today) ? membership : refuse(code)
}

/** What a membership may hold, holds and is owed. */
export interface Standing {
  allowance: number
  held: number
  /** PS-R2. */
  most: number
  right: Right | undefined
}

export function standingOf(state: State, membershipId: string): Standing {
  const right = state.rights.get(membershipId)
  const open = right && !right.closed ? right : undefined
  const allowance = open ? Math.max(0, open.granted + open.extra) : 0
  const held = state.slots.where(({ holder }) => holder?.membershipId === membershipId).length
  return { allowance, held, most: Math.max(0, allowance - held), right: open }
}
