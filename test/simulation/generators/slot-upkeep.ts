import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import { type Generator, idOf, preferring, wanted } from './draw.ts'

/** Some fields as they shall be, with what the desk sees of them. */
const edit = (patch: JsonObject, seen: JsonObject): JsonObject => ({ patch, seen })

export const updateSlotSettings: Generator = ({ random, seen }) => {
  const { offerHours, offersBeforeRemoval, onEndOccupied, maxSlotsPerMember } = seen.slotSettings
  const edits = [
    edit({ offerHours: random.pick([1, 2, 24, 48]) ?? 1 }, { offerHours }),
    edit({ offersBeforeRemoval: random.pick([1, 2, 3]) ?? 1 }, { offersBeforeRemoval }),
    edit({ onEndOccupied: random.pick(['available', 'maintenance']) ?? 'available' }, { onEndOccupied }),
    edit({ maxSlotsPerMember: random.pick([2, 20]) ?? 20 }, { maxSlotsPerMember }),
  ]
  return random.pick(edits) ?? null
}

export const updateLocation: Generator = (draw) => {
  const { random, seen } = draw
  const location = wanted(draw, seen.locations.all())
  if (!location) return null
  const { id: locationId, code, maxSlots } = location
  return random.chance(0.5)
    ? { locationId, ...edit({ code: random.pick(['field-south', 'tent-x', code]) ?? code }, { code }) }
    : { locationId, ...edit({ maxSlots: random.pick([null, 3, 9]) ?? null }, { maxSlots }) }
}

/** Closed for a while only, or there is nothing left to give. */
export const closeLocation: Generator = (draw) => {
  const open = draw.seen.locations.where(({ closed }) => !closed)
  return open.length > 1 ? { locationId: idOf(draw, open) } : null
}

export const openLocation: Generator = (draw) => {
  const closed = draw.seen.locations.where((location) => location.closed)
  return closed.length > 0 ? { locationId: idOf(draw, closed) } : null
}

export const updateSlot: Generator = (draw) => {
  const { random, seen } = draw
  const slot = wanted(
    draw,
    preferring(draw, seen.slots.all(), ({ status }) => status === 'available', 0.8),
  )
  if (!slot) return null
  const { id: slotId, number: slotNumber, locationId, place } = slot
  if (random.chance(0.4)) {
    const other = random.chance(0.3) ? random.pick(seen.slots.all())?.number : undefined
    return { slotId, ...edit({ slotNumber: other ?? `N-${random.below(90)}` }, { slotNumber }) }
  }
  const to = idOf(draw, seen.locations.all())
  return { slotId, ...edit({ locationId: to, position: null }, { locationId, position: place && { ...place } }) }
}

export const deleteSlot: Generator = (draw) => {
  const { random, seen } = draw
  if (seen.slots.all().length < 8) return null
  const slots = preferring(draw, seen.slots.all(), ({ status }) => status === 'available', 0.7)
  return random.chance(0.5) ? { slotId: idOf(draw, slots) } : null
}
