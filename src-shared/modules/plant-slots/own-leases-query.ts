import { z } from 'zod'
import { query } from '../../kernel/query.ts'
import { leaseSettingsOf } from './leases.ts'

/**
 * What the asking desk has taken with it, by location, and the slots it gave from it with a guarantee: until `until`
 * nobody can take them from whom it gave them to (PL-R42). Nothing where no desk asks.
 */
export const ownLeases = query('plant-slots.own-leases', {
  input: z.object({}).strict(),
  permission: 'plant_slot_view',
  async run({ db, desk }) {
    const { maxSlots, hours } = await leaseSettingsOf(db)
    if (desk === null) return { maxSlots, hours, leases: [], guaranteed: [] }
    const leases = await db
      .selectFrom('capacity_leases as c')
      .innerJoin('plant_slot_locations as l', (join) =>
        join.on(({ eb, ref }) => eb(ref('c.resource_key'), '=', eb.cast<string>('l.id', 'text'))),
      )
      .select(['c.id as leaseId', 'l.id as locationId', 'l.name as location', 'c.size', 'c.used'])
      .select(['c.expires_at as expiresAt', 'c.hold_until as holdUntil'])
      .where('c.kind', '=', 'plant_slots')
      .where('c.desk_id', '=', desk)
      .where('c.state', '=', 'active')
      .where('c.deleted_at', 'is', null)
      .orderBy('c.expires_at')
      .orderBy('c.id')
      .execute()
    const guaranteed = await db
      .selectFrom('plant_slots as s')
      .innerJoin('capacity_leases as c', 'c.id', 's.taken_lease_id')
      .select(['s.id as slotId', 'c.hold_until as until'])
      .where('c.desk_id', '=', desk)
      .where('c.state', '=', 'active')
      .where('s.deleted_at', 'is', null)
      // Used after its last moment, a lease gives without a guarantee.
      .whereRef('s.allocated_at', '<=', 'c.expires_at')
      .execute()
    return {
      ...{ maxSlots, hours, guaranteed },
      leases: leases.map(({ size, used, ...lease }) => ({ ...lease, size, unused: size - used })),
    }
  },
})
