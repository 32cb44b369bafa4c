import type { Rejection } from '../../kernel/rejection.ts'
import { allowanceOf, beyondAllowance, beyondHoldings, mostOf, type Standing } from './allowance-rules.ts'
import type { SlotStatus } from './transitions.ts'

/** A wish as it meets what is there: any slots, or one named slot. */
export interface WishFacts {
  asked: number
  standing: Standing
  /** PS-R3 step 4; null is in force. */
  membership: Rejection | null
  /** PS-R3 step 5: the closed location asked for. */
  closedLocation: string | null
  /** Slots free for any-pick; null where a slot is named. */
  free: number | null
  /** PS-R6: why the named slot cannot be given. */
  obstacle: { code: string; status: SlotStatus } | null
  /** The nearest slot that can be given instead of the named one. */
  nearest: { slotId: string; number: string } | null
}

/** A rule that says no, with what it found and what it would allow. */
export type Failing = {
  rule: string
  code: string
  found: string | number
  allowed: string | number
}

/** The smallest change of the wish that passes. */
export type Change = {
  quantity: number | null
  slot: { slotId: string; number: string } | null
}

const failing = (rule: string, code: string, found: string | number, allowed: string | number): Failing => ({
  rule,
  code,
  found,
  allowed,
})

/** PS-R41: a slot that stands in the way though it is available is one that needs care. */
const foundIn = (status: SlotStatus): string => (status === 'available' ? 'maintenance_required' : status)

/** PS-R3: every rule that fails, in its order. */
export function failingRules({ asked, standing, membership, closedLocation, free, obstacle }: WishFacts): Failing[] {
  const reason = membership?.params.reason
  return [
    ...(membership ? [failing('PS-R3', membership.code, String(reason), 'in_force')] : []),
    ...(closedLocation === null ? [] : [failing('PS-R3', 'plant_slot_location_closed', 'closed', 'active')]),
    ...(beyondHoldings(standing, asked)
      ? [failing('PS-R3', 'plant_slot_already_allocated', asked, mostOf(standing))]
      : []),
    ...(free !== null && free < asked ? [failing('PS-R5', 'plant_slot_insufficient_slots', asked, free)] : []),
    ...(obstacle ? [failing('PS-R6', obstacle.code, foundIn(obstacle.status), 'available')] : []),
    ...(beyondAllowance(standing, asked)
      ? [failing('PS-R3', 'plant_slot_over_allowance', asked, allowanceOf(standing))]
      : []),
  ]
}

/** Fewer slots, or the nearest other slot; null where no change of the wish helps. */
export function smallestChange({
  asked,
  standing,
  membership,
  closedLocation,
  free,
  nearest,
}: WishFacts): Change | null {
  const most = mostOf(standing)
  if (membership || most === 0) return null
  if (free === null) return nearest ? { quantity: null, slot: nearest } : null
  const quantity = Math.min(asked, most, free)
  return closedLocation === null && quantity > 0 ? { quantity, slot: null } : null
}
