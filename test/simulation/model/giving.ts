import { type Act, move, type Told } from './act.ts'
import { give } from './begin-and-end.ts'
import { anySlots, isFree } from './choice.ts'
import { isLeasedElsewhere, vacated } from './lease-reads.ts'
import { countTaken, promiseBack, serve } from './queue.ts'
import { refuse } from './refusal.ts'
import { distinctIds, fields, optional, type Read, type Shape, such, text, uuid, whole, yesNo } from './shapes.ts'
import { slotsNamed } from './slot-reads.ts'
import { inForceOf, isInForce, standingOf } from './standing.ts'
import type { Draft, Holder, Member, Membership, Slot } from './state.ts'

const named = fields({ slotIds: distinctIds })
const any = such(
  fields({ quantity: whole(1, 100), locationId: optional(uuid), locationOnly: optional(yesNo) }),
  ({ locationId, locationOnly }) => !locationOnly || locationId !== undefined,
)
/** PS-R4, R6, R7: these, or any. */
const pick: Shape<Read<typeof named> | Read<typeof any>> = (raw) =>
  raw !== null && typeof raw === 'object' && Object.hasOwn(raw, 'slotIds') ? named(raw) : any(raw)

export const allocated = fields({ membershipId: uuid, pick })
export const released = fields({
  slotIds: distinctIds,
  membershipId: uuid,
  owe: optional(yesNo),
  reason: optional(text(1, 500)),
})
export const transferred = fields({
  transferId: uuid,
  toMemberId: uuid,
  slotIds: distinctIds,
  reason: text(1, 500),
  fromMemberId: optional(uuid),
})

/** PS-R3: first what is named must be there, then the membership in force, then what may be given. */
export function allocate(act: Act, { membershipId, pick }: Read<typeof allocated>): Told {
  const membership = act.draft.memberships.get(membershipId) ?? refuse('membership_not_found')
  return giveTo(act, membership, pick)
}

/** The same for a membership that was found already. */
export function giveTo(act: Act, membership: Membership, pick: Read<typeof allocated>['pick']): Told {
  const { draft, today, deskId } = act
  const { id: membershipId } = membership
  const slots = 'slotIds' in pick ? slotsNamed(draft, pick.slotIds) : anyFor(act, membership, pick)
  if (!isInForce(draft, membership, today)) refuse('plant_slot_membership_required')
  const preferred = 'slotIds' in pick ? undefined : draft.locations.get(pick.locationId ?? '')
  const closed = (id: string): boolean => draft.locations.get(id)?.closed ?? false
  const named = 'slotIds' in pick ? slots.map(({ locationId }) => locationId) : []
  if (preferred?.closed || named.some(closed)) refuse('plant_slot_location_closed')
  // Section 3: what it was given before is given once more without a word.
  const has = ({ status, holder }: Slot): boolean => status === 'allocated' && holder?.membershipId === membershipId
  const fresh = slots.filter((slot) => !has(slot))
  const asked = 'slotIds' in pick ? fresh.length : pick.quantity
  const { allowance, held } = standingOf(draft, membershipId)
  if (held > 0 && asked > 0 && held + asked > allowance) refuse('plant_slot_already_allocated')
  if (fresh.length < asked) refuse('plant_slot_insufficient_slots')
  if (fresh.some(({ status }) => status === 'allocated' || status === 'occupied')) refuse('plant_slot_taken')
  if (fresh.some(({ status, flagged }) => status !== 'available' || flagged)) refuse('plant_slot_maintenance_required')
  if (fresh.some((slot) => isLeasedElsewhere(draft, slot, deskId))) refuse('plant_slot_leased')
  if (!fresh.every((slot) => isFree(draft, slot, deskId))) refuse('plant_slot_offered')
  if (held === 0 && asked > allowance) refuse('plant_slot_over_allowance')
  give(act, fresh, { memberId: membership.memberId, membershipId })
  if (fresh.length > 0 && countTaken(act, membershipId, fresh.length)) serve(act)
  return { slotIds: slots.map(({ id }) => id), slotNumbers: slots.map(({ number }) => number) }
}

