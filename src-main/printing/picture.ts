import { createCanvas } from '@napi-rs/canvas'
import type { PrintDocument } from '../../src-shared/printing/document.ts'
import { type Bitmap, blankBitmap, hasDot, stacked } from './bitmap.ts'
import { rowsOf } from './rows.ts'

/** A paper as a picture to look at (PNG), drawn as a roll without letters of its own would print it. */
export function pictureOf(document: PrintDocument, dots: 384 | 576): Buffer {
  const rows = rowsOf(document, { dots, codePage: 'image' })
  const parts = rows.map((row) =>
    row.row === 'picture' ? row.bitmap : blankBitmap(dots, row.row === 'feed' ? row.dots : 0),
  )
  return png(stacked(dots, parts), 24)
}

function png(bitmap: Bitmap, margin: number): Buffer {
  const { width, height } = bitmap
  const canvas = createCanvas(width + 2 * margin, height + 2 * margin)
  const context = canvas.getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = '#000'
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) if (hasDot(bitmap, x, y)) context.fillRect(x + margin, y + margin, 1, 1)
  }
  return canvas.toBuffer('image/png')
}
