import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { id } from '../../kernel/id.ts'
import type { LeaseKind } from '../../kernel/lease.ts'
import { reaction } from '../../kernel/reaction.ts'
import { reject } from '../../kernel/rejection.ts'
import { leaseEnded, leaseTaken } from '../platform/facts.ts'
import { chooseInLocation } from './choice-rules.ts'
import { slotsOwedChanged } from './facts.ts'
import { defaultLeaseSettings, grantableSlots, type LeaseSettings } from './lease-rules.ts'
import { locationById } from './queries.ts'
import { serveQueue, unwantedSlotsIn } from './queue.ts'

/** How much of a location a desk of this tenant may take with it. */
export async function leaseSettingsOf(db: Db): Promise<LeaseSettings> {
  const row = await db
    .selectFrom('plant_slot_settings')
    .select(['lease_max_slots as maxSlots', 'lease_hours as hours'])
    .select(['lease_report_hours as reportHours', 'lease_share_percent as sharePercent'])
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row ?? defaultLeaseSettings
}

const minutesPerHour = 60
const uuid = id.safeParse

/**
 * PS-R53: a desk takes named slots of a location with it, chosen as any slots are (PS-R7), and none that somebody
 * who waits could have. Refused: an unknown location, a closed one.
 */
export const slotLeases: LeaseKind = {
  kind: 'plant_slots',
  unit: 'slot',
  permission: 'plant_slot_lease',
  async grant({ db, today }, { resourceKey: locationId, size, held }) {
    const location = uuid(locationId).success ? await locationById(db, locationId) : null
    if (!location) return reject('plant_slot_location_not_found', { locationId })
    if (location.closed) reject('plant_slot_location_closed', { locationId, location: location.name })
    const settings = await leaseSettingsOf(db)
    const free = await unwantedSlotsIn({ db, today }, locationId)
    const grantable = grantableSlots(free.length, held, settings)
    const chosen = chooseInLocation(free, Math.min(size, grantable))
    const slots = { slotIds: chosen.map((slot) => slot.id), slotNumbers: chosen.map((slot) => slot.number) }
    return {
      ...{ free: free.length, grantable, hours: settings.hours, graceMinutes: settings.reportHours * minutesPerHour },
      ...{ detail: { slotIds: slots.slotIds }, told: slots },
    }
  },
}

const namedSlots = z.object({ slotIds: z.array(id) })

/** The slots that a lease names are the desk's, before they are used. */
export const onLeaseTaken = reaction(leaseTaken, [], async ({ db }, { leaseId, kind, detail }) => {
  if (kind !== slotLeases.kind) return undefined
  const { slotIds } = namedSlots.parse(detail)
  await db.updateTable('plant_slots').set({ lease_id: leaseId }).where('id', 'in', slotIds).execute()
  return undefined
})

/** What a desk had not used is everyone's again, and first for who waits (PS-R30). */
export const onLeaseEnded = reaction(leaseEnded, [slotsOwedChanged], async (context, { leaseId, kind }) => {
  if (kind !== slotLeases.kind) return undefined
  await context.db.updateTable('plant_slots').set({ lease_id: null }).where('lease_id', '=', leaseId).execute()
  await serveQueue(context, { series: `lease:${leaseId}` })
  return undefined
})
