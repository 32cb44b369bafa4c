import { stringify } from 'csv-stringify/sync'
import { type CellValue, guarded } from './cell-guard.ts'

/**
 * Lines as CSV (PL-R39): UTF-8 with its mark, so that spreadsheets read every script; ends of lines and quotes as
 * RFC 4180 has them; no cell is a formula.
 */
export function csvText(lines: readonly (readonly CellValue[])[]): string {
  const cells = lines.map((line) => line.map((cell) => (typeof cell === 'boolean' ? String(cell) : guarded(cell))))
  // By itself the writer takes a line feed alone for no end of a line.
  return `\ufeff${stringify(cells, { record_delimiter: '\r\n', quoted_match: /[\r\n]/ })}`
}
