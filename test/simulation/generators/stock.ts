import type { Draw, Generator, Given } from './draw.ts'
import { newIdFrom } from './draw.ts'

/** Slots of a row: as many as leave something to lease beside what people have. */
const inRow = 6

const settings: Generator = ({ random, seen }) => {
  const { leaseSharePercent, leaseHours, leaseReportHours } = seen.slotSettings
  const patch = {
    leaseSharePercent: random.pick([50, 100]) ?? 100,
    leaseHours: random.pick([1, 2, 24]) ?? 1,
    leaseReportHours: random.pick([1, 24]) ?? 1,
  }
  return { patch, seen: { leaseSharePercent, leaseHours, leaseReportHours } }
}

const location = ({ random, seen, moment }: Draw, locationId: string): Given => {
  const code = `row-${seen.locations.all().length}`
  const place = { code, name: code, kind: 'tent', sortOrder: random.below(3) }
  return {
    name: 'plant-slots.create-location',
    input: { locationId: locationId || newIdFrom(random, moment.at), ...place },
  }
}

const slots = ({ random, moment }: Draw, locationId: string): Given => ({
  name: 'plant-slots.create-slots',
  input: {
    locationId,
    slots: Array.from({ length: inRow }, (_, n) => {
      const number = `R${locationId.slice(-4)}-${n + 1}`
      return { id: newIdFrom(random, moment.at), slotNumber: number, row: 1, column: n + 1, level: 1 }
    }),
  },
})

/**
 * What a house needs before desks can take anything with them, step by step: terms of leases, a further location, slots
 * in it.
 */
export function stock(draw: Draw): Given | null {
  const { seen } = draw
  const empty = seen.locations.find(({ id }) => !seen.slots.find(({ locationId }) => locationId === id))
  if (empty) return slots(draw, empty.id)
  if (seen.slotSettings.leaseSharePercent < 50) {
    const input = settings(draw)
    return input && { name: 'plant-slots.update-settings', input }
  }
  return location(draw, '')
}
