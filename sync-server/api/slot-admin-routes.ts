import { z } from 'zod'
import { id } from '../../src-shared/kernel/id.ts'
import { reject } from '../../src-shared/kernel/rejection.ts'
import { member } from '../../src-shared/modules/memberships/member-queries.ts'
import { allocate } from '../../src-shared/modules/plant-slots/allocate-command.ts'
import { locations } from '../../src-shared/modules/plant-slots/capacity-queries.ts'
import { priorities } from '../../src-shared/modules/plant-slots/floor-rules.ts'
import { forceStatus } from '../../src-shared/modules/plant-slots/force-command.ts'
import { quantity, slotIds, text } from '../../src-shared/modules/plant-slots/inputs.ts'
import { createLocation, createSlots } from '../../src-shared/modules/plant-slots/inventory-commands.ts'
import { list } from '../../src-shared/modules/plant-slots/list-query.ts'
import { maintenanceQueue } from '../../src-shared/modules/plant-slots/queue-query.ts'
import { slot } from '../../src-shared/modules/plant-slots/slot-query.ts'
import { slotStatuses } from '../../src-shared/modules/plant-slots/transitions.ts'
import { asGiven } from './as-given.ts'
import type { ReadCall } from './call.ts'
import { locationShape, locationTold } from './location-shapes.ts'
import { maintenanceShape, queuedEntry, slotInMaintenance } from './maintenance-shapes.ts'
import { flag, pageOf, pageParameters, sortOf, sortParameters } from './paging.ts'
import { type Route, reading, writing } from './route.ts'
import { slotVersion } from './row-versions.ts'
import { baseSlot, baseSlots, locationIdOf, slotDetail } from './slot-reads.ts'
import { slotDetailShape, slotsShape } from './slot-shapes.ts'

const root = '/plant-slots/v1/admin'
const overseen = { any: ['plant_slot_manage', 'plant_slot_report'] }
const stocked = { all: ['plant_slot_inventory'] }

/** PL-R7: published names of what the list can be sorted by. */
const sortable = { slot_number: 'number', location: 'location', status: 'status', updated_at: 'updatedAt' } as const

const sortsOf = (asked: z.infer<z.ZodObject<typeof sortParameters>>) =>
  sortOf(asked, Object.keys(sortable)).flatMap(({ field, descending }) =>
    Object.entries(sortable)
      .filter(([name]) => name === field)
      .map(([, by]) => ({ by, descending })),
  )

const assignBody = z
  .object({
    membership_id: id.optional(),
    member_id: id.optional(),
    quantity: quantity.optional(),
    slot_ids: slotIds.optional(),
    location: z.string().min(1).max(40).optional(),
    location_only: z.boolean().optional(),
  })
  .strict()
  .refine(({ membership_id, member_id }) => (membership_id === undefined) !== (member_id === undefined), {
    path: ['membership_id'],
    message: 'membership_id or member_id',
  })
  .refine((body) => (body.quantity === undefined) !== (body.slot_ids === undefined), {
    path: ['quantity'],
    message: 'quantity or slot_ids',
  })

/** The membership that stands for a member; whether it is in force, the command says. */
async function membershipOf(call: ReadCall, memberId: string): Promise<string> {
  const { membership } = await call.ask(member, { memberId })
  return membership?.id ?? reject('plant_slot_membership_required', { memberId, reason: 'none' }, { rule: 'PS-R3' })
}

async function pickOf(call: ReadCall, body: z.infer<typeof assignBody>) {
  const { slot_ids, quantity: asked, location, location_only: locationOnly } = body
  if (slot_ids) return { slotIds: slot_ids }
  const locationId = location === undefined ? undefined : await locationIdOf(call, location)
  return { quantity: asked, ...asGiven({ locationId, locationOnly }) }
}

const given = z.object({ slotIds: z.array(id) })

const coordinate = z.int().min(1).max(32_767).optional()
const newSlot = z
  .object({
    id: id.optional(),
    slot_number: text(40),
    row: coordinate,
    column: coordinate,
    level: coordinate,
    notes: text(2000).optional(),
  })
  .strict()

