import pdfmake, { type TableCell } from 'pdfmake'
import { reject } from '../../src-shared/kernel/rejection.ts'
import { type Font, fontFiles, fontRuns } from '../../src-shared/node/paper-fonts.ts'
import type { CellValue } from './cell-guard.ts'
import type { FlatTable } from './flat-table.ts'

const files: ReadonlySet<string> = new Set(Object.values(fontFiles).flatMap(({ normal, bold }) => [normal, bold]))
// A table names no file and no address; the fonts are all it may read.
pdfmake.setLocalAccessPolicy((path) => files.has(path))
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setFonts({ ...fontFiles })

/** PL-R39: a table of more pages is no answer for a person who waits. About 30 rows stand on a page. */
const mostPdfRows = 200 * 30

/** Text in the fonts that have its letters. */
const words = (value: CellValue, bold = false): TableCell => ({
  text: fontRuns(String(value ?? '')).map((run): { text: string; font: Font } => ({ text: run.text, font: run.font })),
  bold,
})

/** A table on sheets of A4 across, its head on every sheet. Refused: more than 200 of them. */
export function pdfOf(title: string, { columns, rows }: FlatTable): Promise<Buffer> {
  if (rows.length > mostPdfRows) reject('export_too_large', { rows: rows.length, max: mostPdfRows }, { rule: 'PL-R39' })
  const body = [columns.map((name) => words(name, true)), ...rows.map((row) => row.map((cell) => words(cell)))]
  return pdfmake
    .createPdf({
      ...{ pageSize: 'A4', pageOrientation: 'landscape', pageMargins: 30 },
      info: { title, creator: 'Holdfast' },
      defaultStyle: { font: 'latin', fontSize: 7 },
      footer: (page, pages) => ({ text: `${page} / ${pages}`, alignment: 'right', margin: [30, 8, 30, 0] }),
      content: [
        { ...Object(words(title, true)), fontSize: 12, margin: [0, 0, 0, 8] },
        { table: { headerRows: 1, widths: columns.map(() => 'auto'), body }, layout: 'lightHorizontalLines' },
      ],
    })
    .getBuffer()
}
