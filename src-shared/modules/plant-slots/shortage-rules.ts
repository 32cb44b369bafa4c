import { type Alternative, type Rejection, rejection, type Winner } from '../../kernel/rejection.ts'

/** What was found when fewer slots were free than asked. */
export interface Shortage {
  membershipId: string
  asked: number
  /** How many the membership may still be given (PS-R2). */
  most: number
  /** The one location that was asked for, with the wish that it be the only one. */
  preferred: { id: string; only: boolean } | null
  /** Active locations in the order of the choice, with all their free slots. */
  locations: readonly { id: string; name: string; free: number; largestRun: number }[]
  winner: Winner | null
}

/** At most so many ways out are offered. */
const offers = 3

/** PS-R5 and PS-R3 step 7: nothing is taken; the free number, or another place with enough, is offered. */
export function shortageRefusal(shortage: Shortage): Rejection {
  const { asked, locations, preferred, winner } = shortage
  const place = locations.find(({ id }) => id === preferred?.id) ?? null
  const looked = preferred?.only ? locations.filter(({ id }) => id === preferred.id) : locations
  return rejection(
    'plant_slot_insufficient_slots',
    {
      asked,
      free: sumOf(looked.map(({ free }) => free)),
      inLocation: preferred ? (place?.free ?? 0) : null,
      largestRun: Math.max(0, ...(place ? [place] : looked).map(({ largestRun }) => largestRun)),
    },
    { rule: 'PS-R5', alternatives: waysOut(shortage), ...(winner ? { winner } : {}) },
  )
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0)

function waysOut({ membershipId, asked, most, preferred, locations }: Shortage): Alternative[] {
  const only = preferred?.only ? preferred.id : null
  const free = sumOf(locations.filter(({ id }) => only === null || id === only).map((location) => location.free))
  const fewer = Math.min(free, most)
  const command = 'plant-slots.allocate'
  const there = preferred ? { locationId: preferred.id, ...(only ? { locationOnly: true } : {}) } : {}
  const takeFewer: Alternative = {
    label: 'plant_slots.take_fewer',
    params: { quantity: fewer },
    command,
    input: { membershipId, pick: { quantity: fewer, ...there } },
  }
  // A location that was asked for and has enough is no shortage, so what has enough is elsewhere.
  const elsewhere = locations
    .filter((location) => location.free >= asked && asked <= most)
    .map(
      ({ id, name }): Alternative => ({
        label: 'plant_slots.take_elsewhere',
        params: { quantity: asked, location: name },
        command,
        input: { membershipId, pick: { quantity: asked, locationId: id, locationOnly: true } },
      }),
    )
  return [...(fewer > 0 ? [takeFewer] : []), ...elsewhere].slice(0, offers)
}
