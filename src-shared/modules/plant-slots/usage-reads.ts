import { sql } from 'kysely'
import type { Day } from '../../kernel/calendar.ts'
import type { Db } from '../../kernel/database.ts'
import { locationCounts } from './capacity-queries.ts'
import { locationOrder } from './choice-rules.ts'
import type { Counts } from './share-rules.ts'

/** What a report is about: days, both counted, the instants they reach from and until, and one location or all. */
export interface Stretch {
  from: Day
  to: Day
  since: string
  until: string
  locationId: string | null
}

/** How slots stand now. */
export type Usage = Counts & { maintenanceRequired: number; free: number; leased: number; offered: number }

/** How the slots of each location stand now, in the order of the locations. */
export async function usageNow(db: Db, locationId: string | null) {
  const all = locationOrder(await locationCounts(db, null), [])
  const promised = await promisedSlots(db)
  return all
    .filter(({ id }) => locationId === null || id === locationId)
    .map(({ id, code, name, available, allocated, occupied, maintenance, maintenanceRequired, free }) => ({
      ...{ locationId: id, code, name, available, allocated, occupied, maintenance, maintenanceRequired, free },
      leased: promised.get(id)?.leased ?? 0,
      offered: promised.get(id)?.offered ?? 0,
    }))
}

async function promisedSlots(db: Db) {
  const rows = await db
    .selectFrom('plant_slots')
    .select(['location_id', sql<number>`count(lease_id)::int`.as('leased')])
    .select(sql<number>`count(offer_id)::int`.as('offered'))
    .where('status', '=', 'available')
    .where(({ eb, or }) => or([eb('lease_id', 'is not', null), eb('offer_id', 'is not', null)]))
    .where('deleted_at', 'is', null)
    .groupBy('location_id')
    .execute()
  return new Map(rows.map(({ location_id, ...row }) => [location_id, row]))
}

const noUsage: Usage = {
  ...{ available: 0, allocated: 0, occupied: 0, maintenance: 0 },
  ...{ maintenanceRequired: 0, free: 0, leased: 0, offered: 0 },
}

/** The same of several locations together. */
export const usageOfAll = (places: readonly Usage[]): Usage =>
  places.reduce<Usage>(
    (sum, place) => ({
      available: sum.available + place.available,
      allocated: sum.allocated + place.allocated,
      occupied: sum.occupied + place.occupied,
      maintenance: sum.maintenance + place.maintenance,
      maintenanceRequired: sum.maintenanceRequired + place.maintenanceRequired,
      free: sum.free + place.free,
      leased: sum.leased + place.leased,
      offered: sum.offered + place.offered,
    }),
    noUsage,
  )

/** How they stood on each day that was written down, the earliest first. */
export const usageByDay = (db: Db, { from, to, locationId }: Stretch) =>
  db
    .selectFrom('plant_slot_daily')
    .select('day')
    .select(({ fn }) => [
      fn.sum<number>('available').as('available'),
      fn.sum<number>('allocated').as('allocated'),
      fn.sum<number>('occupied').as('occupied'),
      fn.sum<number>('maintenance').as('maintenance'),
      fn.sum<number>('owed').as('owed'),
      fn.sum<number>('waiting').as('waiting'),
    ])
    .where('day', '>=', from)
    .where('day', '<=', to)
    .$if(locationId !== null, (days) => days.where('location_id', '=', locationId))
    .groupBy('day')
    .orderBy('day')
    .execute()
