import { newId } from '../../../src-shared/kernel/id.ts'
import { foldedName } from '../../../src-shared/kernel/text.ts'

/** A block of slots as it stands in the greenhouse, and what their numbers begin with. */
export interface SlotGrid {
  prefix: string
  /** 0 while nothing is typed. */
  rows: number
  columns: number
  levels: number
}

/** A slot as `plant-slots.create-slots` takes it. */
export type NewSlot = { id: string; slotNumber: string; row: number; column: number; level: number }

export const mostPerSide = 200
export const mostLevels = 20
/** More are made in a second go: each five hundred is a command of its own. */
export const mostSlots = 5000
const perCommand = 500

const two = (n: number): string => String(n).padStart(2, '0')

/** The first level has the plain number, GH1-01-05; those above it a letter: GH1B-01-05. */
const levelLetter = (level: number): string => (level === 1 ? '' : String.fromCharCode(64 + level))

const numberAt = ({ prefix }: SlotGrid, level: number, row: number, column: number): string =>
  `${prefix.trim()}${levelLetter(level)}-${two(row)}-${two(column)}`

export const countOf = ({ rows, columns, levels }: SlotGrid): number => rows * columns * levels

/** The first number and the last, so that a person sees how they will be written. */
export const endsOf = (grid: SlotGrid, firstRow = 1): readonly [string, string] => [
  numberAt(grid, 1, firstRow, 1),
  numberAt(grid, grid.levels, firstRow + grid.rows - 1, grid.columns),
]

/** All slots of a block, level by level and row by row, from `firstRow` on. */
export function slotsOf(grid: SlotGrid, firstRow = 1): NewSlot[] {
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1)
  return upTo(grid.levels).flatMap((level) =>
    upTo(grid.rows).flatMap((n) =>
      upTo(grid.columns).map((column) => {
        const row = firstRow + n - 1
        return { id: newId(), slotNumber: numberAt(grid, level, row, column), row, column, level }
      }),
    ),
  )
}

/** As many commands as it takes (PS-R50: 1 to 500 at once). */
export const batchesOf = (slots: readonly NewSlot[]): NewSlot[][] =>
  Array.from({ length: Math.ceil(slots.length / perCommand) }, (_, n) =>
    slots.slice(n * perCommand, (n + 1) * perCommand),
  )

/** "Greenhouse 1" → "G1", "Sera" → "SER": short, and still the place's own. */
export function prefixOf(name: string): string {
  const words = name.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []
  if (words.length < 2) return (words[0] ?? '').slice(0, 3).toLocaleUpperCase('en')
  const parts = words.map((word) => (/^\d/.test(word) ? word : ([...word][0] ?? '')))
  return parts.join('').slice(0, 6).toLocaleUpperCase('en')
}

/** A code for a place that no other has: "Greenhouse 1" → "greenhouse-1"; for a name in another script "place". */
export function codeOf(name: string, taken: ReadonlySet<string>): string {
  const plain = foldedName(name)
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .replace(/ /g, '-')
    .slice(0, 30)
    .replace(/-$/, '')
  const code = plain || 'place'
  if (!taken.has(code)) return code
  for (let n = 2; ; n += 1) if (!taken.has(`${code}-${n}`)) return `${code}-${n}`
}
