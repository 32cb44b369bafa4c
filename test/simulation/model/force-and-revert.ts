import { rowIdOf } from '../../../src-shared/kernel/id.ts'
import { type Act, move, type Told } from './act.ts'
import { endPlanting } from './begin-and-end.ts'
import { isLeasedElsewhere, lose } from './lease-reads.ts'
import { owe } from './owing.ts'
import { closeOffer, countTaken, promiseBack, serve } from './queue.ts'
import { refuse } from './refusal.ts'
import { fields, nullable, oneOf, optional, type Read, text, uuid, yesNo } from './shapes.ts'
import { isFlagged, slotFor } from './slot-reads.ts'
import { isInForce, requireInForce, standingOf } from './standing.ts'
import type { Draft, Happening, Holder, Slot, SlotStatus } from './state.ts'

const status = oneOf('available', 'allocated', 'occupied', 'maintenance')

export const forced = fields({
  slotId: uuid,
  seenStatus: status,
  status,
  membershipId: optional(nullable(uuid)),
  reason: text(5, 500),
  owe: optional(yesNo),
  breakLease: optional(yesNo),
})
export const reverted = fields({ slotId: uuid, eventId: uuid })

/** PS-R46: any status, if what was seen still holds. */
export function forceStatus(act: Act, input: Read<typeof forced>): Told {
  const slot = slotFor(act, input.slotId)
  if (slot.status !== input.seenStatus) refuse('version_conflict')
  // Its own desk is not told that its guarantee ended: it took the slot itself.
  if (isLeasedElsewhere(act.draft, slot, act.deskId) && !input.breakLease) refuse('plant_slot_leased')
  const holder = holderAfter(act, slot, input.status, input.membershipId)
  const growsOn =
    slot.status === 'occupied' && input.status === 'occupied' && holder?.membershipId === slot.holder?.membershipId
  if (slot.status === 'occupied' && !growsOn) endPlanting(act, slot.id, 'forced')
  if (input.status === 'occupied' && holder && !growsOn) {
    const id = rowIdOf(act.commandId, 'plant_slot_occupancies', 0)
    act.draft.plantings.put({ id, slotId: slot.id, membershipId: holder.membershipId, end: null })
  }
  const taken = { ...slot, offerId: null, leaseId: null, givenFrom: null }
  move(act, taken, 'forced', { status: input.status, holder }, { of: holder ?? slot.holder })
  if (slot.leaseId !== null) lose(act.draft, slot.leaseId, 1)
  moveClaims(act, slot, holder, input.owe ?? false)
  return { status: input.status, formerMembershipId: slot.holder?.membershipId ?? null }
}

/** PS-R8, R24, R30: who was offered the slot waits on, who got it waits for less, who lost it may be promised another. */
function moveClaims(act: Act, slot: Slot, holder: Holder | null, owes: boolean): void {
  const { draft } = act
  const former = slot.holder?.membershipId
  if (holder && holder.membershipId === former) return
  const open = slot.offerId === null ? undefined : draft.offers.get(slot.offerId)
  const entry = draft.waitlist.get(open?.entryId ?? '')
  if (open) closeOffer(draft, open, 'withdrawn')
  if (entry) draft.waitlist.put({ ...entry, state: 'waiting' })
  if (holder) countTaken(act, holder.membershipId, 1)
  if (owes && former !== undefined) promiseBack(act, former, 1)
  const losers = [former, entry?.membershipId].filter((id) => id !== undefined)
  serve(act, { taken: losers.map((membershipId) => ({ slotId: slot.id, membershipId })) })
}

/** PS-R46: available drops the holder; allocated and occupied need one in force, as does whoever is named. */
function holderAfter(
  { draft, today }: Act,
  slot: Slot,
  wanted: SlotStatus,
  named: string | null | undefined,
): Holder | null {
  if (wanted === 'available') return null
  if (wanted === 'maintenance' && !named) return named === null ? null : slot.holder
  const membershipId = named === undefined ? slot.holder?.membershipId : named
  if (!membershipId) return refuse('plant_slot_membership_required')
  const { memberId } = requireInForce(draft, membershipId, today, 'plant_slot_membership_required')
  return { memberId, membershipId }
}

