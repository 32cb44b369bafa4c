import pdfmake, { type Content, type Style } from 'pdfmake'
import { type Font, fontFiles, fontRuns } from '../../src-shared/node/paper-fonts.ts'
import type { Block, PrintDocument } from '../../src-shared/printing/document.ts'
import type { Paper } from '../desk/api/printing-api.ts'
import { barWidths, type Matrix, qrMatrix } from './codes.ts'

const files: ReadonlySet<string> = new Set(Object.values(fontFiles).flatMap(({ normal, bold }) => [normal, bold]))
// A document names no file and no address; the fonts are all it may read.
pdfmake.setLocalAccessPolicy((path) => files.has(path))
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setFonts({ ...fontFiles })

type Definition = Parameters<typeof pdfmake.createPdf>[0]
/** Text in pieces that each have one font. */
type Words = Style & { text: { text: string; font: Font }[] }

/** Points in a millimetre. */
const mm = 72 / 25.4

const pages: Record<Paper, Pick<Definition, 'pageSize' | 'pageMargins'> & { width: number }> = {
  w58: { pageSize: { width: 58 * mm, height: 'auto' }, pageMargins: 5 * mm, width: 48 * mm },
  w80: { pageSize: { width: 80 * mm, height: 'auto' }, pageMargins: 4 * mm, width: 72 * mm },
  a4: { pageSize: 'A4', pageMargins: 20 * mm, width: 170 * mm },
  letter: { pageSize: 'LETTER', pageMargins: 20 * mm, width: 175.9 * mm },
}

const sizes = { small: 8, normal: 10, large: 15 } as const
const alignments = { start: 'left', center: 'center', end: 'right' } as const

/** A paper as PDF, with its letters in it: the same on every machine and printer (DX-R40, DX-R43). */
export async function pdfOf(document: PrintDocument, paper: Paper): Promise<Buffer> {
  const { pageSize, pageMargins, width } = pages[paper]
  const sheet = paper === 'a4' || paper === 'letter'
  return pdfmake
    .createPdf({
      ...{ pageSize, pageMargins },
      info: { title: document.title, creator: 'Holdfast' },
      defaultStyle: { font: 'latin', fontSize: sheet ? 11 : 9, lineHeight: 1.15 },
      content: document.blocks.map((block) => contentOf(block, width, sheet)),
    })
    .getBuffer()
}

/** Text in the fonts that have its letters. */
const words = (text: string, more: Style = {}): Words => ({
  text: fontRuns(text).map((run) => ({ text: run.text, font: run.font })),
  ...more,
})

function contentOf(block: Block, width: number, sheet: boolean): Content {
  switch (block.type) {
    case 'text':
      return words(block.text, {
        alignment: sheet && block.align === 'center' ? 'left' : alignments[block.align],
        fontSize: sizes[block.size] * (sheet ? 1.2 : 1),
        bold: block.bold,
        margin: [0, 1, 0, 2],
      })
    case 'pair':
      return pairOf(block, sheet)
    case 'rule':
      return { canvas: [{ type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: 0.5 }], margin: [0, 4, 0, 4] }
    case 'space':
      return { text: ' ' }
    case 'stamp':
      return stampOf(block, width)
    case 'qr':
      return qrOf(block.code, width, sheet)
    case 'barcode':
      return [
        barsOf(barWidths(block.barcode), width, sheet),
        words(block.barcode.code, { alignment: sheet ? 'left' : 'center', fontSize: 8 }),
      ]
  }
}

function pairOf({ left, right, bold }: Extract<Block, { type: 'pair' }>, sheet: boolean): Content {
  const name = { ...words(left, { bold, color: bold ? '#000' : '#444' }), width: sheet ? 140 : '40%' }
  const value = { ...words(right, { bold, alignment: sheet ? 'left' : 'right' }), width: '*' }
  return { columns: [name, value], columnGap: 8, margin: [0, 1, 0, 1] }
}

function stampOf({ title, lines }: Extract<Block, { type: 'stamp' }>, width: number): Content {
  const stack = [
    words(title, { bold: true, fontSize: 12, alignment: 'center' }),
    ...lines.map((line) => words(line, { alignment: 'center', fontSize: 9 })),
  ]
  return {
    table: { widths: [Math.min(width, 340) - 12], body: [[{ stack, margin: [2, 4, 2, 4] }]] },
    layout: { hLineWidth: () => 1.5, vLineWidth: () => 1.5 },
    margin: [0, 6, 0, 6],
  }
}

/** Squares and bars are drawn as shapes: sharp at every resolution. */
function qrOf(code: string, width: number, sheet: boolean): Content {
  const { size, dark } = qrMatrix(code)
  const square = (25 * mm) / size
  const left = sheet ? 0 : (width - size * square) / 2
  const rects = darkRuns({ size, dark }).map(({ x, y, length }) =>
    // Rows overlap by a hair, so that no viewer shows white seams.
    rect(left + x * square, y * square, length * square, square + 0.2),
  )
  return { canvas: rects, margin: [0, 8, 0, 8] }
}

/** Dark squares side by side, as one. */
function darkRuns({ size, dark }: Matrix): { x: number; y: number; length: number }[] {
  const runs: { x: number; y: number; length: number }[] = []
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const last = runs.at(-1)
      if (!dark(x, y)) continue
      if (last && last.y === y && last.x + last.length === x) last.length += 1
      else runs.push({ x, y, length: 1 })
    }
  }
  return runs
}

function barsOf(widths: readonly number[], width: number, sheet: boolean): Content {
  const modules = widths.reduce((sum, each) => sum + each, 0)
  const module = Math.min((width * 0.9) / modules, 0.45 * mm)
  let x = sheet ? 0 : (width - modules * module) / 2
  const rects = []
  for (const [place, each] of widths.entries()) {
    if (place % 2 === 0) rects.push(rect(x, 0, each * module, 12 * mm))
    x += each * module
  }
  return { canvas: rects, margin: [0, 8, 0, 2] }
}

const rect = (x: number, y: number, w: number, h: number) => ({ type: 'rect' as const, x, y, w, h, color: '#000' })
