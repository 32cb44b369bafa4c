import bwip from 'bwip-js/node'
import { z } from 'zod'

/** A QR code as a screen draws it. */
export interface QrSquares {
  /** Squares a side. */
  size: number
  /** Which of them are dark, counted row by row. */
  dark: number[]
}

const drawn = z.tuple([z.object({ pixs: z.array(z.int()), pixx: z.int() })])
let last: { text: string; squares: QrSquares } = { text: '', squares: { size: 0, dark: [] } }

/** A text as a QR code. The hub's screen looks every other second, mostly at the same one. */
export function qrSquares(text: string): QrSquares {
  if (text !== last.text) {
    const [{ pixs, pixx }] = drawn.parse(bwip.raw('qrcode', text, 'eclevel=M'))
    last = { text, squares: { size: pixx, dark: pixs.flatMap((pixel, at) => (pixel ? [at] : [])) } }
  }
  return last.squares
}
