import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { id, someIds } from '../../kernel/id.ts'
import { type QueryContext, query } from '../../kernel/query.ts'
import { reject } from '../../kernel/rejection.ts'
import { largestRun, locationOrder } from './choice-rules.ts'
import { anySlots } from './inputs.ts'
import { planLocationOf } from './membership-reads.ts'
import { freeSlotsIn } from './queries.ts'
import { onlyMember } from './reach.ts'
import type { PlacedSlot } from './slot-place.ts'
import { membershipFor } from './standing.ts'
import { pickAny } from './taking.ts'
import type { SlotStatus } from './transitions.ts'

const countOf = (status: SlotStatus) => sql<number>`count(s.id) filter (where s.status = ${status})`

/** Locations with counts of their slots; `free` are those that can be given (PS-R1). */
export const locationCounts = (db: Db, onlyMemberId: string | null, among?: readonly string[]) =>
  db
    .selectFrom('plant_slot_locations as l')
    .leftJoin('plant_slots as s', (join) =>
      join
        .onRef('s.location_id', '=', 'l.id')
        .on('s.deleted_at', 'is', null)
        .on(({ and, eb }) =>
          and([
            ...(onlyMemberId === null ? [] : [eb('s.member_id', '=', onlyMemberId)]),
            ...(among === undefined ? [] : [eb('s.id', 'in', among)]),
          ]),
        ),
    )
    .select(['l.id', 'l.code', 'l.name', 'l.kind', 'l.status', 'l.sort_order as sortOrder'])
    .select(['l.max_slots as maxSlots', 'l.clean_every_days as cleanEveryDays'])
    .select(({ fn }) => [
      fn.count<number>('s.id').as('total'),
      countOf('available').as('available'),
      countOf('allocated').as('allocated'),
      countOf('occupied').as('occupied'),
      countOf('maintenance').as('maintenance'),
      sql<number>`count(s.id) filter (where s.maintenance_required)`.as('maintenanceRequired'),
      sql<number>`count(s.id) filter (where s.status = 'available' and not s.maintenance_required
        and s.offer_id is null and s.lease_id is null and l.status = 'active')`.as('free'),
    ])
    .where('l.deleted_at', 'is', null)
    .groupBy(['l.id', 'l.code', 'l.name', 'l.kind', 'l.status', 'l.sort_order', 'l.max_slots', 'l.clean_every_days'])
    .execute()

/**
 * All locations with counts per status, in their order; for a member counts of their own slots. With `among` only
 * these slots are counted, such as those that nobody confirmed yet.
 */
export const locations = query('plant-slots.locations', {
  input: z.object({ among: someIds.optional() }).strict(),
  permission: 'plant_slot_view',
  own: true,
  run: async (context, input) =>
    locationOrder(await locationCounts(context.db, await onlyMember(context), input.among), []),
})

/** Per location: slots that can be given, the longest run of them side by side, and those that need care first. */
export const free = query('plant-slots.free', {
  input: z.object({ locationId: id.optional() }).strict(),
  permission: 'plant_slot_view',
  async run(context, { locationId }) {
    const all = locationOrder(await locationCounts(context.db, null), [])
    const asked = all.filter((location) => location.id === (locationId ?? location.id))
    if (locationId !== undefined && asked.length === 0) reject('plant_slot_location_not_found', { locationId })
    const active = asked.filter(({ status }) => status === 'active').map((location) => location.id)
    const inLocation = Map.groupBy(await freeSlotsIn(context, active), (slot) => slot.locationId)
    return asked.map(({ id: ofLocation, code, name, status, free: open, maintenanceRequired }) => ({
      locationId: ofLocation,
      code,
      name,
      status,
      free: open,
      largestRun: largestRun(inLocation.get(ofLocation) ?? []),
      flagged: maintenanceRequired,
    }))
  },
})

/**
 * The slots PS-R7 would take now; `enough` is false where fewer are free than asked, which are then told. Where all of
 * them are leased to the asking desk, `guaranteedUntil` says how long the server honours that.
 */
export const propose = query('plant-slots.propose', {
  input: anySlots.safeExtend({ membershipId: id }).strict(),
  permission: 'plant_slot_view',
  async run(context, { membershipId, quantity, locationId = null, locationOnly = false }) {
    await membershipFor(context, membershipId)
    const planLocationId = locationOnly ? null : () => planLocationOf(context.db, membershipId)
    const wish = { quantity, locationId, only: locationOnly, planLocationId }
    const { chosen, locations: known } = await pickAny(context, wish)
    if (locationId !== null && known.every((location) => location.id !== locationId)) {
      reject('plant_slot_location_not_found', { locationId })
    }
    const guaranteedUntil = await guaranteeOf(context, chosen)
    return {
      enough: chosen.length === quantity,
      guaranteedUntil,
      slots: chosen.map(({ numberKey: _, leaseId: __, ...slot }) => slot),
    }
  },
})

/** PL-R42: until when slots that are given now are guaranteed; null unless each is of a lease that can still be used. */
async function guaranteeOf({ db, at }: QueryContext, slots: readonly PlacedSlot[]): Promise<string | null> {
  const ids = [...new Set(slots.map(({ leaseId }) => leaseId))]
  if (ids.length === 0 || ids.includes(null)) return null
  const leases = await db
    .selectFrom('capacity_leases')
    .select('hold_until as until')
    .where(
      'id',
      'in',
      ids.flatMap((leaseId) => leaseId ?? []),
    )
    .where('expires_at', '>=', at)
    .orderBy('hold_until')
    .execute()
  return leases.length === ids.length ? (leases[0]?.until ?? null) : null
}
