import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import { isFree } from '../model/choice.ts'
import { plusDays } from '../model/days.ts'
import { standingOf } from '../model/standing.ts'
import type { Slot, SlotStatus } from '../model/state.ts'
import {
  type Draw,
  fresh,
  type Generator,
  idOf,
  inForceNow,
  preferring,
  severalOf,
  sometimes,
  todayOf,
  wanted,
} from './draw.ts'

/** Slots of some status, as this desk sees them, in the order of their making: all desks look at the same ones first. */
export const slotsIn = ({ seen }: Draw, ...statuses: SlotStatus[]): Slot[] =>
  seen.slots.where(({ status }) => statuses.includes(status))

const holderOf = (draw: Draw, slot: Slot): string =>
  slot.holder && !draw.random.chance(0.05) ? slot.holder.membershipId : idOf(draw, draw.seen.memberships.all())

const isFreeHere =
  ({ seen, moment }: Draw) =>
  (slot: Slot): boolean =>
    isFree(seen, slot, moment.deskId)

/** A membership that may have more, mostly. */
export function taker(draw: Draw): { membershipId: string; most: number } {
  const { seen, random } = draw
  const live = random.chance(0.95) ? inForceNow(draw) : seen.memberships.all()
  const few = preferring(draw, live, ({ id }) => standingOf(seen, id).most > 0, 0.93)
  const membershipId = idOf(draw, few)
  return { membershipId, most: standingOf(seen, membershipId).most }
}

export const allocate: Generator = (draw) => {
  const { random } = draw
  const { membershipId, most } = taker(draw)
  const noneFree = !draw.seen.slots.find(isFreeHere(draw))
  if ((most === 0 || noneFree) && random.chance(0.9)) return null
  return { membershipId, pick: random.chance(0.45) ? anyPick(draw, most) : namedPick(draw, most) }
}

function anyPick(draw: Draw, most: number): JsonObject {
  const { random, seen } = draw
  const odd = random.chance(0.06) ? random.pick([0, 1, 3, 9, 100, 1.5]) : undefined
  return {
    quantity: odd ?? 1 + random.below(Math.max(1, most)),
    ...sometimes(random, 0.5, () => ({ locationId: idOf(draw, seen.locations.all()) })),
    ...sometimes(random, 0.15, () => ({ locationOnly: true })),
  }
}

function namedPick(draw: Draw, most: number): JsonObject {
  const slots = preferring(draw, draw.seen.slots.all(), isFreeHere(draw), 0.92)
  const ids = severalOf(draw, slots, Math.max(1, Math.min(most, 2))).map(({ id }) => id)
  return { slotIds: draw.random.chance(0.03) ? [...ids, idOf(draw, slots)] : ids }
}

export const release: Generator = (draw) => {
  const { seen, random } = draw
  const first = wanted(
    draw,
    preferring(draw, seen.slots.all(), ({ status }) => status === 'allocated', 0.93),
  )
  if (!first) return null
  const same = slotsIn(draw, 'allocated').filter(({ holder }) => holder?.membershipId === first.holder?.membershipId)
  const owes = sometimes(random, 0.2, () => ({ owe: true }))
  const slotIds = random.chance(0.2) ? same.map(({ id }) => id) : [first.id]
  return { slotIds: slotIds.length > 0 ? slotIds : [first.id], membershipId: holderOf(draw, first), ...owes }
}

export const transfer: Generator = (draw) => {
  const { seen, random } = draw
  const allocated = preferring(draw, seen.slots.all(), ({ status }) => status === 'allocated', 0.92)
  const first = wanted(draw, allocated)
  if (!first) return null
  const { holder } = first
  const live = inForceNow(draw)
  const giver = live.find(({ id }) => id === holder?.membershipId)
  if (!giver && random.chance(0.7)) return null
  const others = live.filter(({ memberId }) => memberId !== giver?.memberId)
  const toMemberId = idOf(draw, random.chance(0.93) ? others.map(({ memberId: id }) => ({ id })) : seen.members.all())
  const same = allocated.filter((slot) => slot.holder?.membershipId === holder?.membershipId)
  const slots = random.chance(0.1) ? severalOf(draw, allocated, 2) : severalOf(draw, same, 2)
  return {
    ...{ transferId: fresh(draw, seen.transfers), toMemberId, reason: random.chance(0.02) ? '' : 'They share a bed' },
    slotIds: slots.map(({ id }) => id),
    ...sometimes(random, 0.5, (): JsonObject => (holder ? { fromMemberId: holder.memberId } : {})),
  }
}

/** Days on which something was planted, some of them impossible (PS-R40). */
function plantedOn(draw: Draw): JsonObject {
  const { random } = draw
  if (random.chance(0.85)) return {}
  const day = plusDays(todayOf(draw), random.pick([0, -1, -59, -61, 1]) ?? 0)
  return {
    plantedOn: day,
    ...sometimes(random, 0.3, () => ({ expectedHarvestOn: plusDays(day, random.below(40) - 3) })),
  }
}

export const occupy: Generator = (draw) => {
  const { seen, random } = draw
  const live = new Set(inForceNow(draw).map(({ id }) => id))
  const ready = ({ status, holder }: Slot): boolean => status === 'allocated' && live.has(holder?.membershipId ?? '')
  if (!seen.slots.find(ready) && random.chance(0.8)) return null
  const slot = wanted(draw, preferring(draw, seen.slots.all(), ready, 0.9))
  if (!slot) return null
  const what = {
    occupancyId: fresh(draw, seen.plantings),
    label: random.pick(['Basil', 'Domates', '고추', 'Lavendel']) ?? '',
  }
  return { slotId: slot.id, membershipId: holderOf(draw, slot), ...what, ...plantedOn(draw) }
}

const newPlace = (draw: Draw): JsonObject => {
  const { random } = draw
  if (random.chance(0.4)) return {}
  const place = { row: 1 + random.below(3), column: 1 + random.below(8), level: 1 }
  return random.chance(0.05) ? { row: 2 } : place
}

const mostLocations = 3
const mostSlots = 14

export const createLocation: Generator = (draw) => {
  const { random, seen } = draw
  if (seen.locations.all().length >= mostLocations && random.chance(0.7)) return null
  const taken = random.chance(0.3) ? random.pick(seen.locations.all())?.code : undefined
  const code = random.chance(0.05) ? 'Green House' : (taken ?? `tent-${random.below(1000)}`)
  const maxSlots = random.chance(0.5) ? 1 + random.below(4) : null
  return {
    locationId: fresh(draw, seen.locations),
    code,
    name: 'Tent',
    kind: 'tent',
    sortOrder: random.below(3),
    maxSlots,
  }
}

export const createSlots: Generator = (draw) => {
  const { random, seen } = draw
  if (seen.slots.all().length >= mostSlots && random.chance(0.8)) return null
  const slots = Array.from({ length: 1 + random.below(2) }, () => {
    const taken = random.chance(0.1) ? random.pick(seen.slots.all())?.number.toLowerCase() : undefined
    return { id: fresh(draw, seen.slots), slotNumber: taken ?? `T-${random.below(500)}`, ...newPlace(draw) }
  })
  return { locationId: idOf(draw, seen.locations.all()), slots }
}
