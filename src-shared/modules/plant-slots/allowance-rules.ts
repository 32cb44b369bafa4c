import { type Rejection, rejection } from '../../kernel/rejection.ts'
import { comparePlaces, compareText, type PlacedSlot } from './slot-place.ts'
import type { SlotStatus } from './transitions.ts'

/** What a membership may hold and holds. */
export interface Standing {
  granted: number
  extra: number
  /** Slots with this membership, whatever their status. */
  held: number
}

/** What a membership without an entitlement may hold. */
export const nothingGranted: Pick<Standing, 'granted' | 'extra'> = { granted: 0, extra: 0 }

/** PS-R2. */
export const allowanceOf = ({ granted, extra }: Pick<Standing, 'granted' | 'extra'>): number =>
  Math.max(0, granted + extra)

/** PS-R2: how many more may be given. */
export const mostOf = (standing: Standing): number => Math.max(0, allowanceOf(standing) - standing.held)

/** PS-R3 step 6: someone who holds slots already asks for more than is left. */
export function beyondHoldings(standing: Standing, asked: number): Rejection | null {
  const allowance = allowanceOf(standing)
  const { held } = standing
  if (held === 0 || held + asked <= allowance) return null
  return rejection(
    'plant_slot_already_allocated',
    { held, allowance, asked, most: mostOf(standing) },
    { rule: 'PS-R3' },
  )
}

/** PS-R3 step 8: someone who holds none asks for more than the allowance. */
export function beyondAllowance(standing: Standing, asked: number): Rejection | null {
  const allowance = allowanceOf(standing)
  if (standing.held > 0 || asked <= allowance) return null
  return rejection('plant_slot_over_allowance', { allowance, asked }, { rule: 'PS-R3' })
}

/** PS-R20: how many the membership gets by itself, and how many stay promised. */
export function automaticShare(standing: Standing, free: number): { take: number; owed: number } {
  const most = mostOf(standing)
  const take = Math.min(most, free)
  return { take, owed: most - take }
}

/** PS-R22: whether a membership holds more than it may, so that nothing comes back to it. */
export const isSurplus = (standing: Standing): boolean => standing.held > allowanceOf(standing)

/** PS-R24: what is owed when so many more slots are promised back: never more than there is room for. */
export const owedMore = (standing: Standing, owed: number, more: number): number =>
  Math.max(owed, Math.min(owed + more, mostOf(standing)))

/**
 * PS-R22: of what a membership holds beyond its allowance that which can be taken back at once: what was given last
 * and has nothing planted. At equal instants the higher place goes first.
 */
export function surplusOf<Slot extends PlacedSlot & { status: SlotStatus; allocatedAt: string | null }>(
  held: readonly Slot[],
  allowance: number,
): Slot[] {
  return held
    .filter(({ status }) => status === 'allocated')
    .sort((a, b) => compareText(b.allocatedAt ?? '', a.allocatedAt ?? '') || comparePlaces(b, a))
    .slice(0, Math.max(0, held.length - allowance))
}
