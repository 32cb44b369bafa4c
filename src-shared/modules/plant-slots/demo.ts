import type { Day } from '../../kernel/calendar.ts'
import { addDays } from '../../kernel/calendar.ts'
import type { DemoCommand } from '../../kernel/demo.ts'
import { naturalId } from '../../kernel/id.ts'
import type { JsonObject } from '../../kernel/json.ts'
import type { EntryKind } from './floor-rules.ts'

/** A location of the demo organisation, with its grid; without one its slots have no position. */
interface DemoLocation {
  code: string
  prefix: string
  name: string
  kind: 'greenhouse' | 'tent' | 'room' | 'field'
  grid: { rows: number; columns: number; levels: number } | { slots: number }
}

const grid = (rows: number, columns: number, levels = 1) => ({ rows, columns, levels })

/** 10,000 slots in 8 locations. */
const demoLocations: readonly DemoLocation[] = [
  { code: 'greenhouse-1', prefix: 'GH1', name: 'Sera 1', kind: 'greenhouse', grid: grid(20, 25, 3) },
  { code: 'greenhouse-2', prefix: 'GH2', name: 'Sera 2', kind: 'greenhouse', grid: grid(24, 50, 2) },
  { code: 'greenhouse-3', prefix: 'GH3', name: 'Sera 3', kind: 'greenhouse', grid: grid(30, 40, 2) },
  { code: 'greenhouse-4', prefix: 'GH4', name: 'Sera 4', kind: 'greenhouse', grid: grid(25, 40, 2) },
  { code: 'tent-a', prefix: 'TA', name: 'Çadır A', kind: 'tent', grid: grid(6, 12) },
  { code: 'tent-b', prefix: 'TB', name: 'Çadır B', kind: 'tent', grid: grid(20, 30) },
  { code: 'room-b', prefix: 'RB', name: 'Oda B', kind: 'room', grid: grid(10, 20, 4) },
  { code: 'field-north', prefix: 'FN', name: 'Kuzey tarlası', kind: 'field', grid: { slots: 228 } },
]

/** Slots made by one command. */
const batchSize = 500

/** Days before today on which the organisation began. */
const openedDaysAgo = 270

const two = (n: number): string => String(n).padStart(2, '0')

/** The first level has the plain number, GH1-01-05; those above it a letter: GH1B-01-05. */
const levelLetter = (level: number): string => (level === 1 ? '' : String.fromCharCode(64 + level))

const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1)

function slotsOf(tenantId: string, { prefix, grid: places }: DemoLocation): JsonObject[] {
  const numbered = (slotNumber: string, place: JsonObject = {}): JsonObject => ({
    id: naturalId(tenantId, 'demo-slot', slotNumber),
    slotNumber,
    ...place,
  })
  if ('slots' in places) return range(places.slots).map((n) => numbered(`${prefix}-${String(n).padStart(3, '0')}`))
  const { rows, columns, levels } = places
  return range(levels).flatMap((level) =>
    range(rows).flatMap((row) =>
      range(columns).map((column) =>
        numbered(`${prefix}${levelLetter(level)}-${two(row)}-${two(column)}`, { row, column, level }),
      ),
    ),
  )
}

/** The locations and slots of the demo organisation, as commands. Same arguments, same commands. */
export function slotDemo(tenantId: string, today: Day): DemoCommand[] {
  const at = `${addDays(today, -openedDaysAgo)}T06:00:00.000Z`
  return demoLocations.flatMap((location, order) => {
    const locationId = demoLocationId(tenantId, location.code)
    const { code, name, kind } = location
    const slots = slotsOf(tenantId, location)
    const batches = range(Math.ceil(slots.length / batchSize)).map((n) =>
      slots.slice((n - 1) * batchSize, n * batchSize),
    )
    const commands = [
      { name: 'plant-slots.create-location', input: { locationId, code, name, kind, sortOrder: order + 1 } },
      ...batches.map((batch) => ({ name: 'plant-slots.create-slots', input: { locationId, slots: batch } })),
    ]
    return commands.map((command): DemoCommand => ({ ...command, actor: 'owner', at }))
  })
}

/** The id of a demo location, for plans that prefer one. */
const demoLocationId = (tenantId: string, code: string): string => naturalId(tenantId, 'demo-location', code)

