import type { JsonObject } from '../../kernel/json.ts'
import { type Alternative, type Rejection, rejection, type Winner } from '../../kernel/rejection.ts'

/** The command that asked, and that is given again with what is offered instead. */
export type AskedBy = 'allocate' | 'request'

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
  askedBy: AskedBy
  /** Under which entry one may wait instead, and since when it was tried, where that may be said. */
  wait: { entryId: string; triedAt: string | null }
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

/** The same wish for so many slots, there or where it was asked for. */
function instead(
  { askedBy, membershipId }: Shortage,
  quantity: number,
  place: { locationId: string; locationOnly?: boolean } | null,
): Pick<Alternative, 'command' | 'input'> {
  if (askedBy === 'allocate') {
    return { command: 'plant-slots.allocate', input: { membershipId, pick: { quantity, ...place } } }
  }
  const { locationId: preferredLocation, ...only } = place ?? {}
  return {
    command: 'plant-slots.request',
    input: { quantity, ...(preferredLocation === undefined ? {} : { preferredLocation }), ...only },
  }
}

function waysOut(shortage: Shortage): Alternative[] {
  const { asked, most, preferred, locations } = shortage
  const only = preferred?.only ? preferred.id : null
  const free = sumOf(locations.filter(({ id }) => only === null || id === only).map((location) => location.free))
  const fewer = Math.min(free, most)
  const there = preferred ? { locationId: preferred.id, ...(only ? { locationOnly: true } : {}) } : null
  const takeFewer: Alternative = {
    label: 'plant_slots.take_fewer',
    params: { quantity: fewer },
    ...instead(shortage, fewer, there),
  }
  // A location that was asked for and has enough is no shortage, so what has enough is elsewhere.
  const elsewhere = locations
    .filter((location) => location.free >= asked && asked <= most)
    .map(
      ({ id, name }): Alternative => ({
        label: 'plant_slots.take_elsewhere',
        params: { quantity: asked, location: name },
        ...instead(shortage, asked, { locationId: id, locationOnly: true }),
      }),
    )
  return [...[...(fewer > 0 ? [takeFewer] : []), ...elsewhere].slice(0, offers), ...waitFor(shortage, only)]
}

/** PS-R5, section 7 case 3: what is asked for and allowed can be waited for. */
function waitFor(
  { asked, most, membershipId, wait: { entryId, triedAt } }: Shortage,
  only: string | null,
): Alternative[] {
  if (asked > most) return []
  const since: JsonObject = triedAt === null ? {} : { triedAt }
  const input = { entryId, membershipId, quantity: asked, ...(only === null ? {} : { locationId: only }), ...since }
  return [
    { label: 'plant_slots.join_waitlist', params: { quantity: asked }, command: 'plant-slots.join-waitlist', input },
  ]
}
