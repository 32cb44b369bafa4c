import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas'
import { readFont } from '../../src-shared/node/paper-fonts.ts'
import { type Bitmap, blankBitmap, setDot } from './bitmap.ts'

/** Registered under names of our own: a font of the machine under the usual name may lack letters. */
const families = { normal: "'hf paper', 'hf paper korean'", bold: "'hf paper bold', 'hf paper korean bold'" } as const

GlobalFonts.register(readFont('latin', 'normal'), 'hf paper')
GlobalFonts.register(readFont('latin', 'bold'), 'hf paper bold')
GlobalFonts.register(readFont('korean', 'normal'), 'hf paper korean')
GlobalFonts.register(readFont('korean', 'bold'), 'hf paper korean bold')

export interface TextStyle {
  /** Height of the letters' square, in dots. */
  size: number
  bold: boolean
}

export const lineHeight = ({ size }: TextStyle): number => Math.ceil(size * 1.3)

const fontOf = ({ size, bold }: TextStyle): string => `${size}px ${families[bold ? 'bold' : 'normal']}`

const measuring = createCanvas(1, 1).getContext('2d')

/** Width of a text in dots. */
export function textWidth(text: string, style: TextStyle): number {
  measuring.font = fontOf(style)
  return Math.ceil(measuring.measureText(text).width)
}

/** A piece of a line: where it begins, in dots from the left. */
export interface Piece {
  text: string
  left: number
}

/** One line of text as dots. Grey edges count as black from the middle on: thin strokes must not break. */
export function drawLine(pieces: readonly Piece[], width: number, style: TextStyle): Bitmap {
  const height = lineHeight(style)
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  context.fillStyle = '#000'
  context.font = fontOf(style)
  context.textBaseline = 'alphabetic'
  for (const { text, left } of pieces) context.fillText(text, left, Math.round(style.size * 1.02))
  return toBitmap(canvas, context)
}

/** Of 255: what is darker is a dot. */
const threshold = 165

function toBitmap({ width, height }: Canvas, context: SKRSContext2D): Bitmap {
  const { data } = context.getImageData(0, 0, width, height)
  const bitmap = blankBitmap(width, height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) if ((data[(y * width + x) * 4] ?? 255) < threshold) setDot(bitmap, x, y)
  }
  return bitmap
}
