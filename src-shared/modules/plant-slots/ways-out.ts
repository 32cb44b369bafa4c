import type { Alternative } from '../../kernel/rejection.ts'
import type { PlacedSlot } from './slot-place.ts'

/** At most so many ways out are offered. */
export const offers = 3

/** Where the slots of an any-pick were wanted; null is anywhere. */
export type Preferred = { id: string; only: boolean } | null

const command = 'plant-slots.allocate'

/** These slots instead. */
export const takeThese = (membershipId: string, slots: readonly PlacedSlot[]): Alternative => ({
  label: 'plant_slots.take',
  params: { numbers: slots.map(({ number }) => number) },
  command,
  input: { membershipId, pick: { slotIds: slots.map(({ id }) => id) } },
})

/** Fewer of them, where they were wanted; nothing where that would be none. */
export function takeFewer(membershipId: string, quantity: number, preferred: Preferred): Alternative[] {
  if (quantity <= 0) return []
  const there = preferred ? { locationId: preferred.id, ...(preferred.only ? { locationOnly: true } : {}) } : {}
  return [
    {
      label: 'plant_slots.take_fewer',
      params: { quantity },
      command,
      input: { membershipId, pick: { quantity, ...there } },
    },
  ]
}

/** As many as were asked for, in each of the locations that have them; `free` may have been counted up to `asked`. */
export const takeElsewhere = (
  membershipId: string,
  asked: number,
  locations: readonly { id: string; name: string; free: number }[],
): Alternative[] =>
  locations
    .filter(({ free }) => free >= asked)
    .map(({ id, name }) => ({
      label: 'plant_slots.take_elsewhere',
      params: { quantity: asked, location: name },
      command,
      input: { membershipId, pick: { quantity: asked, locationId: id, locationOnly: true } },
    }))
