import { z } from 'zod'
import { reject } from '../../src-shared/kernel/rejection.ts'
import { locations } from '../../src-shared/modules/plant-slots/capacity-queries.ts'
import { locationFields } from '../../src-shared/modules/plant-slots/inputs.ts'
import { updateLocation } from '../../src-shared/modules/plant-slots/location-commands.ts'
import { deleteSlot } from '../../src-shared/modules/plant-slots/slot-commands.ts'
import { asGiven } from './as-given.ts'
import type { ReadCall } from './call.ts'
import { locationShape, locationTold } from './location-shapes.ts'
import { type Route, writing } from './route.ts'
import { locationVersion, slotVersion } from './row-versions.ts'

const root = '/plant-slots/v1/admin'
const { code, name, kind, sortOrder, maxSlots, cleanEveryDays } = locationFields

const patchBody = z
  .object({ code, name, kind, sort_order: sortOrder, max_slots: maxSlots, clean_every_days: cleanEveryDays })
  .partial()
  .strict()
  .refine((fields) => Object.keys(fields).length > 0, { message: 'at least one field' })

async function locationOf(call: ReadCall, locationId: string) {
  const found = (await call.ask(locations, {})).find((each) => each.id === locationId)
  return found ?? reject('plant_slot_location_not_found', { locationId })
}

/** The routes that change and remove places (plant-slots.md section 10). */
export const stockRoutes: readonly Route[] = [
  writing('flat')({
    method: 'PATCH',
    path: `${root}/locations/:id`,
    unknownId: 'plant_slot_location_not_found',
    row: locationVersion,
    does: updateLocation.name,
    needs: { all: ['plant_slot_inventory'] },
    body: patchBody,
    answer: locationShape,
    codes: ['plant_slot_location_code_taken', 'plant_slot_location_full', 'version_conflict'],
    async run(call, { id: locationId, body }) {
      const { sort_order, max_slots, clean_every_days, ...same } = body
      const more = { sortOrder: sort_order, maxSlots: max_slots, cleanEveryDays: clean_every_days }
      const patch = asGiven({ ...same, ...more })
      // Whoever says no version wants to change what is there now (PL-R11).
      const present = new Map<string, unknown>(Object.entries(await locationOf(call, locationId)))
      const seen = Object.fromEntries(Object.keys(patch).map((field) => [field, present.get(field)]))
      await call.give(updateLocation, { locationId, patch, seen })
      return { data: locationTold(await locationOf(call, locationId)) }
    },
  }),
  writing('flat')({
    method: 'DELETE',
    path: `${root}/:id`,
    unknownId: 'plant_slot_not_found',
    row: slotVersion,
    does: deleteSlot.name,
    needs: { all: ['plant_slot_delete'] },
    status: 204,
    codes: ['plant_slot_in_use'],
    async run(call, { id: slotId }) {
      await call.give(deleteSlot, { slotId })
      return { data: null, rowVersion: null }
    },
  }),
]
