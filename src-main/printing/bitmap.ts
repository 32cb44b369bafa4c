/** Black dots on white paper: eight a byte, the leftmost in the highest bit, rows padded to whole bytes. */
export interface Bitmap {
  width: number
  height: number
  bits: Uint8Array
}

export const bytesPerRow = (width: number): number => Math.ceil(width / 8)

export const blankBitmap = (width: number, height: number): Bitmap => ({
  ...{ width, height, bits: new Uint8Array(bytesPerRow(width) * height) },
})

export function setDot({ width, bits }: Bitmap, x: number, y: number): void {
  const at = y * bytesPerRow(width) + (x >> 3)
  bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7))
}

export const hasDot = ({ width, bits }: Bitmap, x: number, y: number): boolean =>
  ((bits[y * bytesPerRow(width) + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0

/** Fills a rectangle that lies within the bitmap. */
export function fill(bitmap: Bitmap, x: number, y: number, width: number, height: number): void {
  for (let row = y; row < y + height; row += 1) for (let dot = x; dot < x + width; dot += 1) setDot(bitmap, dot, row)
}

/** One bitmap as wide as the paper with another in it, at the left, in the middle or at the right. */
export function placed(inner: Bitmap, width: number, align: 'start' | 'center' | 'end'): Bitmap {
  const free = Math.max(0, width - inner.width)
  const left = align === 'start' ? 0 : align === 'end' ? free : Math.floor(free / 2)
  const outer = blankBitmap(width, inner.height)
  copyInto(outer, inner, left, 0)
  return outer
}

/** Bitmaps of one width, one under the other. */
export function stacked(width: number, bitmaps: readonly Bitmap[]): Bitmap {
  const whole = blankBitmap(
    width,
    bitmaps.reduce((sum, { height }) => sum + height, 0),
  )
  let top = 0
  for (const each of bitmaps) {
    copyInto(whole, each, 0, top)
    top += each.height
  }
  return whole
}

function copyInto(outer: Bitmap, inner: Bitmap, left: number, top: number): void {
  for (let y = 0; y < inner.height; y += 1) {
    for (let x = 0; x < inner.width && left + x < outer.width; x += 1) {
      if (hasDot(inner, x, y)) setDot(outer, left + x, top + y)
    }
  }
}
