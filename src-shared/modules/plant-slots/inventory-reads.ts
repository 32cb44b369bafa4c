import type { Db } from '../../kernel/database.ts'
import { reject } from '../../kernel/rejection.ts'
import { type Inventory, type NewSlot, numberKeyOf, placeKeyOf } from './inventory-rules.ts'

/** The most slots of a location, null without a limit; undefined where there is no such location. */
export const maxOf = async (db: Db, locationId: string): Promise<number | null | undefined> =>
  (
    await db
      .selectFrom('plant_slot_locations')
      .select('max_slots as max')
      .where('id', '=', locationId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
  )?.max

/** How many slots a location has. */
export async function slotsIn(db: Db, locationId: string): Promise<number> {
  const { have } = await db
    .selectFrom('plant_slots')
    .select(({ fn }) => fn.countAll<number>().as('have'))
    .where('location_id', '=', locationId)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return have
}

/** PS-R50: refuses a code that another location has. */
export async function refuseTakenCode(db: Db, code: string, locationId: string): Promise<void> {
  const taken = await db
    .selectFrom('plant_slot_locations')
    .select('id')
    .where('code', '=', code)
    .where('id', '<>', locationId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (taken) reject('plant_slot_location_code_taken', { code, locationId: taken.id }, { rule: 'PS-R50' })
}

/** What PS-R50 asks about: equal numbers anywhere, and the places of this location, of all slots but one. */
export async function inventoryOf(
  db: Db,
  locationId: string,
  slots: readonly NewSlot[],
  apart: string | null = null,
): Promise<Omit<Inventory, 'max'>> {
  const keys = slots.map(({ slotNumber }) => numberKeyOf(slotNumber))
  const numbers = await db
    .selectFrom('plant_slots')
    .select('number_key as key')
    .where('number_key', 'in', keys)
    .where('deleted_at', 'is', null)
    .$if(apart !== null, (found) => found.where('id', '<>', apart))
    .execute()
  const present = await db
    .selectFrom('plant_slots')
    .select(['row_no as row', 'col_no as column', 'level_no as level'])
    .where('location_id', '=', locationId)
    .where('deleted_at', 'is', null)
    .$if(apart !== null, (found) => found.where('id', '<>', apart))
    .execute()
  return {
    numberKeys: new Set(numbers.map(({ key }) => key)),
    places: new Set(present.flatMap((place) => placeKeyOf(place) ?? [])),
    have: present.length,
  }
}

/** The keys of all numbers that begin with one of some texts. */
export async function numbersLike(db: Db, stems: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('plant_slots')
    .select('number_key as key')
    .where(({ or, fn, val }) => or(stems.map((stem) => fn<boolean>('starts_with', ['number_key', val(stem)]))))
    .where('deleted_at', 'is', null)
    .execute()
  return new Set(rows.map(({ key }) => key))
}
