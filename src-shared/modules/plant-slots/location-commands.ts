import { z } from 'zod'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { asJson } from '../../kernel/json.ts'
import { reject } from '../../kernel/rejection.ts'
import { leaseCapacityLost } from '../platform/facts.ts'
import { clashRefusal, namesWhatWasSeen, reversed } from './edit-rules.ts'
import { locationFields } from './inputs.ts'
import { refuseTakenCode, slotsIn } from './inventory-reads.ts'
import { leasedSlotsOf } from './queries.ts'
import { serveQueue } from './queue.ts'
import { obstacleRefusal } from './specific-rules.ts'
import { refuse } from './standing.ts'

const fields = z.object(locationFields).partial().strict()

/** Changes a location. Refused: a field someone else changed, a code in use, less room than there are slots (PS-R50). */
export const updateLocation = command('plant-slots.update-location', {
  input: z
    .object({ locationId: id, patch: fields, seen: fields })
    .strict()
    .refine(namesWhatWasSeen, { message: 'Every changed field is named with the value seen', path: ['seen'] }),
  permission: 'plant_slot_inventory',
  offline: true,
  undo: ({ locationId, ...edit }) => ({
    command: 'plant-slots.update-location',
    input: asJson({ locationId, ...reversed(edit) }),
  }),
  async run(context, input) {
    const { db } = context
    const { locationId, patch } = input
    const { updated_at: writtenAt, ...present } = await requireLocation(context, locationId)
    refuse(clashRefusal({ command: 'plant-slots.update-location', input, ...input, present, writtenAt }))
    const wanted = { ...present, ...asJson(patch) }
    if (wanted.code !== present.code) await refuseTakenCode(db, wanted.code, locationId)
    const have = await slotsIn(db, locationId)
    if (wanted.maxSlots !== present.maxSlots && wanted.maxSlots !== null && have > wanted.maxSlots) {
      reject('plant_slot_location_full', { max: wanted.maxSlots, have }, { rule: 'PS-R50' })
    }
    const { code, name, kind, sortOrder, maxSlots, cleanEveryDays } = wanted
    const order = { sort_order: sortOrder, max_slots: maxSlots, clean_every_days: cleanEveryDays }
    await db
      .updateTable('plant_slot_locations')
      .set({ code, name, kind, ...order })
      .where('id', '=', locationId)
      .execute()
    return {}
  },
})

async function requireLocation({ db }: CommandContext, locationId: string) {
  const location = await db
    .selectFrom('plant_slot_locations')
    .select(['code', 'name', 'kind', 'sort_order as sortOrder', 'max_slots as maxSlots', 'updated_at'])
    .select(['clean_every_days as cleanEveryDays', 'status'])
    .where('id', '=', locationId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return location ?? reject('plant_slot_location_not_found', { locationId })
}

const setStatus = ({ db }: CommandContext, locationId: string, status: 'active' | 'closed') =>
  db.updateTable('plant_slot_locations').set({ status }).where('id', '=', locationId).execute()

/**
 * Nothing new is taken there; what is held stays (PS-R52). Refused: with slots leased to desks (`plant_slot_leased`),
 * unless `breakLeases`, of which those desks are told. Closed already: nothing changes.
 */
export const closeLocation = command('plant-slots.close-location', {
  input: z.object({ locationId: id, breakLeases: z.boolean().optional() }).strict(),
  permission: 'plant_slot_inventory',
  offline: true,
  async run(context, { locationId, breakLeases = false }) {
    const { status } = await requireLocation(context, locationId)
    if (status === 'closed') return { status, changed: false }
    const leased = await leasedSlotsOf(context, locationId)
    if (leased.length > 0 && !breakLeases) {
      reject({ ...obstacleRefusal({ code: 'plant_slot_leased', slots: leased }), rule: 'PS-R52' })
    }
    await setStatus(context, locationId, 'closed')
    await breakAll(context, leased)
    return { status: 'closed', changed: true }
  },
  undo: ({ locationId }, { changed }) =>
    changed ? { command: 'plant-slots.open-location', input: { locationId } } : null,
})

async function breakAll(context: CommandContext, leased: readonly { id: string; leaseId: string | null }[]) {
  for (const [leaseId, slots] of Map.groupBy(leased, (slot) => slot.leaseId)) {
    if (leaseId === null) continue
    const ids = slots.map(({ id: slotId }) => slotId)
    await context.db.updateTable('plant_slots').set({ lease_id: null }).where('id', 'in', ids).execute()
    await context.announce(leaseCapacityLost, { leaseId, units: ids.length, reason: 'plant-slots.close-location' })
  }
}

/** Slots are given there again, first to who waits (PS-R30). Open already: nothing changes. */
export const openLocation = command('plant-slots.open-location', {
  input: z.object({ locationId: id }).strict(),
  permission: 'plant_slot_inventory',
  offline: true,
  async run(context, { locationId }) {
    const { status } = await requireLocation(context, locationId)
    if (status === 'active') return { status, changed: false }
    await setStatus(context, locationId, 'active')
    await serveQueue(context)
    return { status: 'active', changed: true }
  },
  undo: ({ locationId }, { changed }) =>
    changed ? { command: 'plant-slots.close-location', input: { locationId } } : null,
})
