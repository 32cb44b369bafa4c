import type { Act, Told } from './act.ts'
import { lose } from './lease-reads.ts'
import { nameKey } from './names.ts'
import { serve } from './queue.ts'
import { refuse } from './refusal.ts'
import {
  fields,
  leftOut,
  matching,
  nullable,
  oneOf,
  optional,
  type Read,
  type Shape,
  such,
  text,
  uuid,
  whole,
  yesNo,
} from './shapes.ts'
import { slotsNamed } from './slot-reads.ts'
import type { Location, Slot, SlotSettings } from './state.ts'

type Edit = { patch: object; seen: object }
const namesSeen = ({ patch, seen }: Edit): boolean => Object.keys(patch).every((name) => Object.hasOwn(seen, name))

/** Refused if a field is neither as it was seen nor as it is wanted. */
function refuseClash(present: object, { patch, seen }: Edit): void {
  const read = (from: object, name: string): string =>
    JSON.stringify(Object.entries(from).find(([n]) => n === name)?.[1] ?? null)
  for (const name of Object.keys(patch)) {
    const now = read(present, name)
    if (now !== read(seen, name) && now !== read(patch, name)) refuse('version_conflict')
  }
}

const settings = fields(
  leftOut({
    requestMax: whole(1, 10),
    maxSlotsPerMember: whole(1, 500),
    offerHours: whole(1, 336),
    offersBeforeRemoval: whole(1, 10),
    onEndOccupied: oneOf('available', 'maintenance'),
    memberTransfers: oneOf('direct', 'staff'),
    cleanEveryDays: whole(1, 365),
    leaseMaxSlots: whole(0, 50),
    leaseHours: whole(1, 24),
    leaseReportHours: whole(0, 168),
    leaseSharePercent: whole(1, 100),
  }),
)
export const changedSlotSettings = such(fields({ patch: settings, seen: settings }), namesSeen)

export function updateSlotSettings({ draft }: Act, input: Read<typeof changedSlotSettings>): Told {
  refuseClash(draft.slotSettings, input)
  const wanted: SlotSettings = { ...draft.slotSettings, ...input.patch }
  draft.slotSettings = wanted
  return {}
}

const locationFields = fields(
  leftOut({
    code: matching(/^[a-z0-9][a-z0-9-]{0,39}$/),
    name: text(1, 80),
    kind: oneOf('greenhouse', 'tent', 'room', 'field'),
    sortOrder: whole(0, 9999),
    maxSlots: nullable(whole(1, 1_000_000)),
    cleanEveryDays: nullable(whole(1, 365)),
  }),
)
export const changedLocation = such(
  fields({ locationId: uuid, patch: locationFields, seen: locationFields }),
  namesSeen,
)
export const closedLocation = fields({ locationId: uuid, breakLeases: optional(yesNo) })
export const openedLocation = fields({ locationId: uuid })

const locationOf = ({ draft }: Act, id: string): Location =>
  draft.locations.get(id) ?? refuse('plant_slot_location_not_found')

/** PS-R50 */
export function updateLocation(act: Act, input: Read<typeof changedLocation>): Told {
  const { draft } = act
  const present = locationOf(act, input.locationId)
  refuseClash(present, input)
  const wanted: Location = { ...present, ...input.patch }
  const sameCode = draft.locations.find(({ id, code }) => id !== present.id && code === wanted.code)
  if (wanted.code !== present.code && sameCode) refuse('plant_slot_location_code_taken')
  const have = draft.slots.where(({ locationId }) => locationId === present.id).length
  const smaller = wanted.maxSlots !== null && wanted.maxSlots !== present.maxSlots
  if (smaller && have > (wanted.maxSlots ?? have)) refuse('plant_slot_location_full')
  draft.locations.put(wanted)
  return {}
}