/** A slot that somebody holds after the demo's sales, with nothing planted yet. */
export interface HeldSlot {
  slotId: string
  slotNumber: string
  membershipId: string
}

/** At least one, so that there always is an n-th. */
type Cycle<Item> = readonly [Item, ...Item[]]
type Job = { kind: EntryKind; description: string }

const plants: Cycle<string> = [
  'Cherry-Tomate',
  'Domates',
  '고추',
  'Albahaca',
  'Lavendel',
  'Fesleğen',
  '상추',
  'Pimiento',
  'Basil',
  'Biber',
]
const troubles: Cycle<Job> = [
  { kind: 'repair', description: 'Damlama hortumu sızdırıyor' },
  { kind: 'pest', description: 'Pulgón en las hojas' },
  { kind: 'inspection', description: '잎이 노랗게 변함' },
  { kind: 'cleaning', description: 'Algae on the tray' },
  { kind: 'other', description: 'Etikett fehlt' },
]
const works: Cycle<Job> = [
  { kind: 'harvest', description: 'Hasat' },
  { kind: 'repair', description: 'Neue Pumpe' },
  { kind: 'pest', description: 'Tratamiento contra la araña roja' },
]

const reports = 140
const highReports = 12
const started = 40
/** All floor work together stays below 700 commands. */
const mostPlanted = 500

/** The n-th of a list that is repeated for ever. */
const nth = <Item>(list: Cycle<Item>, n: number): Item => list[n % list.length] ?? list[0]

/**
 * A morning on the floor, given what the sales left held: three quarters of it planted, some of that harvested or
 * repaired, 140 things reported, and one slot forced with its story. In the order in which it happened, a second
 * apart from midnight on. Same arguments, same commands.
 */
export function floorDemo(tenantId: string, held: readonly HeldSlot[], today: Day): DemoCommand[] {
  const planted = held.filter((_, n) => n % 4 !== 3).slice(0, mostPlanted)
  const waiting = held.filter((_, n) => n % 4 === 3)
  const rowId = (kind: string, { slotId }: HeldSlot): string => naturalId(tenantId, `demo-${kind}`, slotId)
  const field = (name: string, input: JsonObject) => ({ name: `plant-slots.${name}`, input, actor: 'field' as const })
  const occupied = planted.map((slot, n) =>
    field('occupy', {
      slotId: slot.slotId,
      membershipId: slot.membershipId,
      occupancyId: rowId('occupancy', slot),
      label: nth(plants, n),
      plantedOn: addDays(today, -(n % 56)),
      expectedHarvestOn: addDays(today, 14 + (n % 40)),
    }),
  )
  const maintained = planted.slice(0, started).map((slot, n) => {
    const { kind, description } = nth(works, n)
    const grams: JsonObject = kind === 'harvest' ? { yieldGrams: 250 + 35 * (n % 20) } : {}
    const entry = { slotId: slot.slotId, entryId: rowId('work', slot), kind, description, ...grams }
    return field('start-maintenance', entry)
  })
  const reported = held.slice(-reports).map((slot, n) => {
    const { kind, description } = nth(troubles, n)
    const priority = n < highReports ? 'high' : n % 3 === 0 ? 'low' : 'normal'
    const due: JsonObject = n % 2 === 0 ? { dueOn: addDays(today, (n % 21) - 7) } : {}
    return field('report-maintenance', {
      slotId: slot.slotId,
      entryId: rowId('report', slot),
      kind,
      description,
      priority,
      ...due,
    })
  })
  const [first] = waiting
  const forced = first ? [forcedDemo(first)] : []
  return [...occupied, ...maintained, ...reported, ...forced].map((command, second) => ({
    ...command,
    at: new Date(Date.parse(`${today}T00:00:00.000Z`) + second * 1000).toISOString(),
  }))
}

const forcedDemo = ({ slotId }: HeldSlot) => ({
  name: 'plant-slots.force-status',
  input: {
    slotId,
    seenStatus: 'allocated',
    status: 'maintenance',
    reason: 'A pipe burst above this slot in the night; nobody had started a repair in the app.',
  },
  actor: 'admin' as const,
})