const minute = 60_000
/** PS-R45 */
const revertibleFor = 15 * minute
const revertible = ['occupied', 'maintenance_started', 'maintenance_done']

/** PS-R45: the last change of a slot is taken back, with what the same command did to planting and entries. */
export function revert(act: Act, { slotId, eventId }: Read<typeof reverted>): Told {
  const { draft } = act
  const slot = slotFor(act, slotId)
  const event = eventToRevert(act, slot, eventId)
  if (slot.offerId !== null || slot.leaseId !== null) refuse('plant_slot_revert_too_late')
  const holder = event.event === 'maintenance_done' ? holderAgain(act, slot, event) : slot.holder
  if (event.event === 'occupied') endPlanting(act, slotId, 'reverted')
  if (event.event === 'maintenance_started') takeBackStart(draft, slotId, event.commandId)
  if (event.event === 'maintenance_done') takeBackDone(draft, event.commandId)
  const returns = holder !== null && holder.membershipId !== slot.holder?.membershipId
  const since = returns ? { since: event.since } : {}
  const change = { status: event.from, holder, flagged: isFlagged(draft, slotId), ...since }
  move(act, slot, 'reverted', change)
  if (returns) takeBackPromise(act, holder.membershipId)
  return { status: event.from }
}

function eventToRevert({ at, actorId }: Act, { past }: Slot, eventId: string): Happening {
  const newest = past.filter(({ commandId }) => commandId === past.at(-1)?.commandId)
  const event = newest.find((each) => revertible.includes(each.event))
  const isLast = newest.some(({ id }) => id === eventId)
  if (!event || !isLast || event.actorId !== actorId) return refuse('plant_slot_revert_too_late')
  const passedOn = newest.some(
    (each) => each.event === 'allocated' && each.holder?.membershipId !== event.holder?.membershipId,
  )
  if (passedOn) refuse('plant_slot_revert_too_late')
  return Date.parse(at) - Date.parse(event.at) <= revertibleFor ? event : refuse('plant_slot_revert_too_late')
}

/** Whoever lost the slot to the pool by it gets it back, while in force and within the allowance. */
function holderAgain({ draft, today }: Act, slot: Slot, { holder }: Happening): Holder | null {
  if (!holder || holder.membershipId === slot.holder?.membershipId) return slot.holder
  const membership = draft.memberships.get(holder.membershipId)
  const mayHave = membership && isInForce(draft, membership, today) && standingOf(draft, membership.id).most > 0
  // Two records of the member may be one since.
  return mayHave ? { ...holder, memberId: membership.memberId } : refuse('plant_slot_revert_too_late')
}

/** PS-R24: whoever has the slot again is not owed another for it. */
function takeBackPromise(act: Act, membershipId: string): void {
  const { most, right } = standingOf(act.draft, membershipId)
  if (right && right.owed > most) owe(act, membershipId, most)
}

function takeBackStart({ entries, plantings }: Draft, slotId: string, commandId: string): void {
  for (const entry of entries.where(({ startedBy, state }) => startedBy === commandId && state === 'in_progress')) {
    entries.put({ ...entry, state: 'cancelled' })
  }
  for (const planting of plantings.where((each) => each.slotId === slotId && each.end?.by === commandId)) {
    plantings.put({ ...planting, end: null })
  }
}

function takeBackDone({ entries }: Draft, commandId: string): void {
  for (const entry of entries.where(({ doneBy }) => doneBy === commandId)) {
    entries.put({ ...entry, state: entry.startedBy === null ? 'open' : 'in_progress', doneBy: null })
  }
}
