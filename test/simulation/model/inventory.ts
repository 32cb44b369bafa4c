import type { Act, Told } from './act.ts'
import { nameKey } from './names.ts'
import { serve } from './queue.ts'
import { refuse } from './refusal.ts'
import {
  fields,
  list,
  matching,
  nullable,
  oneOf,
  optional,
  type Read,
  such,
  text,
  uuid,
  whole,
  withDefault,
} from './shapes.ts'
import type { Slot } from './state.ts'

export const newLocation = fields({
  locationId: uuid,
  code: matching(/^[a-z0-9][a-z0-9-]{0,39}$/),
  name: text(1, 80),
  kind: oneOf('greenhouse', 'tent', 'room', 'field'),
  sortOrder: withDefault(whole(0, 9999), 0),
  maxSlots: withDefault(nullable(whole(1, 1_000_000)), null),
  cleanEveryDays: withDefault(nullable(whole(1, 365)), null),
})

const coordinate = optional(whole(1, 32_767))
const newSlot = such(
  fields({
    id: uuid,
    slotNumber: text(1, 40),
    row: coordinate,
    column: coordinate,
    level: coordinate,
    notes: optional(text(1, 2000)),
  }),
  ({ row, column, level }) => [0, 3].includes([row, column, level].filter((each) => each !== undefined).length),
)
export const newSlots = fields({ locationId: uuid, slots: list(newSlot, 1, 500) })

/** PS-R50 */
export function createLocation({ draft }: Act, input: Read<typeof newLocation>): Told {
  const { locationId: id, code, sortOrder, maxSlots } = input
  if (draft.locations.find((location) => location.code === code)) refuse('plant_slot_location_code_taken')
  const { name, kind, cleanEveryDays } = input
  draft.locations.add({ id, closed: false, code, name, kind, cleanEveryDays, sortOrder, maxSlots })
  return {}
}

const placeOf = ({ row, column, level }: Read<typeof newSlot>): Slot['place'] =>
  row === undefined || column === undefined || level === undefined ? null : { row, column, level }

const placeText = ({ locationId, place }: Slot): string[] =>
  place ? [`${locationId} ${place.level} ${place.row} ${place.column}`] : []

const hasTwice = (texts: readonly string[]): boolean => new Set(texts).size < texts.length

/** PS-R50, all or nothing: numbers, room, positions, as the rule names them. */
export function createSlots(act: Act, { locationId, slots }: Read<typeof newSlots>): Told {
  const { draft } = act
  const location = draft.locations.get(locationId) ?? refuse('plant_slot_location_not_found')
  const added = slots.map((slot): Slot => {
    const { id, slotNumber } = slot
    const named = { id, number: slotNumber, key: nameKey(slotNumber), locationId, place: placeOf(slot) }
    return {
      ...named,
      status: 'available',
      holder: null,
      since: null,
      flagged: false,
      offerId: null,
      leaseId: null,
      givenFrom: null,
      past: [],
    }
  })
  const all = [...draft.slots.all(), ...added]
  if (hasTwice(all.map(({ key }) => key))) refuse('plant_slot_number_taken')
  const there = all.filter((slot) => slot.locationId === locationId).length
  if (location.maxSlots !== null && there > location.maxSlots) refuse('plant_slot_location_full')
  if (hasTwice(all.flatMap(placeText))) refuse('plant_slot_position_taken')
  for (const slot of added) draft.slots.add(slot)
  serve(act)
  return { count: slots.length }
}