/** PS-R52: with leases out only if they may be broken; then desks lose what they had not used. */
export function closeLocation(act: Act, { locationId, breakLeases }: Read<typeof closedLocation>): Told {
  const { draft } = act
  const location = locationOf(act, locationId)
  if (location.closed) return { status: 'closed', changed: false }
  const leased = draft.slots.where((slot) => slot.locationId === locationId && slot.leaseId !== null)
  if (leased.length > 0 && !breakLeases) refuse('plant_slot_leased')
  draft.locations.put({ ...location, closed: true })
  for (const slot of leased) draft.slots.put({ ...slot, leaseId: null })
  for (const leaseId of new Set(leased.map((slot) => slot.leaseId ?? ''))) {
    lose(draft, leaseId, leased.filter((slot) => slot.leaseId === leaseId).length)
  }
  return { status: 'closed', changed: true }
}

export function openLocation(act: Act, { locationId }: Read<typeof openedLocation>): Told {
  const location = locationOf(act, locationId)
  act.draft.locations.put({ ...location, closed: false })
  if (location.closed) serve(act)
  return { status: 'active', changed: location.closed }
}

const coordinate = whole(1, 32_767)
const slotFields = fields(
  leftOut({
    slotNumber: text(1, 40),
    locationId: uuid,
    position: nullable(fields({ row: coordinate, column: coordinate, level: coordinate })),
    notes: nullable(text(1, 2000)),
  }),
)
export const changedSlot = such(fields({ slotId: uuid, patch: slotFields, seen: slotFields }), namesSeen)
export const deletedSlot = fields({ slotId: uuid })

/** PS-R51 */
function refuseInUse({ status, offerId, leaseId }: Slot): void {
  if (status !== 'available' || offerId !== null || leaseId !== null) refuse('plant_slot_in_use')
}

/** PS-R50, R51. Notes, which the floor may write too, are not followed. */
export function updateSlot(act: Act, input: Read<typeof changedSlot>): Told {
  const { draft } = act
  const { patch } = input
  if (Object.keys(patch).some((name) => name !== 'notes') && !act.may('plant_slot_inventory')) {
    refuse('actor_not_permitted')
  }
  const [slot] = slotsNamed(draft, [input.slotId])
  if (!slot) return refuse('plant_slot_not_found')
  const { number, locationId, place } = slot
  refuseClash({ slotNumber: number, locationId, position: place }, input)
  const to = patch.locationId ?? locationId
  const wanted: Slot = {
    ...slot,
    ...{ number: patch.slotNumber ?? number, key: nameKey(patch.slotNumber ?? number), locationId: to },
    place: patch.position === undefined ? place : patch.position,
  }
  if (to !== locationId) refuseInUse(slot)
  const location = locationOf(act, to)
  const others = draft.slots.where(({ id }) => id !== slot.id)
  if (others.some(({ key }) => key === wanted.key)) refuse('plant_slot_number_taken')
  const there = others.filter((other) => other.locationId === to)
  const full = location.maxSlots !== null && there.length + 1 > location.maxSlots
  if (to !== locationId && full) refuse('plant_slot_location_full')
  if (wanted.place && there.some((other) => samePlace(other.place, wanted.place))) refuse('plant_slot_position_taken')
  draft.slots.put(wanted)
  if (to !== locationId) serve(act)
  return {}
}

const samePlace = (a: Slot['place'], b: Slot['place']): boolean =>
  a !== null && b !== null && a.row === b.row && a.column === b.column && a.level === b.level

export function deleteSlot({ draft }: Act, { slotId }: Read<typeof deletedSlot>): Told {
  const [slot] = slotsNamed(draft, [slotId])
  if (!slot) return refuse('plant_slot_not_found')
  refuseInUse(slot)
  draft.slots.remove(slotId)
  return {}
}

const atOnce = fields({
  quantity: whole(1, 10),
  preferredLocation: optional(text(1, 40)),
  locationOnly: optional(yesNo),
})
export const requested: Shape<Read<typeof atOnce>> = such(
  atOnce,
  ({ preferredLocation, locationOnly }) => !locationOnly || preferredLocation !== undefined,
)

/** Nobody's sign-in is linked to a member, so nobody has a membership of their own to ask with. */
export function request({ draft }: Act, { quantity, preferredLocation }: Read<typeof atOnce>): Told {
  if (quantity > draft.slotSettings.requestMax) refuse('validation_failed')
  const named = draft.locations.find(({ id, code }) => id === preferredLocation || code === preferredLocation)
  if (preferredLocation !== undefined && !named) refuse('plant_slot_location_not_found')
  return refuse('membership_required')
}