function anyFor({ draft, deskId }: Act, membership: Membership, { quantity, ...wish }: Read<typeof any>): Slot[] {
  const { locationId = null, locationOnly = false } = wish
  if (locationId !== null && !draft.locations.has(locationId)) refuse('plant_slot_location_not_found')
  const ofPlan = draft.versions.get(membership.versionId)?.terms.slotLocationId ?? null
  return anySlots(draft, quantity, { preferred: [locationId, ofPlan], only: locationOnly ? locationId : null, deskId })
}

/** All or nothing. What this membership no longer holds is passed over as done; members have no slots yet. */
export function release(act: Act, { slotIds, membershipId, owe: owes }: Read<typeof released>): Told {
  const slots = slotsNamed(act.draft, slotIds)
  if (act.reach === 'own' && slots.some(({ holder }) => holder !== null)) refuse('plant_slot_not_found')
  const held = slots.filter(({ holder }) => holder?.membershipId === membershipId)
  if (held.some(({ status }) => status !== 'allocated')) refuse('invalid_status_transition')
  held.forEach((slot, n) => {
    move(act, vacated(act, slot), 'released', { status: 'available', holder: null }, { of: slot.holder, place: { n } })
  })
  if (owes && act.reach === 'all') promiseBack(act, membershipId, held.length)
  if (held.length > 0) serve(act, { taken: held.map(({ id: slotId }) => ({ slotId, membershipId })) })
  return { slotIds, changed: held.map(({ id }) => id) }
}

/**
 * PS-R25, in its order. "Held by the giver" is taken as: by the giver's membership in force, since it is that one's
 * right which moves (PS-R26).
 */
export function transfer(act: Act, input: Read<typeof transferred>): Told {
  // Nobody's sign-in is linked to a member yet, so whoever may give only their own has nothing to give.
  if (act.reach === 'own') refuse('actor_not_permitted')
  const { draft } = act
  const receiver = memberOf(draft, input.toMemberId)
  const named = input.fromMemberId === undefined ? null : memberOf(draft, input.fromMemberId)
  if (named?.id === receiver.id) refuse('plant_slot_transfer_failed')
  const slots = slotsNamed(draft, input.slotIds)
  const giver = named ?? memberHolding(draft, slots[0])
  if (giver.id === receiver.id) refuse('plant_slot_transfer_failed')
  const from = holderInForce(act, giver)
  const to = holderInForce(act, receiver)
  if (slots.some(({ holder }) => holder?.membershipId !== from.membershipId)) refuse('plant_slot_transfer_failed')
  if (slots.some(({ status }) => status === 'occupied')) refuse('plant_slot_occupied_cannot_transfer')
  if (slots.some(({ status }) => status === 'maintenance')) refuse('plant_slot_transfer_failed')
  const has = draft.slots.where(({ holder }) => holder?.memberId === receiver.id).length
  if (has + slots.length > draft.slotSettings.maxSlotsPerMember) refuse('plant_slot_transfer_failed')
  slots.forEach((slot, n) => {
    move(act, slot, 'transferred', { status: slot.status, holder: to }, { place: { n } })
  })
  draft.transfers.add({ id: input.transferId })
  moveRight(draft, from.membershipId, -slots.length)
  moveRight(draft, to.membershipId, slots.length)
  return { slotIds: input.slotIds, toMembershipId: to.membershipId, fromMemberId: giver.id }
}

const memberOf = ({ members }: Draft, id: string): Member => members.get(id) ?? refuse('member_not_found')

/** Who holds the first slot; a slot of nobody cannot be given away. */
const memberHolding = ({ members }: Draft, slot: Slot | undefined): Member =>
  members.get(slot?.holder?.memberId ?? '') ?? refuse('plant_slot_transfer_failed')

const holderInForce = ({ draft, today }: Act, member: Member): Holder => {
  const membership = inForceOf(draft, member, today) ?? refuse('membership_required')
  return { memberId: member.id, membershipId: membership.id }
}

/** PS-R26 */
function moveRight({ rights }: Draft, membershipId: string, n: number): void {
  const right = rights.get(membershipId) ?? { id: membershipId, granted: 0, extra: 0, owed: 0, closedAt: null }
  rights.put({ ...right, extra: right.extra + n })
}
