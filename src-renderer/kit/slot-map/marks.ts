import type { Palette } from './palette.ts'

/** Small signs on a cell: the icons of the badges, drawn for a canvas. */

const disc = (context: CanvasRenderingContext2D, x: number, y: number, radius: number, colour: string): void => {
  context.fillStyle = colour
  context.beginPath()
  context.arc(x, y, radius, 0, Math.PI * 2)
  context.fill()
}

/** Held here. */
export function drawClock(context: CanvasRenderingContext2D, x: number, y: number, { surface, ink }: Palette): void {
  disc(context, x, y, 6, surface)
  context.strokeStyle = ink
  context.lineWidth = 1.2
  context.beginPath()
  context.arc(x, y, 4.6, 0, Math.PI * 2)
  context.moveTo(x, y - 2.4)
  context.lineTo(x, y)
  context.lineTo(x + 1.8, y + 1)
  context.stroke()
}

/** At risk. */
export function drawWarning(context: CanvasRenderingContext2D, x: number, y: number, { surface, care }: Palette): void {
  disc(context, x, y, 6, surface)
  context.strokeStyle = care
  context.lineWidth = 1.3
  context.beginPath()
  context.moveTo(x, y - 4.5)
  context.lineTo(x + 4.8, y + 3.8)
  context.lineTo(x - 4.8, y + 3.8)
  context.closePath()
  context.moveTo(x, y - 1.4)
  context.lineTo(x, y + 1.2)
  context.stroke()
}

/** Needs work before it can be given: a corner folded over. */
export function drawFlag(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  size: number,
  palette: Palette,
): void {
  const edge = Math.max(3, Math.round(size * 0.3))
  context.fillStyle = palette.line.maintenance
  context.beginPath()
  context.moveTo(x, y)
  context.lineTo(x + edge, y)
  context.lineTo(x, y + edge)
  context.closePath()
  context.fill()
}

/** Selected. */
export function drawTick(context: CanvasRenderingContext2D, x: number, y: number, { accent, surface }: Palette): void {
  disc(context, x, y, 6, accent)
  context.strokeStyle = surface
  context.lineWidth = 1.5
  context.beginPath()
  context.moveTo(x - 2.6, y)
  context.lineTo(x - 0.7, y + 2)
  context.lineTo(x + 2.8, y - 2)
  context.stroke()
}

/** On offer to somebody who waits. */
export function drawHourglass(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  { surface, ink }: Palette,
): void {
  disc(context, x, y, 6, surface)
  context.strokeStyle = ink
  context.lineWidth = 1.2
  context.beginPath()
  context.moveTo(x - 3, y - 4)
  context.lineTo(x + 3, y - 4)
  context.lineTo(x - 3, y + 4)
  context.lineTo(x + 3, y + 4)
  context.closePath()
  context.stroke()
}

/** Leased to a desk. */
export function drawAnchor(context: CanvasRenderingContext2D, x: number, y: number, { surface, ink }: Palette): void {
  disc(context, x, y, 6, surface)
  context.strokeStyle = ink
  context.lineWidth = 1.2
  context.beginPath()
  context.arc(x, y - 3, 1.4, 0, Math.PI * 2)
  context.moveTo(x, y - 1.6)
  context.lineTo(x, y + 4.4)
  context.moveTo(x - 4, y + 0.8)
  context.arc(x, y + 0.8, 3.8, Math.PI, 0, true)
  context.stroke()
}
