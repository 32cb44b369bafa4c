import bwip from 'bwip-js/node'
import { z } from 'zod'
import type { Barcode } from '../../src-shared/printing/document.ts'
import { type Bitmap, blankBitmap, fill } from './bitmap.ts'

/** A code as squares: dark where true. */
export interface Matrix {
  size: number
  dark(x: number, y: number): boolean
}

const pixels = z.array(z.object({ pixs: z.array(z.int()), pixx: z.int() })).min(1)
const bars = z.array(z.object({ sbs: z.array(z.number()) })).min(1)

/** White round a QR, in squares: what readers need to find it. */
const quietSquares = 4

/** A QR with middle error correction. */
export function qrMatrix(code: string): Matrix {
  const [first] = pixels.parse(bwip.raw('qrcode', code, 'eclevel=M'))
  const { pixs, pixx } = first ?? { pixs: [], pixx: 0 }
  return { size: pixx, dark: (x, y) => pixs[y * pixx + x] === 1 }
}

/** Widths of bars and gaps by turns, beginning with a bar, in modules. */
export function barWidths({ symbology, code }: Barcode): number[] {
  return bars.parse(bwip.raw({ bcid: symbology, text: code })).flatMap(({ sbs }) => sbs)
}

/** A QR as dots, `square` dots a square, with its quiet zone. */
export function drawQr(code: string, square: number): Bitmap {
  const { size, dark } = qrMatrix(code)
  const side = (size + 2 * quietSquares) * square
  const bitmap = blankBitmap(side, side)
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (dark(x, y)) fill(bitmap, (x + quietSquares) * square, (y + quietSquares) * square, square, square)
    }
  }
  return bitmap
}

/** Ten modules of white at either side, as Code 128 and EAN ask for. */
const quietModules = 10

/** Bars as dots, as wide as the paper allows; null where not even the narrowest fits. */
export function drawBars(barcode: Barcode, width: number, height: number): Bitmap | null {
  const widths = barWidths(barcode)
  const modules = widths.reduce((sum, each) => sum + each, 0) + 2 * quietModules
  const module = Math.min(3, Math.floor(width / modules))
  if (module < 1) return null
  const bitmap = blankBitmap(modules * module, height)
  let x = quietModules * module
  for (const [place, each] of widths.entries()) {
    if (place % 2 === 0) fill(bitmap, x, 0, each * module, height)
    x += each * module
  }
  return bitmap
}
