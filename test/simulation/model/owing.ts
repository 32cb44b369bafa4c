import { rowIdOf } from '../../../src-shared/kernel/id.ts'
import type { Act } from './act.ts'
import type { Draft, Waiting } from './state.ts'

/** The entry by which a membership waits for one kind of slots. */
export const liveEntry = ({ waitlist }: Draft, membershipId: string, kind: Waiting['kind']): Waiting | undefined =>
  waitlist.find(
    (each) => each.membershipId === membershipId && each.kind === kind && /waiting|offered/.test(each.state),
  )

/**
 * How many granted slots a membership waits for, and its place in the line; waiting and being served move its status
 * (memberships section 3).
 */
export function owe(
  { draft, commandId, at }: Act,
  membershipId: string,
  owed: number,
  { series = '', gone = 'fulfilled' }: { series?: string; gone?: Waiting['state'] } = {},
): void {
  const entry = liveEntry(draft, membershipId, 'owed')
  if (entry) draft.waitlist.put(owed > 0 ? { ...entry, quantity: owed } : { ...entry, state: gone })
  else if (owed > 0) {
    draft.waitlist.put({
      ...{ id: rowIdOf(commandId, `plant_slot_waitlist:${series}`, 0), membershipId, kind: 'owed', quantity: owed },
      ...{ locationId: null, joinedAt: at, lapses: 0, state: 'waiting' },
    })
  }
  const right = draft.rights.get(membershipId)
  const membership = draft.memberships.get(membershipId)
  if (right) draft.rights.put({ ...right, owed })
  if (!membership) return
  const served = membership.status === 'pending_slots' ? 'active' : membership.status
  const waiting = membership.status === 'active' ? 'pending_slots' : membership.status
  draft.memberships.put({ ...membership, owed, status: owed > 0 ? waiting : served })
}
