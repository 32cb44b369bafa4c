import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import { z } from 'zod'
import { reject } from '../../src-shared/kernel/rejection.ts'
import { decodeText, type Encoding } from './decode-text.ts'

/** PL-R35: rows of one file at most. */
const maxImportRows = 100_000

export type Format = 'csv' | 'xlsx' | 'json' | 'ndjson'
/** A cell as it stands in the file; a day of a spreadsheet is `YYYY-MM-DD`. */
export type Cell = string | number | boolean | null

/** A file as a table. */
export interface Table {
  format: Format
  /** Null for a spreadsheet. */
  encoding: Encoding | null
  delimiter: string | null
  headers: string[]
  rows: { line: number; cells: Cell[] }[]
}

/** What the bringer of a file knows better than a guess. */
export interface Reading {
  encoding?: Encoding | undefined
  delimiter?: string | undefined
}

const delimiters = [',', ';', '\t', '|'] as const

/** Reads a file as the table it is (PL-R35). Refused: nothing in it, more than 100,000 rows, no table at all. */
export async function readTable(bytes: Uint8Array, reading: Reading = {}): Promise<Table> {
  const table = await read(bytes, reading).catch(() => reject('import_unreadable', {}, { rule: 'PL-R35' }))
  if (table.headers.length === 0 || table.rows.length === 0) reject('import_empty', {}, { rule: 'PL-R35' })
  if (table.rows.length > maxImportRows) {
    reject('import_too_long', { rows: table.rows.length, max: maxImportRows }, { rule: 'PL-R35' })
  }
  return table
}

async function read(bytes: Uint8Array, { encoding, delimiter }: Reading): Promise<Table> {
  // Spreadsheets are zip files.
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readSpreadsheet(bytes)
  const decoded = decodeText(bytes, encoding)
  const start = decoded.text.trimStart()
  if (start.startsWith('[')) return readObjects('json', decoded.encoding, z.array(z.json()).parse(JSON.parse(start)))
  if (start.startsWith('{')) {
    const lines = start.split(/\r?\n/).filter((line) => line.trim() !== '')
    return readObjects(
      'ndjson',
      decoded.encoding,
      lines.map((line) => z.json().parse(JSON.parse(line))),
    )
  }
  return readCsv(decoded.text, decoded.encoding, delimiter ?? guessDelimiter(decoded.text))
}

const record = z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) })

function readCsv(text: string, encoding: Encoding, delimiter: string): Table {
  const options = { delimiter, bom: true, relax_column_count: true, skip_empty_lines: true, info: true }
  const [head, ...rows] = z.array(record).parse(parse(text, options))
  return {
    ...{ format: 'csv', encoding, delimiter },
    headers: (head?.record ?? []).map((name) => name.trim()),
    rows: rows
      .filter((row) => row.record.some((cell) => cell.trim() !== ''))
      .map((row) => ({ line: row.info.lines, cells: row.record })),
  }
}

/** The sign that divides the first lines into the most columns, the same number each. */
function guessDelimiter(text: string): string {
  const head = text.split(/\r?\n/, 20).slice(0, -1).join('\n') || text
  const scored = delimiters.map((delimiter) => {
    try {
      const options = { delimiter, bom: true, relax_column_count: true, skip_empty_lines: true, to: 10 }
      const counts = z
        .array(z.array(z.string()))
        .parse(parse(head, options))
        .map((row) => row.length)
      const same = counts.every((count) => count === counts[0])
      return { delimiter, score: (counts[0] ?? 0) * (same ? 2 : 1) }
    } catch {
      return { delimiter, score: 0 }
    }
  })
  return scored.sort((a, b) => b.score - a.score)[0]?.delimiter ?? ','
}

async function readSpreadsheet(bytes: Uint8Array): Promise<Table> {
  const [head = [], ...rows] = await readSheet(Buffer.from(bytes))
  return {
    ...{ format: 'xlsx', encoding: null, delimiter: null },
    headers: head.map((name) => String(name ?? '').trim()),
    rows: rows
      .map((cells, at) => ({ line: at + 2, cells: cells.map(spreadsheetCell) }))
      .filter(({ cells }) => cells.some((cell) => cell !== null && cell !== '')),
  }
}

function spreadsheetCell(value: unknown): Cell {
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return null
}

function readObjects(format: 'json' | 'ndjson', encoding: Encoding, values: z.core.util.JSONType[]): Table {
  const objects = z.array(z.record(z.string(), z.json())).parse(values)
  const headers = [...new Set(objects.flatMap((object) => Object.keys(object)))]
  const rows = objects.map((object, at) => ({ line: at + 1, cells: headers.map((name) => jsonCell(object[name])) }))
  return { format, encoding, delimiter: null, headers, rows }
}

function jsonCell(value: unknown): Cell {
  if (value === undefined || value === null) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return JSON.stringify(value)
}
