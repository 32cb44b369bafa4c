import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { reject } from '../../src-shared/kernel/rejection.ts'
import type { CellValue } from './cell-guard.ts'

/** Rows of a list with one value a cell. */
export interface FlatTable {
  columns: string[]
  rows: CellValue[][]
}

/** What is inside of a row stands beside it, under both names: `membership.planName`. */
function flatten(row: JsonObject, before = ''): [string, CellValue][] {
  return Object.entries(row).flatMap(([key, value]): [string, CellValue][] => {
    const name = `${before}${key}`
    if (value === null || typeof value !== 'object') return [[name, value]]
    if (Array.isArray(value)) return [[name, value.map(wordOf).join(', ')]]
    return flatten(value, `${name}.`)
  })
}

const wordOf = (value: Json): string =>
  value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value ?? '')

/** A list as a table: the columns that are named, or all that any row has. Refused: a column that no row has. */
export function flatTable(list: readonly JsonObject[], wanted: readonly string[] | undefined): FlatTable {
  const flat = list.map((row) => new Map(flatten(row)))
  const known = new Set(flat.flatMap((row) => [...row.keys()]))
  // A thing that is missing in one row is a null there, and no column of its own.
  const all = [...known].filter((name) => ![...known].some((other) => other.startsWith(`${name}.`)))
  const unknown = list.length > 0 ? wanted?.find((name) => !known.has(name)) : undefined
  if (unknown !== undefined) reject('export_column_unknown', { column: unknown }, { rule: 'PL-R39' })
  const columns = wanted ? [...wanted] : all
  return { columns, rows: flat.map((row) => columns.map((name) => row.get(name) ?? null)) }
}
