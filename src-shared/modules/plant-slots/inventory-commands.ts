import { z } from 'zod'
import { command } from '../../kernel/command.ts'
import type { Db } from '../../kernel/database.ts'
import { id } from '../../kernel/id.ts'
import { type Rejection, reject } from '../../kernel/rejection.ts'
import { renumber } from './collision-ways.ts'
import { coordinate, locationFields, text } from './inputs.ts'
import { inventoryOf, maxOf, numbersLike, refuseTakenCode } from './inventory-reads.ts'
import { inventoryRefusal, type NewSlot, numberKeyOf, renumbered, stemsOf } from './inventory-rules.ts'
import { serveQueue } from './queue.ts'
import { refuse } from './standing.ts'

/** A place for slots: a greenhouse, tent, room or field. Refused: a code in use. */
export const createLocation = command('plant-slots.create-location', {
  input: z
    .object({
      locationId: id,
      ...locationFields,
      sortOrder: locationFields.sortOrder.default(0),
      maxSlots: locationFields.maxSlots.default(null),
      cleanEveryDays: locationFields.cleanEveryDays.default(null),
    })
    .strict(),
  permission: 'plant_slot_inventory',
  offline: true,
  async run({ db }, { locationId, code, name, kind, sortOrder, maxSlots, cleanEveryDays }) {
    await refuseTakenCode(db, code, locationId)
    await db
      .insertInto('plant_slot_locations')
      .values({
        id: locationId,
        code,
        name,
        kind,
        sort_order: sortOrder,
        max_slots: maxSlots,
        clean_every_days: cleanEveryDays,
      })
      .execute()
    return {}
  },
})

const longestNumber = 40

const newSlot = z
  .object({
    id,
    slotNumber: text(longestNumber),
    row: coordinate.optional(),
    column: coordinate.optional(),
    level: coordinate.optional(),
    notes: text(2000).optional(),
  })
  .strict()
  .refine(({ row, column, level }) => new Set([row, column, level].map((value) => value === undefined)).size === 1, {
    path: ['row'],
    message: 'a position is row, column and level',
  })

/** Slots of a location, 1 to 500 at once, all or nothing (PS-R50). */
export const createSlots = command('plant-slots.create-slots', {
  input: z.object({ locationId: id, slots: z.array(newSlot).min(1).max(500) }).strict(),
  permission: 'plant_slot_inventory',
  offline: true,
  async run(context, { locationId, slots }) {
    const { db } = context
    const max = await maxOf(db, locationId)
    if (max === undefined) return reject('plant_slot_location_not_found', { locationId })
    const refused = inventoryRefusal(slots, { max, ...(await inventoryOf(db, locationId, slots)) })
    refuse(refused && (await withOtherNumbers(db, locationId, slots, refused)))
    const rows = slots.map((slot) => ({
      id: slot.id,
      slot_number: slot.slotNumber,
      number_key: numberKeyOf(slot.slotNumber),
      location_id: locationId,
      row_no: slot.row ?? null,
      col_no: slot.column ?? null,
      level_no: slot.level ?? null,
      notes: slot.notes ?? null,
    }))
    await db.insertInto('plant_slots').values(rows).execute()
    await serveQueue(context)
    return { count: slots.length }
  },
  // One command takes back one; of more each has its own.
  undo: ({ slots }) =>
    slots[0] && slots.length === 1 ? { command: 'plant-slots.delete-slot', input: { slotId: slots[0].id } } : null,
})

/** Section 7, case 17: where only the numbers are taken, the same slots with others are offered. */
async function withOtherNumbers(
  db: Db,
  locationId: string,
  slots: readonly NewSlot[],
  refused: Rejection,
): Promise<Rejection> {
  if (refused.code !== 'plant_slot_number_taken') return refused
  const others = renumbered(slots, await numbersLike(db, [...new Set(stemsOf(slots))]))
  const fits = others.every(({ slotNumber }) => slotNumber.length <= longestNumber)
  return fits ? { ...refused, alternatives: [renumber(locationId, others, slots)] } : refused
}
