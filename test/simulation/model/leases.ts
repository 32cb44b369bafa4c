import type { Act, Told } from './act.ts'
import { choiceIn, isFree } from './choice.ts'
import { unusedOf } from './lease-reads.ts'
import { serve } from './queue.ts'
import { refuse } from './refusal.ts'
import { fields, optional, type Read, type Shape, text, uuid, whole } from './shapes.ts'
import { draftOf, type Lease, type Location, type Slot } from './state.ts'

const asTyped = (typed: string): string => typed
const anything: Shape<unknown> = (raw) => raw

export const taken = fields({
  id: uuid,
  kind: text(1, 60, asTyped),
  resourceKey: text(1, 200, asTyped),
  size: whole(1, 1_000_000_000),
  hours: optional(whole(1, 168)),
  detail: optional(anything),
})
export const returned = fields({ leaseId: uuid })
export const extended = fields({ leaseId: uuid, hours: optional(whole(1, 168)) })
export const expired = fields({})

const hour = 3_600_000
/** PL-R41 */
const mostLeases = 200

const after = (instant: string, hours: number): string => new Date(Date.parse(instant) + hours * hour).toISOString()

const isActive = ({ state }: Lease): boolean => state === 'active'

/** PL-R41: who may, and at which desk. */
function takingDesk({ may, deskId }: Act): string {
  if (!may('plant_slot_lease')) refuse('actor_not_permitted')
  return deskId ?? refuse('lease_needs_desk')
}

/** PS-R53: an open location. */
function locationOf({ draft }: Act, locationId: string): Location {
  const location = draft.locations.get(locationId) ?? refuse('plant_slot_location_not_found')
  return location.closed ? refuse('plant_slot_location_closed') : location
}

/** PS-R53: what is free for no desk, less what somebody could have who waits. */
function freeForLeases(act: Act, locationId: string): Slot[] {
  const { draft } = act
  const wanted = { ...act, draft: draftOf(draft) }
  serve(wanted)
  const isLeft = ({ id }: Slot): boolean => {
    const slot = wanted.draft.slots.get(id)
    return slot !== undefined && isFree(wanted.draft, slot, null)
  }
  return draft.slots.where((slot) => slot.locationId === locationId && isFree(draft, slot, null) && isLeft(slot))
}

/** PL-R42: the last moment of use, and the last of arrival. */
function times({ draft, at }: Act, asked: number | undefined): { expiresAt: string; holdUntil: string } {
  const { leaseHours, leaseReportHours } = draft.slotSettings
  const hours = Math.min(asked ?? leaseHours, leaseHours)
  return { expiresAt: after(at, hours), holdUntil: after(at, hours + leaseReportHours) }
}

/** PL-R41, PS-R53. */
export function take(act: Act, input: Read<typeof taken>): Told {
  const { draft } = act
  if (input.kind !== 'plant_slots') refuse('lease_kind_unknown')
  const deskId = takingDesk(act)
  const mine = draft.leases.where((lease) => isActive(lease) && lease.deskId === deskId)
  if (mine.length >= mostLeases) refuse('lease_limit')
  const { id: locationId } = locationOf(act, input.resourceKey)
  const { leaseMaxSlots, leaseSharePercent } = draft.slotSettings
  const has = mine.filter((lease) => lease.locationId === locationId).reduce((sum, each) => sum + unusedOf(each), 0)
  const free = freeForLeases(act, locationId)
  const grantable = Math.min(Math.floor((free.length * leaseSharePercent) / 100), leaseMaxSlots - has)
  const granted = Math.min(input.size, grantable)
  if (granted < 1) refuse('lease_unavailable')
  const until = times(act, input.hours)
  draft.leases.add({ id: input.id, locationId, deskId, size: granted, used: 0, ...until, state: 'active' })
  const slots = choiceIn(free, granted)
  for (const slot of slots) draft.slots.put({ ...slot, leaseId: input.id })
  const named = { slotIds: slots.map(({ id }) => id), slotNumbers: slots.map(({ number }) => number) }
  return { leaseId: input.id, granted, ...until, ...named }
}

/** Section 5: the own desk's, or any for whoever manages leases. */
function ownLease({ draft, may, deskId }: Act, leaseId: string): Lease {
  const lease = draft.leases.get(leaseId)
  if (!may('lease_manage') && (deskId === null || lease?.deskId !== deskId)) refuse('actor_not_permitted')
  if (!lease) return refuse('lease_not_found')
  return isActive(lease) ? lease : refuse('lease_closed')
}

/** What was not used is everyone's again, and first for who waits (PS-R30). */
function endLease(act: Act, lease: Lease, state: 'returned' | 'expired'): void {
  const { draft } = act
  draft.leases.put({ ...lease, state })
  for (const slot of draft.slots.where(({ leaseId }) => leaseId === lease.id))
    draft.slots.put({ ...slot, leaseId: null })
  serve(act, { series: `lease:${lease.id}` })
}

export function giveBack(act: Act, { leaseId }: Read<typeof returned>): Told {
  const lease = ownLease(act, leaseId)
  endLease(act, lease, 'returned')
  return { freed: unusedOf(lease) }
}

/** PL-R44: longer, never shorter than what was promised. */
export function extend(act: Act, { leaseId, hours }: Read<typeof extended>): Told {
  const lease = ownLease(act, leaseId)
  takingDesk(act)
  locationOf(act, lease.locationId)
  const { expiresAt, holdUntil } = times(act, hours)
  const longer = {
    expiresAt: expiresAt > lease.expiresAt ? expiresAt : lease.expiresAt,
    holdUntil: holdUntil > lease.holdUntil ? holdUntil : lease.holdUntil,
  }
  act.draft.leases.put({ ...lease, ...longer })
  return longer
}

const byTime = (a: Lease, b: Lease): number =>
  a.holdUntil === b.holdUntil ? (a.id < b.id ? -1 : 1) : a.holdUntil < b.holdUntil ? -1 : 1

/** PL-R42: what nobody can report a use of any more. */
export function expire(act: Act): Told {
  const over = act.draft.leases.where((lease) => isActive(lease) && lease.holdUntil < act.at).sort(byTime)
  for (const lease of over) endLease(act, lease, 'expired')
  return { leaseIds: over.map(({ id }) => id) }
}
