import type { Block, PrintDocument } from '../../src-shared/printing/document.ts'
import { type Bitmap, blankBitmap, fill, placed } from './bitmap.ts'
import { encodeIn } from './code-page.ts'
import { drawBars, drawQr } from './codes.ts'
import { drawLine, lineHeight, type Piece, textWidth } from './draw-text.ts'
import { drawnSizes, letterWidths, type Roll, type TextSize } from './roll.ts'
import { drawStamp } from './stamp-picture.ts'
import { wrap } from './wrap.ts'

/** What a receipt printer does one after the other. */
export type Row =
  | { row: 'text'; bytes: Uint8Array; size: TextSize; bold: boolean }
  /** As wide as the roll. */
  | { row: 'picture'; bitmap: Bitmap }
  | { row: 'feed'; dots: number }

type Text = Extract<Block, { type: 'text' }>
type Pair = Extract<Block, { type: 'pair' }>

/**
 * A paper as rows of a roll. Text goes as letters where the printer's code page has them all, and as a picture where it
 * lacks one (DX-R40): a block is never half the one, half the other.
 */
export const rowsOf = (document: PrintDocument, roll: Roll): Row[] =>
  document.blocks.flatMap((block) => rowsOfBlock(block, roll))

function rowsOfBlock(block: Block, roll: Roll): Row[] {
  const { dots } = roll
  switch (block.type) {
    case 'text':
      return textRows(block, roll)
    case 'pair':
      return pairRows(block, roll)
    case 'rule':
      return [picture(rule(dots))]
    case 'space':
      return [{ row: 'feed', dots: 24 }]
    case 'stamp':
      return [{ row: 'feed', dots: 8 }, picture(drawStamp(block, dots)), { row: 'feed', dots: 8 }]
    case 'qr':
      return [picture(placed(drawQr(block.code, dots === 576 ? 6 : 5), dots, 'center'))]
    case 'barcode': {
      const bars = drawBars(block.barcode, dots, 80)
      const under: Text = { type: 'text', text: block.barcode.code, align: 'center', size: 'small', bold: false }
      return [...(bars ? [picture(placed(bars, dots, 'center'))] : []), ...textRows(under, roll)]
    }
  }
}

const picture = (bitmap: Bitmap): Row => ({ row: 'picture', bitmap })

function rule(dots: number): Bitmap {
  const bitmap = blankBitmap(dots, 14)
  fill(bitmap, 0, 6, dots, 2)
  return bitmap
}

function textRows({ text, align, size, bold }: Text, roll: Roll): Row[] {
  const columns = Math.floor(roll.dots / letterWidths[size])
  if (encodeIn(roll.codePage, text.replaceAll('\n', ' '))) {
    const lines = wrap(text, columns, (part) => [...part].length)
    return lines.map((line) => letters(aligned(line, columns, align), size, bold, roll))
  }
  const style = { size: drawnSizes[size], bold }
  return wrap(text, roll.dots, (part) => textWidth(part, style)).map((line) => {
    const free = roll.dots - textWidth(line, style)
    const left = align === 'start' ? 0 : align === 'end' ? free : Math.floor(free / 2)
    return picture(drawLine([{ text: line, left }], roll.dots, style))
  })
}

function pairRows({ left, right, bold }: Pair, roll: Roll): Row[] {
  const columns = Math.floor(roll.dots / letterWidths.normal)
  if (encodeIn(roll.codePage, left + right)) {
    const count = (part: string) => [...part].length
    const lines = pairLines(left, right, columns, 1, count)
    return lines.map(([start, end]) => {
      const between = ' '.repeat(Math.max(0, columns - count(start) - count(end)))
      return letters(start + between + end, 'normal', bold, roll)
    })
  }
  const style = { size: drawnSizes.normal, bold }
  const width = (part: string) => textWidth(part, style)
  return pairLines(left, right, roll.dots, 16, width).map(([start, end]) => {
    const pieces: Piece[] = [
      { text: start, left: 0 },
      { text: end, left: roll.dots - width(end) },
    ]
    return picture(drawLine(pieces, roll.dots, style))
  })
}

/** Name and value on one line where they fit with a gap between, else the value on lines of its own below. */
function pairLines(
  left: string,
  right: string,
  width: number,
  gap: number,
  measure: (text: string) => number,
): [string, string][] {
  if (measure(left) + gap + measure(right) <= width) return [[left, right]]
  return [
    ...wrap(left, width, measure).map((line): [string, string] => [line, '']),
    ...wrap(right, width, measure).map((line): [string, string] => ['', line]),
  ]
}

const letters = (line: string, size: TextSize, bold: boolean, { codePage }: Roll): Row => {
  const bytes = encodeIn(codePage, line.trimEnd())
  // What can be sent as a whole can be sent in lines; a line of nothing is a feed.
  if (bytes && bytes.length > 0) return { row: 'text', bytes, size, bold }
  return { row: 'feed', dots: lineHeight({ size: drawnSizes[size], bold }) }
}

function aligned(line: string, columns: number, align: Text['align']): string {
  const free = Math.max(0, columns - [...line].length)
  if (align === 'start') return line
  return ' '.repeat(align === 'end' ? free : Math.floor(free / 2)) + line
}
