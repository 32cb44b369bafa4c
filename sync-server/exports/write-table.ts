import writeXlsxFile from 'write-excel-file/node'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { type CellValue, guarded } from './cell-guard.ts'
import { csvText } from './csv-text.ts'
import type { FlatTable } from './flat-table.ts'
import { pdfOf } from './write-pdf.ts'

/** PL-R39 */
export const exportFormats = ['csv', 'xlsx', 'json', 'ndjson', 'pdf'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** The media types of files. */
export const mediaTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  pdf: 'application/pdf',
}

const xlsxCell = (value: CellValue) => (value === null ? null : { value: guarded(value) })

/** A list in a format. Days and instants stay the texts that they are, so that no spreadsheet moves them to another zone. */
export async function fileOf(
  format: ExportFormat,
  title: string,
  list: readonly JsonObject[],
  table: FlatTable,
): Promise<Buffer> {
  switch (format) {
    case 'csv':
      return Buffer.from(csvText([table.columns, ...table.rows]))
    case 'xlsx': {
      const head = table.columns.map((name) => ({ value: guarded(name), fontWeight: 'bold' as const }))
      return writeXlsxFile([head, ...table.rows.map((row) => row.map(xlsxCell))], { stickyRowsCount: 1 }).toBuffer()
    }
    case 'json':
      return Buffer.from(JSON.stringify(list))
    case 'ndjson':
      return Buffer.from(list.map((row) => `${JSON.stringify(row)}\n`).join(''))
    case 'pdf':
      return pdfOf(title, table)
  }
}
