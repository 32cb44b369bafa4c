import type { Draft, Lease, Slot, State } from './state.ts'

/** Units of a lease that nobody has used. */
export const unusedOf = ({ size, used }: Lease): number => size - used

/** PS-R1: a slot that waits in the lease of a desk is free for that desk alone. */
export function isLeasedElsewhere(
  { leases }: Pick<State, 'leases'>,
  { leaseId }: Slot,
  deskId: string | null,
): boolean {
  if (leaseId === null) return false
  const lease = leases.get(leaseId)
  return deskId === null || lease?.state !== 'active' || lease.deskId !== deskId
}

/** PL-R43: a unit is used, by whoever gives the slot. */
export function draw({ leases }: Draft, leaseId: string | null): void {
  const lease = leases.get(leaseId ?? '')
  if (lease) leases.put({ ...lease, used: lease.used + 1 })
}

/** PL-R41: so many units were taken away by a module. */
export function lose({ leases }: Draft, leaseId: string, units: number): void {
  const lease = leases.get(leaseId)
  if (lease?.state !== 'active') return
  const left = unusedOf(lease) > units
  leases.put(left ? { ...lease, size: lease.size - units } : { ...lease, state: 'revoked' })
}

/**
 * PL-R43: what a slot is that nobody holds any more. Taken back at the desk whose lease it was given from, it waits in
 * that lease again while it lives.
 */
export function vacated(
  { draft, undoOf, deskId }: { draft: Draft; undoOf: string | null; deskId: string | null },
  slot: Slot,
): Slot {
  const lease = draft.leases.get(slot.givenFrom ?? '')
  if (undoOf === null || deskId === null || lease?.state !== 'active' || lease.deskId !== deskId) {
    return { ...slot, givenFrom: null }
  }
  draft.leases.put({ ...lease, used: lease.used - 1 })
  return { ...slot, givenFrom: null, leaseId: lease.id }
}