/** The routes of those who run the greenhouse (plant-slots.md section 10). */
export const slotAdminRoutes: readonly Route[] = [
  reading('flat')({
    method: 'GET',
    path: `${root}/all`,
    does: list.name,
    needs: overseen,
    paged: true,
    query: z.object({
      status: z.enum(slotStatuses).optional(),
      member_id: id.optional(),
      membership_id: id.optional(),
      location: z.string().min(1).max(40).optional(),
      available_only: flag.optional(),
      maintenance_required: flag.optional(),
      ...sortParameters,
      ...pageParameters,
    }),
    answer: slotsShape,
    async run(call, { query }) {
      const { page, limit } = pageOf(query)
      const { status, location, member_id: memberId, membership_id: membershipId } = query
      const { available_only: availableOnly, maintenance_required: maintenanceRequired } = query
      const filters = asGiven({ status, location, memberId, membershipId, availableOnly, maintenanceRequired })
      const { slots, total } = await call.ask(list, { page, limit, sorts: sortsOf(query), ...filters })
      return { data: { slots: slots.map(baseSlot) }, page: { page, pageSize: limit, totalItems: total } }
    },
  }),
  writing('flat')({
    method: 'POST',
    path: `${root}/assign`,
    does: allocate.name,
    rateClass: 'booking',
    needs: { all: ['plant_slot_assign'] },
    body: assignBody,
    status: 201,
    answer: slotsShape,
    codes: [
      ...['plant_slot_membership_required', 'member_not_found', 'membership_not_found', 'plant_slot_not_found'],
      ...['plant_slot_location_not_found', 'plant_slot_location_closed', 'plant_slot_already_allocated'],
      ...['plant_slot_insufficient_slots', 'plant_slot_over_allowance', 'plant_slot_taken'],
      ...['plant_slot_maintenance_required', 'plant_slot_leased'],
    ],
    async run(call, { body }) {
      const membershipId = body.membership_id ?? (await membershipOf(call, body.member_id ?? ''))
      const outcome = given.parse(await call.give(allocate, { membershipId, pick: await pickOf(call, body) }))
      return { data: { slots: await baseSlots(call.db, outcome.slotIds) } }
    },
  }),
  reading('flat')({
    method: 'GET',
    path: `${root}/maintenance`,
    does: maintenanceQueue.name,
    needs: overseen,
    paged: true,
    query: z.object({
      state: z.enum(['open', 'in_progress']).optional(),
      priority: z.enum(priorities).optional(),
      location: z.string().min(1).max(40).optional(),
      ...pageParameters,
    }),
    answer: maintenanceShape,
    codes: ['plant_slot_location_not_found'],
    async run(call, { query: { state, priority, location, ...paging } }) {
      const { page, limit } = pageOf(paging)
      const locationId = location === undefined ? undefined : await locationIdOf(call, location)
      const filters = asGiven({ state, priority, locationId })
      const { entries, inMaintenance, total } = await call.ask(maintenanceQueue, { page, limit, ...filters })
      const data = { entries: entries.map(queuedEntry), in_maintenance: inMaintenance.map(slotInMaintenance) }
      return { data, page: { page, pageSize: limit, totalItems: total } }
    },
  }),
  writing('flat')({
    method: 'PUT',
    path: `${root}/:id/force-status`,
    unknownId: 'plant_slot_not_found',
    row: slotVersion,
    does: forceStatus.name,
    needs: { all: ['plant_slot_manage'] },
    body: z
      .object({
        status: z.enum(slotStatuses),
        reason: text(500, 5),
        membership_id: id.optional(),
        seen_status: z.enum(slotStatuses).optional(),
      })
      .strict(),
    answer: slotDetailShape,
    codes: ['plant_slot_membership_required', 'membership_not_found', 'plant_slot_leased', 'version_conflict'],
    async run(call, { id: slotId, body: { status, reason, membership_id: membershipId, seen_status } }) {
      const seenStatus = seen_status ?? (await call.ask(slot, { slotId })).status
      await call.give(forceStatus, { slotId, seenStatus, status, reason, ...asGiven({ membershipId }) })
      return { data: await slotDetail(call, slotId) }
    },
  }),
  reading('flat')({
    method: 'GET',
    path: `${root}/locations`,
    does: locations.name,
    needs: stocked,
    answer: z.object({ locations: z.array(locationShape) }).strict(),
    run: async (call) => ({ data: { locations: (await call.ask(locations, {})).map(locationTold) } }),
  }),
  writing('flat')({
    method: 'POST',
    path: `${root}/locations`,
    does: createLocation.name,
    needs: stocked,
    body: z
      .object({
        code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
        name: text(80),
        kind: z.enum(['greenhouse', 'tent', 'room', 'field']),
        sort_order: z.int().min(0).max(9999).optional(),
        max_slots: z.int().min(1).max(1_000_000).nullable().optional(),
        clean_every_days: z.int().min(1).max(365).nullable().optional(),
      })
      .strict(),
    status: 201,
    answer: locationShape,
    codes: ['plant_slot_location_code_taken'],
    async run(call, { body: { code, name, kind, sort_order, max_slots, clean_every_days } }) {
      const locationId = call.fresh('location')
      const more = asGiven({ sortOrder: sort_order, maxSlots: max_slots, cleanEveryDays: clean_every_days })
      await call.give(createLocation, { locationId, code, name, kind, ...more })
      const made = (await call.ask(locations, {})).find((location) => location.id === locationId)
      return { data: made ? locationTold(made) : reject('plant_slot_location_not_found', { locationId }) }
    },
  }),
  writing('flat')({
    method: 'POST',
    path: `${root}/locations/:id/slots`,
    unknownId: 'plant_slot_location_not_found',
    does: createSlots.name,
    needs: stocked,
    body: z.object({ slots: z.array(newSlot).min(1).max(500) }).strict(),
    status: 201,
    answer: slotsShape,
    codes: [
      ...['plant_slot_location_full', 'plant_slot_number_taken', 'plant_slot_position_taken', 'row_id_taken'],
      'plant_slot_location_not_found',
    ],
    async run(call, { id: locationId, body }) {
      const slots = body.slots.map(({ id: slotId, slot_number: slotNumber, ...place }, n) => ({
        ...place,
        id: slotId ?? call.fresh('slot', n),
        slotNumber,
      }))
      await call.give(createSlots, { locationId, slots })
      return {
        data: {
          slots: await baseSlots(
            call.db,
            slots.map((made) => made.id),
          ),
        },
      }
    },
  }),
]
