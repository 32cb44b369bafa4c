import { type Bitmap, bytesPerRow } from './bitmap.ts'
import { pageNumber } from './code-page.ts'
import type { Roll, TextSize } from './roll.ts'
import type { Row } from './rows.ts'

const esc = 0x1b
const gs = 0x1d
const fs = 0x1c
const lineFeed = 0x0a

/** Reset, single bytes instead of pairs (printers sold in East Asia begin with pairs), and the table of letters. */
function begin({ codePage }: Roll): number[] {
  const table = codePage === 'image' ? [] : [esc, 0x74, pageNumber[codePage]]
  return [esc, 0x40, fs, 0x2e, ...table]
}

/** Font A, B or A doubled. */
const sizes: Record<TextSize, readonly number[]> = {
  small: [esc, 0x4d, 1, gs, 0x21, 0x00],
  normal: [esc, 0x4d, 0, gs, 0x21, 0x00],
  large: [esc, 0x4d, 0, gs, 0x21, 0x11],
}

/** Rows of dots sent at once: cheap printers have little memory. */
const band = 128

function* pictureBytes({ width, height, bits }: Bitmap): Generator<Uint8Array> {
  const across = bytesPerRow(width)
  for (let top = 0; top < height; top += band) {
    const rows = Math.min(band, height - top)
    yield Uint8Array.of(gs, 0x76, 0x30, 0, across & 0xff, across >> 8, rows & 0xff, rows >> 8)
    yield bits.subarray(top * across, (top + rows) * across)
  }
}

function* feedBytes(dots: number): Generator<Uint8Array> {
  for (let left = dots; left > 0; left -= 255) yield Uint8Array.of(esc, 0x4a, Math.min(left, 255))
}

function* rowBytes(row: Row): Generator<Uint8Array> {
  if (row.row === 'feed') yield* feedBytes(row.dots)
  else if (row.row === 'picture') yield* pictureBytes(row.bitmap)
  else {
    yield Uint8Array.from([...sizes[row.size], esc, 0x45, row.bold ? 1 : 0])
    yield row.bytes
    yield Uint8Array.of(lineFeed)
  }
}

/** Opens the drawer on pin 2: 50 ms on, 500 ms off. */
export const drawerKick = Uint8Array.of(esc, 0x70, 0, 25, 250)

/** Rows as the bytes of ESC/POS, with the paper moved past the knife, and cut where the printer can. */
export function escpos(rows: readonly Row[], roll: Roll, { cut }: { cut: boolean }): Uint8Array {
  const parts = [Uint8Array.from(begin(roll)), ...rows.flatMap((row) => [...rowBytes(row)]), ...feedBytes(120)]
  if (cut) parts.push(Uint8Array.of(gs, 0x56, 0x42, 0))
  return Buffer.concat(parts)
}
