import type { CommandContext } from '../../kernel/command.ts'
import { freeSlotsLastHeld } from './queries.ts'
import { comparePlaces, type PlacedSlot } from './slot-place.ts'
import { pickAny } from './taking.ts'

/** PS-R20: up to `most` free slots: those that the membership held when it ended, then by the fixed choice. */
export async function freeSlotsFor(
  context: CommandContext,
  membershipId: string,
  most: number,
  { locationId, endedAt }: { locationId: string | null; endedAt: string | null },
): Promise<PlacedSlot[]> {
  const again = endedAt ? await freeSlotsLastHeld(context, membershipId, endedAt) : []
  const first = again.sort(comparePlaces).slice(0, most)
  if (first.length === most) return first
  // The first are still free as the choice sees it, so it looks at as many more.
  const wish = { quantity: most, locationId, only: false, planLocationId: null }
  const { chosen } = await pickAny(context, wish)
  const others = chosen.filter((slot) => first.every(({ id }) => id !== slot.id))
  return [...first, ...others].slice(0, most)
}
