import type { Act, Told } from './act.ts'
import { type Begun, begin } from './begin-and-end.ts'
import { periodOn, termsOf } from './periods.ts'
import { serve } from './queue.ts'
import { refuse } from './refusal.ts'
import { isFrozenOn } from './standing.ts'
import type { Draft, Membership, StoredStatus } from './state.ts'

/** The membership of an id as it stands now. */
export const membershipOf = ({ memberships }: Draft, id: string): Membership =>
  memberships.get(id) ?? refuse('membership_not_found')

/** Nobody's sign-in is linked to a member, so whoever may touch only their own has no membership. */
export function refuseOwn({ reach }: Act): void {
  if (reach === 'own') refuse('actor_not_permitted')
}

/** MB-R54: what was cancelled, for now or for later, stays as it is. */
export function refuseCancelled({ status, cancelledOn }: Membership): void {
  if (status === 'cancelled' || cancelledOn !== null) refuse('membership_already_cancelled')
}

/** What counts on a day is stored so; `revived` is what had expired meanwhile (MB-R45). */
export function statusOn(draft: Draft, { id, status, owed }: Membership, day: string, revived: boolean): StoredStatus {
  const from = revived && status === 'expired' ? 'active' : status
  if (from === 'scheduled' || from === 'expired' || from === 'cancelled') return from
  if (isFrozenOn(draft, id, day)) return 'frozen'
  return owed > 0 ? 'pending_slots' : 'active'
}

/** A membership begins to count, with what its period of the day grants. */
export function activate(act: Act, membership: Membership, day: string): Begun {
  const period = periodOn(act.draft, membership.id, day)
  const terms = period && termsOf(act.draft, period)
  return begin(act, membership, terms?.slotAllocation ?? 0, terms?.slotLocationId ?? null)
}

/** Writes a membership that has become another one, with what follows from that. */
export function become(act: Act, was: Membership, is: Membership): Begun | null {
  act.draft.memberships.put(is)
  const revived = was.status === 'expired' && is.status !== 'expired'
  const begun = revived ? activate(act, is, act.today) : null
  if (was.status === 'frozen' && is.status !== 'frozen') serve(act, { series: `resumed:${is.id}` })
  return begun
}

/** MB-R45: who gave a command in time was told nothing of slots, and nothing is to tell where all is as it was. */
export const toldLate = (begun: Begun | null): Told =>
  begun === null || begun.asBefore ? {} : { plantSlots: begun.plantSlots }
