import { type Alternative, type Rejection, rejection, type Winner } from '../../kernel/rejection.ts'
import { offers, type Preferred, takeElsewhere, takeFewer } from './ways-out.ts'

/** What was found when fewer slots were free than asked. */
export interface Shortage {
  membershipId: string
  asked: number
  /** How many the membership may still be given (PS-R2). */
  most: number
  /** The one location that was asked for, with the wish that it be the only one. */
  preferred: Preferred
  /** Active locations in the order of the choice, with all their free slots. */
  locations: readonly { id: string; name: string; free: number; largestRun: number }[]
  winner: Winner | null
}

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
  const fewer = takeFewer(membershipId, Math.min(free, most), preferred)
  // A location that was asked for and has enough is no shortage, so what has enough is elsewhere.
  const elsewhere = asked <= most ? takeElsewhere(membershipId, asked, locations) : []
  return [...fewer, ...elsewhere].slice(0, offers)
}
