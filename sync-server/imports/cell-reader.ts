import type { ImportColumn } from '../../src-shared/kernel/importer.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import { readCell, type Way, waysOf } from './cell-ways.ts'
import type { Mapping } from './mapping.ts'
import type { Cell } from './read-table.ts'

/** How a file writes days and numbers, where somebody has said so. */
export interface Conventions {
  days?: 'ymd' | 'dmy' | 'mdy' | undefined
  numbers?: 'point' | 'comma' | undefined
}

/** What has to be asked, with cells that show why (PL-R35). */
export interface Question {
  about: 'days' | 'numbers'
  column: string
  /** The ways from which somebody has to choose. */
  ways: Way[]
  examples: string[]
}

/** By column, the ways in which its cells are read, in the order in which they are tried. */
export type Ways = Record<string, readonly Way[]>

const textOf = (cell: Cell | undefined): string => (cell === null || cell === undefined ? '' : String(cell).trim())

/** How the columns of a file are to be read. What could be read in two ways is asked, never guessed. */
export function settleWays(
  columns: readonly ImportColumn[],
  mapping: Mapping,
  rows: readonly { cells: readonly Cell[] }[],
  { days, numbers }: Conventions,
): { ways: Ways; questions: Question[] } {
  const ways: Ways = {}
  const questions: Question[] = []
  for (const { key, type } of columns) {
    const at = mapping[key]
    if (at === undefined || type === 'text') continue
    const about = type === 'day' ? 'days' : 'numbers'
    const said = type === 'day' ? days : numbers
    const cells = said ? [] : rows.flatMap((row) => openCell(row.cells[at]))
    const left = said ? [said] : commonWays(cells, waysOf[type])
    ways[key] = left
    const examples = cells.filter((cell) => answers(cell, left).size > 1).slice(0, 3)
    if (examples.length > 0) questions.push({ about, column: key, ways: [...left], examples })
  }
  return { ways, questions }
}

/** Numbers of a spreadsheet, and days that say their year first, are what they are. */
const openCell = (cell: Cell | undefined): string[] => {
  const text = textOf(cell)
  return text === '' || typeof cell === 'number' || readCell(text, 'ymd') !== null ? [] : [text]
}

/** The ways in which every cell says something, but for those that say nothing in any; all where there is no such way. */
function commonWays(cells: readonly string[], all: readonly Way[]): readonly Way[] {
  let left = all
  for (const cell of cells) {
    const possible = all.filter((way) => readCell(cell, way) !== null)
    if (possible.length > 0) left = left.filter((way) => possible.includes(way))
  }
  return left.length > 0 ? left : all
}

const answers = (cell: string, ways: readonly Way[]): Set<string> =>
  new Set(ways.flatMap((way) => readCell(cell, way) ?? []))

/** What the cells of a row say, by column, or the first of them that says nothing. */
export type RowValues = { values: Record<string, string | null> } | { refusal: Rejection }

/** Reads rows of a file. */
export const rowReader =
  (columns: readonly ImportColumn[], mapping: Mapping, ways: Ways) =>
  (cells: readonly Cell[]): RowValues => {
    const values: Record<string, string | null> = {}
    for (const column of columns) {
      const at = mapping[column.key]
      if (at === undefined) continue
      const text = textOf(cells[at])
      const value = text === '' ? null : cellValue(column, cells[at], ways[column.key] ?? [])
      if (value === undefined) {
        const code = column.type === 'day' ? 'import_row_bad_date' : 'import_row_bad_number'
        return { refusal: rejection(code, { column: column.key, value: text.slice(0, 100) }, { rule: 'PL-R35' }) }
      }
      values[column.key] = value
    }
    return { values }
  }

function cellValue({ type }: ImportColumn, cell: Cell | undefined, ways: readonly Way[]): string | undefined {
  // Words stay as they are written; their commands know what to make of spaces.
  if (type === 'text') return String(cell)
  const text = textOf(cell)
  if (type === 'number' && typeof cell === 'number') return text
  const known: readonly Way[] = type === 'day' ? ['ymd', ...ways] : ways
  return known.map((way) => readCell(text, way)).find((value) => value !== null) ?? undefined
}
