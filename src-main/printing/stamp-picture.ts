import type { Block } from '../../src-shared/printing/document.ts'
import { type Bitmap, blankBitmap, fill, placed, stacked } from './bitmap.ts'
import { drawLine, type TextStyle, textWidth } from './draw-text.ts'
import { wrap } from './wrap.ts'

const title: TextStyle = { size: 32, bold: true }
const small: TextStyle = { size: 23, bold: false }
/** Thickness of the frame, and white between it and the words (dots). */
const frame = 4
const padding = 12

/** How sure it is, in a frame as wide as the paper, so that nobody takes a held thing for a confirmed one (DX-R41). */
export function drawStamp(stamp: Extract<Block, { type: 'stamp' }>, dots: number): Bitmap {
  const inner = dots - 2 * (frame + padding)
  const lines = [...centred(stamp.title, inner, title), ...stamp.lines.flatMap((line) => centred(line, inner, small))]
  const words = stacked(inner, lines)
  const room = blankBitmap(dots, padding)
  const whole = stacked(dots, [room, placed(words, dots, 'center'), room])
  fill(whole, 0, 0, dots, frame)
  fill(whole, 0, whole.height - frame, dots, frame)
  fill(whole, 0, 0, frame, whole.height)
  fill(whole, dots - frame, 0, frame, whole.height)
  return whole
}

const centred = (text: string, width: number, style: TextStyle): Bitmap[] =>
  wrap(text, width, (part) => textWidth(part, style)).map((line) =>
    drawLine([{ text: line, left: Math.floor((width - textWidth(line, style)) / 2) }], width, style),
  )
