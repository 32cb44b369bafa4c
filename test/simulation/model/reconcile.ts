import type { Act, Told } from './act.ts'
import { isFree } from './choice.ts'
import type { Day } from './days.ts'
import { day, fields, type Read } from './shapes.ts'
import { isInForce } from './standing.ts'
import type { Slot, State } from './state.ts'

export const reconciled = fields({ day })

/** Section 13: what must always hold, holds; so the night's check finds nothing, and tells nobody of anything. */
export const reconcile = (_: Act, { day: of }: Read<typeof reconciled>): Told => ({ day: of, found: {} })

/**
 * Whether somebody is owed a slot while one is free. A command that arrives late serves the line by its own day (PS-R30),
 * on which whoever came since does not count yet; they get it when the line is served next.
 */
export function waitsInVain(state: State, today: Day): boolean {
  const isOpen = ({ locationId }: Slot): boolean => state.locations.get(locationId)?.closed === false
  const free = state.slots.find((slot) => isFree(state, slot, null) && isOpen(slot))
  const waiting = state.waitlist.where(({ kind, state: stands }) => kind === 'owed' && stands === 'waiting')
  const isReady = (membershipId: string): boolean => {
    const membership = state.memberships.get(membershipId)
    return membership !== undefined && isInForce(state, membership, today)
  }
  return free !== undefined && waiting.some(({ membershipId }) => isReady(membershipId))
}
