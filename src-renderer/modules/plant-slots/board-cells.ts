import type { Certainty } from '../../../src-main/desk/api/desk-api.ts'
import type { OutputOf } from '../../../src-shared/kernel/query.ts'
import type { board } from '../../../src-shared/modules/plant-slots/board-query.ts'
import type { MapCell } from '../../kit/slot-map/map-cell.ts'
import { slotStatuses } from '../../kit/slot-shape.tsx'

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
      promised: promisedOf(slot),
      certainty: certainties[slot.id] ?? 'confirmed',
      holder: slot.holder ?? '',
      dim: !wanted(slot),
    }),
  )
  const most = (of: (cell: MapCell) => number) => cells.reduce((found, cell) => Math.max(found, of(cell)), 1)
  return { cells, rows: most(({ row }) => row), columns: most(({ column }) => column), named }
}

/** How many slots stand in each status, and under each flag. */
export function countsOf(slots: readonly BoardSlot[]): Record<Show, number> {
  const counts = { available: 0, allocated: 0, occupied: 0, maintenance: 0, required: 0, offered: 0, leased: 0 }
  for (const slot of slots) {
    counts[slot.status] += 1
    if (slot.maintenanceRequired) counts.required += 1
    const promised = promisedOf(slot)
    if (promised) counts[promised] += 1
  }
  return counts
}

type Promised = Pick<BoardSlot, 'offeredUntil' | 'leasedUntil'>

/** To whom a slot that nobody holds is kept: to somebody who waits, to a desk; null is nobody. */
export const promisedOf = ({ offeredUntil, leasedUntil }: Promised): 'offered' | 'leased' | null =>
  offeredUntil !== null ? 'offered' : leasedUntil !== null ? 'leased' : null

/** PS-R1: whether this desk can give a slot. */
export const isFree = (slot: Pick<BoardSlot, 'status' | 'maintenanceRequired' | 'leasedHere'> & Promised): boolean =>
  slot.status === 'available' && !slot.maintenanceRequired && (promisedOf(slot) === null || slot.leasedHere)

/** What the map and the list may be narrowed to. */
export const shows = [...slotStatuses, 'required', 'offered', 'leased'] as const
export type Show = (typeof shows)[number]

/** Whether a slot is among those that are looked for; all are where nothing is. */
export const isShown = (slot: BoardSlot, show: Show | undefined): boolean =>
  show === undefined ||
  (show === 'required' ? slot.maintenanceRequired : slot.status === show || promisedOf(slot) === show)
