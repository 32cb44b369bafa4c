import type { Act, Told } from './act.ts'
import { give } from './begin-and-end.ts'
import { liveEntry, owe } from './owing.ts'
import { closeOffer, serve, withdrawOf } from './queue.ts'
import { refuse } from './refusal.ts'
import { fields, instant, optional, type Read, uuid, whole, yesNo } from './shapes.ts'
import { requireInForce, standingOf } from './standing.ts'
import type { Offer, Waiting } from './state.ts'

export const joined = fields({
  entryId: uuid,
  membershipId: uuid,
  quantity: whole(1, 100),
  locationId: optional(uuid),
  triedAt: optional(instant),
  offerId: optional(uuid),
})
export const left = fields({ entryId: uuid })
export const accepted = fields({ offerId: uuid })
export const declined = fields({ offerId: uuid, leave: optional(yesNo) })
export const lapsed = fields({ now: instant })

/** PS-R31. Nobody's sign-in is linked to a member, so whoever has only their own has no membership. */
export function join(act: Act, input: Read<typeof joined>): Told {
  const { draft, today, at, reach } = act
  const { entryId, membershipId, quantity, locationId = null, triedAt = at, offerId } = input
  if (!draft.memberships.has(membershipId) || reach === 'own') refuse('membership_not_found')
  requireInForce(draft, membershipId, today, 'plant_slot_membership_required')
  if (offerId !== undefined) return comeBack(act, membershipId, offerId)
  if (triedAt > at) refuse('validation_failed')
  const location = locationId === null ? undefined : draft.locations.get(locationId)
  if (locationId !== null && !location) refuse('plant_slot_location_not_found')
  if (location?.closed) refuse('plant_slot_location_closed')
  if (liveEntry(draft, membershipId, 'wanted')) refuse('plant_slot_already_waiting')
  const { held, allowance, right } = standingOf(draft, membershipId)
  if (held + (right?.owed ?? 0) + quantity > allowance) refuse('plant_slot_over_allowance')
  draft.waitlist.add({
    ...{ id: entryId, membershipId, kind: 'wanted', quantity, locationId },
    ...{ joinedAt: triedAt, lapses: 0, state: 'waiting' },
  })
  serve(act)
  return { entryId }
}

const isOver = ({ expiresAt }: Offer, at: string): boolean => at > expiresAt
const tooLate = (offer: Offer, at: string): boolean =>
  offer.state === 'lapsed' || (offer.state === 'open' && isOver(offer, at))

/** PS-R32: the last offer of an entry, answered too late, gives its place back. */
function comeBack(act: Act, membershipId: string, offerId: string): Told {
  const { draft, at } = act
  const { offer, entry } = offerOf(act, offerId)
  if (entry.membershipId !== membershipId) refuse('plant_slot_offer_not_found')
  const newer = draft.offers.find(
    (each) => each.entryId === entry.id && each.id !== offerId && each.offeredAt >= offer.offeredAt,
  )
  if (!tooLate(offer, at) || newer) refuse('plant_slot_offer_closed')
  const live = liveEntry(draft, membershipId, 'wanted')
  if (live && live.id !== entry.id) refuse('plant_slot_already_waiting')
  if (!live && entry.state !== 'lapsed') refuse('plant_slot_entry_closed')
  const lapses = offer.state === 'open' ? entry.lapses + 1 : entry.lapses
  if (offer.state === 'open') closeOffer(draft, offer, 'lapsed')
  draft.waitlist.put({ ...entry, joinedAt: offer.joinedAt, state: 'waiting', lapses })
  serve(act)
  return { entryId: entry.id }
}

function offerOf({ draft, reach }: Act, offerId: string): { offer: Offer; entry: Waiting } {
  const offer = draft.offers.get(offerId)
  const entry = draft.waitlist.get(offer?.entryId ?? '')
  return offer && entry && reach === 'all' ? { offer, entry } : refuse('plant_slot_offer_not_found')
}

/** What is owed may be given up too. Left twice is once. */
export function leave(act: Act, { entryId }: Read<typeof left>): Told {
  const { draft, reach } = act
  const entry = draft.waitlist.get(entryId)
  if (!entry || reach === 'own') return refuse('plant_slot_entry_not_found')
  if (entry.state === 'left') return { again: null }
  if (entry.state !== 'waiting' && entry.state !== 'offered') refuse('plant_slot_entry_closed')
  if (entry.kind === 'owed') owe(act, entry.membershipId, 0, { gone: 'left' })
  else draft.waitlist.put({ ...entry, state: 'left' })
  if (withdrawOf(draft, entryId)) serve(act)
  const { membershipId, quantity, locationId } = entry
  return { again: { membershipId, quantity, locationId } }
}

/** PS-R32, R33: in time, still open, in force; what needs care since is not given. */
export function accept(act: Act, { offerId }: Read<typeof accepted>): Told {
  const { draft, at, today } = act
  const { offer, entry } = offerOf(act, offerId)
  if (tooLate(offer, at)) refuse('plant_slot_offer_lapsed')
  if (offer.state !== 'open') refuse('plant_slot_offer_closed')
  const membership = requireInForce(draft, entry.membershipId, today, 'plant_slot_membership_required')
  const slots = offer.slotIds.flatMap((id) => draft.slots.get(id) ?? [])
  const isClosed = (id: string): boolean => draft.locations.get(id)?.closed ?? false
  const ready = slots.filter(({ flagged, locationId }) => !flagged && !isClosed(locationId))
  if (ready.length === 0) {
    const closed = slots.some(({ locationId }) => isClosed(locationId))
    refuse(closed ? 'plant_slot_location_closed' : 'plant_slot_maintenance_required')
  }
  closeOffer(draft, offer, 'accepted')
  const free = ready.map((slot) => ({ ...slot, offerId: null }))
  give(act, free, { memberId: membership.memberId, membershipId: membership.id })
  const quantity = entry.quantity - ready.length
  draft.waitlist.put(quantity > 0 ? { ...entry, quantity, state: 'waiting' } : { ...entry, state: 'fulfilled' })
  serve(act)
  const told = { slotIds: ready.map(({ id }) => id), slotNumbers: ready.map(({ number }) => number) }
  return { ...told, membershipId: membership.id }
}

export function decline(act: Act, { offerId, leave: leaves }: Read<typeof declined>): Told {
  const { draft, at } = act
  const { offer, entry } = offerOf(act, offerId)
  if (offer.state !== 'open') refuse('plant_slot_offer_closed')
  closeOffer(draft, offer, 'declined')
  draft.waitlist.put(leaves ? { ...entry, state: 'left' } : { ...entry, state: 'waiting', joinedAt: at })
  serve(act, { taken: offer.slotIds.map((slotId) => ({ slotId, membershipId: entry.membershipId })) })
  return {}
}

/** PS-R32: the sweep of a minute. */
export function lapse(act: Act, { now }: Read<typeof lapsed>): Told {
  const { draft } = act
  const over = draft.offers.where((offer) => offer.state === 'open' && offer.expiresAt < now)
  for (const offer of over) {
    closeOffer(draft, offer, 'lapsed')
    const entry = draft.waitlist.get(offer.entryId)
    if (entry?.state !== 'offered') continue
    const lapses = entry.lapses + 1
    const state = lapses >= draft.slotSettings.offersBeforeRemoval ? 'lapsed' : 'waiting'
    draft.waitlist.put({ ...entry, lapses, state, joinedAt: now })
  }
  if (over.length > 0) serve(act)
  return { lapsed: over.length }
}
