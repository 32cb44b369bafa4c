import type { Act } from './act.ts'
import { refuse } from './refusal.ts'
import type { Draft, Entry, Slot } from './state.ts'

/** The slots named, in that order. */
export const slotsNamed = ({ slots }: Draft, slotIds: readonly string[]): Slot[] =>
  slotIds.map((slotId) => slots.get(slotId) ?? refuse('plant_slot_not_found'))

/** PS-R54: for whoever may touch only their own every slot is unknown, since no sign-in is linked to a member yet. */
export function slotFor({ draft, reach }: Act, slotId: string): Slot {
  const [slot] = slotsNamed(draft, [slotId])
  return slot && reach === 'all' ? slot : refuse('plant_slot_not_found')
}

/** PS-R41: what must be done first keeps a slot from being given. */
const blocks = ({ kind, priority: urgency, state }: Pick<Entry, 'kind' | 'priority' | 'state'>): boolean =>
  (urgency === 'high' || kind === 'clear_out') && (state === 'open' || state === 'in_progress')

/** PS-R41 for a slot as its entries stand now. */
export const isFlagged = ({ entries }: Draft, slotId: string): boolean =>
  entries.find((entry) => entry.slotId === slotId && blocks(entry)) !== undefined
