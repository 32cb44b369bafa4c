import type { JsonObject } from '../../kernel/json.ts'
import type { Alternative } from '../../kernel/rejection.ts'
import type { PlacedSlot } from './slot-place.ts'

/** At most so many ways out are offered. */
export const offers = 3

/** Where the slots of an any-pick were wanted; null is anywhere. */
export type Preferred = { id: string; only: boolean } | null

const command = 'plant-slots.allocate'

/** Who asks, and by which command, which is given again with what is offered instead. */
export interface Asking {
  membershipId: string
  askedBy: 'allocate' | 'request'
  /** Under which entry one may wait instead, and since when it was tried, where that may be said. */
  wait: { entryId: string; triedAt: string | null }
}

/** The same wish with another number, or another place. */
function again(
  { membershipId, askedBy }: Asking,
  pick: { quantity: number; locationId?: string; locationOnly?: boolean },
): Pick<Alternative, 'command' | 'input'> {
  if (askedBy === 'allocate') return { command, input: { membershipId, pick } }
  const { locationId, ...wish } = pick
  const preferred: JsonObject = locationId === undefined ? {} : { preferredLocation: locationId }
  return { command: 'plant-slots.request', input: { ...wish, ...preferred } }
}

/** These slots instead. */
export const takeThese = (membershipId: string, slots: readonly PlacedSlot[]): Alternative => ({
  label: 'plant_slots.take',
  params: { numbers: slots.map(({ number }) => number) },
  command,
  input: { membershipId, pick: { slotIds: slots.map(({ id }) => id) } },
})

/** Fewer of them, where they were wanted; nothing where that would be none. */
export function takeFewer(asking: Asking, quantity: number, preferred: Preferred): Alternative[] {
  if (quantity <= 0) return []
  const there = preferred ? { locationId: preferred.id, ...(preferred.only ? { locationOnly: true } : {}) } : {}
  return [
    {
      label: 'plant_slots.take_fewer',
      params: { quantity },
      ...again(asking, { quantity, ...there }),
    },
  ]
}

/** As many as were asked for, in each of the locations that have them; `free` may have been counted up to `asked`. */
export const takeElsewhere = (
  asking: Asking,
  asked: number,
  locations: readonly { id: string; name: string; free: number }[],
): Alternative[] =>
  locations
    .filter(({ free }) => free >= asked)
    .map(({ id, name }) => ({
      label: 'plant_slots.take_elsewhere',
      params: { quantity: asked, location: name },
      ...again(asking, { quantity: asked, locationId: id, locationOnly: true }),
    }))

/** PS-R5, section 7 case 3: what is asked for can be waited for, at the place of the one location that will do. */
export function waitFor(
  { membershipId, wait: { entryId, triedAt } }: Asking,
  quantity: number,
  preferred: Preferred,
): Alternative {
  const there: JsonObject = preferred?.only ? { locationId: preferred.id } : {}
  const since: JsonObject = triedAt === null ? {} : { triedAt }
  const input = { entryId, membershipId, quantity, ...there, ...since }
  return { label: 'plant_slots.join_waitlist', params: { quantity }, command: 'plant-slots.join-waitlist', input }
}
