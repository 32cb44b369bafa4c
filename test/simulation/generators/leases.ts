import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import { unusedOf } from '../model/lease-reads.ts'
import type { Lease, Slot } from '../model/state.ts'
import { type Draw, fresh, type Generator, idOf, preferring, sometimes, wanted } from './draw.ts'
import { taker } from './plant-slots.ts'

const isActive = ({ state }: Lease): boolean => state === 'active'

/** What this desk has with it. */
const ownLeases = ({ seen, moment }: Draw): Lease[] =>
  seen.leases.where((lease) => isActive(lease) && lease.deskId === moment.deskId).reverse()

const hours = ({ random }: Draw): JsonObject =>
  sometimes(random, 0.4, () => ({ hours: random.pick([1, 1, 2, 24, 168]) ?? 1 }))

/** Mostly where there is most to be had. */
export const takeLease: Generator = (draw) => {
  const { random, seen } = draw
  const unused = ownLeases(draw).reduce((sum, lease) => sum + unusedOf(lease), 0)
  if (unused > 0 && random.chance(0.6)) return null
  const freeIn = (locationId: string): number =>
    seen.slots.where((slot) => slot.locationId === locationId && slot.status === 'available').length
  const richest = seen.locations.all().sort((a, b) => freeIn(b.id) - freeIn(a.id))
  return {
    ...{ id: fresh(draw, seen.leases), kind: random.chance(0.03) ? 'clinic_minutes' : 'plant_slots' },
    resourceKey: idOf(draw, random.chance(0.8) ? richest.slice(0, 1) : richest),
    size: random.pick([1, 2, 2, 3, 6, 40]) ?? 1,
    ...hours(draw),
  }
}

/** Mostly an own one; managers may end those of others too. */
function aLease(draw: Draw): string | null {
  const { random, seen } = draw
  const own = ownLeases(draw)
  if (own.length > 0 && random.chance(0.8)) return idOf(draw, own)
  const any = preferring(draw, seen.leases.all().reverse(), isActive, 0.8)
  return any.length > 0 && random.chance(0.6) ? idOf(draw, any) : null
}

export const returnLease: Generator = (draw) => {
  const leaseId = aLease(draw)
  return leaseId === null ? null : { leaseId }
}

export const extendLease: Generator = (draw) => {
  const leaseId = aLease(draw)
  return leaseId === null ? null : { leaseId, ...hours(draw) }
}

const leasedSlots = ({ seen, moment }: Draw, own: boolean): Slot[] =>
  seen.slots.where(({ leaseId }) => leaseId !== null && (!own || seen.leases.get(leaseId)?.deskId === moment.deskId))

/** Gives what the desk has with it, or tries what another has. */
export const allocateLeased: Generator = (draw) => {
  const { random } = draw
  const { membershipId, most } = taker(draw)
  const slots = leasedSlots(draw, random.chance(0.85))
  const first = wanted(draw, slots)
  if (!first || (most === 0 && random.chance(0.9))) return null
  const quantity = 1 + random.below(Math.max(1, Math.min(most, 3)))
  const ids = new Set([first.id, ...slots.slice(0, quantity - 1).map(({ id }) => id)])
  const pick: JsonObject = random.chance(0.6) ? { quantity, locationId: first.locationId } : { slotIds: [...ids] }
  return { membershipId, pick }
}

/** A manager takes a slot that a desk counts on. */
export const forceLeased: Generator = (draw) => {
  const { random, seen } = draw
  const slot = wanted(draw, leasedSlots(draw, false))
  if (!slot) return null
  const status = random.pick(['available', 'maintenance', 'allocated']) ?? 'available'
  const holder: JsonObject = status === 'allocated' ? { membershipId: idOf(draw, seen.memberships.all()) } : {}
  const breaks = sometimes(random, 0.7, () => ({ breakLease: true }))
  return { slotId: slot.id, seenStatus: slot.status, status, reason: 'Counted by hand', ...holder, ...breaks }
}

/** Something is found in a slot that a desk counts on. */
export const reportLeased: Generator = (draw) => {
  const { random, seen } = draw
  const slot = wanted(draw, leasedSlots(draw, false))
  if (!slot) return null
  const priority = random.pick(['high', 'high', 'low']) ?? 'high'
  return { entryId: fresh(draw, seen.entries), slotId: slot.id, kind: 'pest', description: 'Aphids', priority }
}

export const closeLeased: Generator = (draw) => {
  const { random, seen } = draw
  const slot = wanted(draw, leasedSlots(draw, false))
  if (!slot || seen.locations.where(({ closed }) => !closed).length < 2) return null
  return { locationId: slot.locationId, ...sometimes(random, 0.7, () => ({ breakLeases: true })) }
}

export const leaseSettings: Generator = ({ random, seen }) => {
  const { leaseMaxSlots, leaseHours, leaseReportHours, leaseSharePercent } = seen.slotSettings
  const [patch, was] = random.pick([
    [{ leaseMaxSlots: random.pick([0, 2, 6, 50]) ?? 6 }, { leaseMaxSlots }],
    [{ leaseHours: random.pick([1, 2, 24]) ?? 1 }, { leaseHours }],
    [{ leaseReportHours: random.pick([0, 1, 24]) ?? 1 }, { leaseReportHours }],
    [{ leaseSharePercent: random.pick([25, 50, 100]) ?? 50 }, { leaseSharePercent }],
  ] as const) ?? [{ leaseHours: 1 }, { leaseHours }]
  return { patch, seen: was }
}
