import { type Rejection, rejection } from '../../kernel/rejection.ts'
import { foldedName } from '../../kernel/text.ts'

/** A slot that is to be made. */
export interface NewSlot {
  id: string
  slotNumber: string
  row?: number | undefined
  column?: number | undefined
  level?: number | undefined
}

/** PS-R50: `gh1-01` is GH1-01, but not GH1-1. */
export const numberKeyOf = (slotNumber: string): string => foldedName(slotNumber)

/** A slot's place as one text, where it has one. */
export const placeKeyOf = (place: {
  row?: number | null | undefined
  column?: number | null | undefined
  level?: number | null | undefined
}): string | null => (place.row == null ? null : `${place.level}/${place.row}/${place.column}`)

/** What stands in the way of new slots. */
export interface Inventory {
  /** Keys of those new numbers that exist already. */
  numberKeys: ReadonlySet<string>
  /** Places of the location that are taken. */
  places: ReadonlySet<string>
  /** Slots in the location. */
  have: number
  max: number | null
}

/** The slots of a batch whose key was seen before, in the batch or outside it. */
function clashing(slots: readonly NewSlot[], taken: ReadonlySet<string>, keyOf: (slot: NewSlot) => string | null) {
  const seen = new Set(taken)
  return slots.filter((slot) => {
    const key = keyOf(slot)
    if (key === null) return false
    const clash = seen.has(key)
    seen.add(key)
    return clash
  })
}

/** A number as text before its last digits, and those; without any it counts from the first on. */
function parted(slotNumber: string): { stem: string; digits: string } {
  const digits = /\d+$/.exec(slotNumber)?.[0]
  return digits === undefined
    ? { stem: `${slotNumber}-`, digits: '0' }
    : { stem: slotNumber.slice(0, -digits.length), digits }
}

/** What the numbers that may be given instead of some begin with, folded. */
export const stemsOf = (slots: readonly NewSlot[]): string[] =>
  slots.map(({ slotNumber }) => numberKeyOf(parted(slotNumber).stem))

/**
 * Section 7, case 17: the same slots, those whose number is taken with the next free one of its series. `taken` are the
 * keys of all numbers that begin alike.
 */
export function renumbered(slots: readonly NewSlot[], taken: ReadonlySet<string>): NewSlot[] {
  const clashes = new Set(clashing(slots, taken, ({ slotNumber }) => numberKeyOf(slotNumber)))
  const used = new Set([
    ...taken,
    ...slots.filter((slot) => !clashes.has(slot)).map(({ slotNumber }) => numberKeyOf(slotNumber)),
  ])
  return slots.map((slot) => {
    if (!clashes.has(slot)) return slot
    const { stem, digits } = parted(slot.slotNumber)
    let n = Number(digits)
    let slotNumber = slot.slotNumber
    do {
      n += 1
      slotNumber = `${stem}${String(n).padStart(digits.length, '0')}`
    } while (used.has(numberKeyOf(slotNumber)))
    used.add(numberKeyOf(slotNumber))
    return { ...slot, slotNumber }
  })
}

/** PS-R50: numbers, room, places; all or nothing. Null is fine. */
export function inventoryRefusal(slots: readonly NewSlot[], inventory: Inventory): Rejection | null {
  const { have, max } = inventory
  const rule = 'PS-R50'
  const numbers = clashing(slots, inventory.numberKeys, ({ slotNumber }) => numberKeyOf(slotNumber))
  if (numbers.length > 0) {
    return rejection('plant_slot_number_taken', { numbers: numbers.map(({ slotNumber }) => slotNumber) }, { rule })
  }
  if (max !== null && have + slots.length > max) return rejection('plant_slot_location_full', { max, have }, { rule })
  const places = clashing(slots, inventory.places, placeKeyOf)
  if (places.length > 0) {
    return rejection('plant_slot_position_taken', { numbers: places.map(({ slotNumber }) => slotNumber) }, { rule })
  }
  return null
}
