import { type Day, plusDays } from './days.ts'
import { refuse } from './refusal.ts'
import type { Member, Membership, Right, State } from './state.ts'

/** MB-R12: whether something may be given to a membership on a day; a late command gives nothing to what is over. */
export function isInForce(state: State, membership: Membership, today: Day): boolean {
  const member = state.members.get(membership.memberId)
  const { status, autoRenew, cancelledOn, startsOn, endsOn } = membership
  if (member?.status !== 'ACTIVE' || status === 'cancelled' || status === 'expired') return false
  if (cancelledOn !== null && cancelledOn <= today) return false
  const grace = autoRenew ? state.settings.autoRenewGraceDays : 0
  return startsOn <= today && today <= plusDays(endsOn, grace) && !isFrozenOn(state, membership.id, today)
}

/** Whether a day does not count, whatever is stored. */
export const isFrozenOn = ({ freezes }: State, membershipId: string, day: Day): boolean =>
  freezes.find(
    (freeze) =>
      freeze.membershipId === membershipId &&
      freeze.state !== 'cancelled' &&
      freeze.fromOn <= day &&
      day <= freeze.toOn,
  ) !== undefined

/** MB-R13: whether a membership has ended on a day, by what is stored or by its days; one that renews itself is waited for. */
export function isOver({ settings }: State, membership: Membership, today: Day): boolean {
  const { status, autoRenew, cancelledOn, endsOn } = membership
  if (status === 'cancelled' || status === 'expired') return true
  if (cancelledOn !== null && cancelledOn <= today) return true
  return today > plusDays(endsOn, autoRenew ? settings.autoRenewGraceDays : 0) && membership.startsOn <= today
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
  const open = right && right.closedAt === null ? right : undefined
  const allowance = open ? Math.max(0, open.granted + open.extra) : 0
  const held = state.slots.where(({ holder }) => holder?.membershipId === membershipId).length
  return { allowance, held, most: Math.max(0, allowance - held), right: open }
}
