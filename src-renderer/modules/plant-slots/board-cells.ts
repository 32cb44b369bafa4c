import type { Certainty } from '../../../src-main/desk/api/desk-api.ts'
import type { OutputOf } from '../../../src-shared/kernel/query.ts'
import type { board } from '../../../src-shared/modules/plant-slots/board-query.ts'
import type { MapCell } from '../../kit/slot-map/map-cell.ts'
import type { SlotStatus } from '../../kit/slot-shape.tsx'

export type BoardSlot = OutputOf<typeof board>[number]

/** Slots that stand nowhere in particular are shown in rows of this many. */
const unplacedColumns = 20

/** What all numbers of a location begin with, up to the last separator: "GH1-" of "GH1-01-01" and "GH1-02-01". */
export function sharedBeginning(numbers: readonly string[]): string {
  let shared = numbers[0] ?? ''
  for (const number of numbers) {
    while (!number.startsWith(shared)) shared = shared.slice(0, -1)
  }
  return /^.*[^\p{L}\p{N}]/u.exec(shared)?.[0] ?? ''
}

export interface Plan {
  cells: MapCell[]
  rows: number
  columns: number
  /** Whether the slots have places of their own. */
  named: boolean
}

/** Which levels a location has, lowest first. */
export const levelsOf = (slots: readonly BoardSlot[]): number[] =>
  [...new Set(slots.flatMap(({ level }) => level ?? []))].sort((a, b) => a - b)

/** One level of a location as the map draws it. */
export function planOf(
  slots: readonly BoardSlot[],
  level: number | null,
  certainties: Readonly<Record<string, Certainty>>,
  wanted: (slot: BoardSlot) => boolean,
): Plan {
  const beginning = sharedBeginning(slots.map(({ number }) => number))
  const shown = level === null ? slots : slots.filter((slot) => slot.level === level)
  const named = level !== null
  const cells = shown.map(
    (slot, n): MapCell => ({
      id: slot.id,
      number: slot.number,
      short: slot.number.slice(beginning.length),
      row: slot.row ?? Math.floor(n / unplacedColumns) + 1,
      column: slot.column ?? (n % unplacedColumns) + 1,
      status: slot.status,
      flagged: slot.maintenanceRequired,
      certainty: certainties[slot.id] ?? 'confirmed',
      holder: slot.holder ?? '',
      dim: !wanted(slot),
    }),
  )
  const most = (of: (cell: MapCell) => number) => cells.reduce((found, cell) => Math.max(found, of(cell)), 1)
  return { cells, rows: most(({ row }) => row), columns: most(({ column }) => column), named }
}

/** How many slots stand in each status. */
export function countsOf(slots: readonly BoardSlot[]): Record<SlotStatus | 'required', number> {
  const counts = { available: 0, allocated: 0, occupied: 0, maintenance: 0, required: 0 }
  for (const { status, maintenanceRequired } of slots) {
    counts[status] += 1
    if (maintenanceRequired) counts.required += 1
  }
  return counts
}

/** PS-R1: whether a slot can be given. */
export const isFree = ({ status, maintenanceRequired }: Pick<BoardSlot, 'status' | 'maintenanceRequired'>): boolean =>
  status === 'available' && !maintenanceRequired
