import { z } from 'zod'
import { command } from '../../kernel/command.ts'
import type { Db } from '../../kernel/database.ts'
import { id } from '../../kernel/id.ts'
import { reject } from '../../kernel/rejection.ts'
import { text } from './inputs.ts'
import { type Inventory, inventoryRefusal, type NewSlot, numberKeyOf, placeKeyOf } from './inventory-rules.ts'
import { serveQueue } from './queue.ts'
import { refuse } from './standing.ts'

/** A place for slots: a greenhouse, tent, room or field. Refused: a code in use. */
export const createLocation = command('plant-slots.create-location', {
  input: z
    .object({
      locationId: id,
      code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
      name: text(80),
      kind: z.enum(['greenhouse', 'tent', 'room', 'field']),
      sortOrder: z.int().min(0).max(9999).default(0),
      maxSlots: z.int().min(1).max(1_000_000).nullable().default(null),
      cleanEveryDays: z.int().min(1).max(365).nullable().default(null),
    })
    .strict(),
  permission: 'plant_slot_inventory',
  offline: true,
  async run({ db }, { locationId, code, name, kind, sortOrder, maxSlots, cleanEveryDays }) {
    const taken = await db
      .selectFrom('plant_slot_locations')
      .select('id')
      .where('code', '=', code)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (taken) reject('plant_slot_location_code_taken', { code, locationId: taken.id }, { rule: 'PS-R50' })
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

const coordinate = z.int().min(1).max(32_767)

const newSlot = z
  .object({
    id,
    slotNumber: text(40),
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
    const location = await db
      .selectFrom('plant_slot_locations')
      .select('max_slots as max')
      .where('id', '=', locationId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (!location) return reject('plant_slot_location_not_found', { locationId })
    refuse(inventoryRefusal(slots, { max: location.max, ...(await inventoryOf(db, locationId, slots)) }))
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
})

/** What PS-R50 asks about: equal numbers anywhere, and the places of this location. */
async function inventoryOf(db: Db, locationId: string, slots: readonly NewSlot[]): Promise<Omit<Inventory, 'max'>> {
  const keys = slots.map(({ slotNumber }) => numberKeyOf(slotNumber))
  const numbers = await db
    .selectFrom('plant_slots')
    .select('number_key as key')
    .where('number_key', 'in', keys)
    .where('deleted_at', 'is', null)
    .execute()
  const present = await db
    .selectFrom('plant_slots')
    .select(['row_no as row', 'col_no as column', 'level_no as level'])
    .where('location_id', '=', locationId)
    .where('deleted_at', 'is', null)
    .execute()
  return {
    numberKeys: new Set(numbers.map(({ key }) => key)),
    places: new Set(present.flatMap((place) => placeKeyOf(place) ?? [])),
    have: present.length,
  }
}
