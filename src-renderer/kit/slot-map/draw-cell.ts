import { type Labels, labelFont, lastPart } from './labels.ts'
import { isOpen, type MapCell } from './map-cell.ts'
import { drawAnchor, drawClock, drawFlag, drawHourglass, drawTick, drawWarning } from './marks.ts'
import type { Palette } from './palette.ts'

/** A cell where it stands in the window. */
interface Box {
  context: CanvasRenderingContext2D
  x: number
  y: number
  size: number
  palette: Palette
}

/** Smaller ones have no room for a sign in their corner (px). */
const roomForMarks = 24

const radiusOf = (size: number): number => (size >= 28 ? 4 : size >= 16 ? 3 : size >= 10 ? 1.5 : 0)

/**
 * Fill and outline say the status, a dashed outline that it is held here, a dotted one that it is kept for somebody,
 * corners what else there is to know.
 */
export function drawCell(cell: MapCell, box: Box, { labels, selected }: { labels: Labels; selected: boolean }): void {
  const { context } = box
  context.globalAlpha = cell.dim ? 0.22 : 1
  fill(cell, box)
  outline(cell, box)
  if (labels !== 'none') label(cell, box, labels)
  marks(cell, box)
  context.globalAlpha = 1
  if (selected) ring(box)
}

function fill({ status }: MapCell, box: Box): void {
  const { context, x, y, size, palette } = box
  context.beginPath()
  context.roundRect(x, y, size, size, radiusOf(size))
  context.fillStyle = status === 'allocated' ? palette.surface : palette.fill[status]
  context.fill()
  if (status !== 'allocated' && status !== 'maintenance') return
  context.save()
  context.clip()
  if (status === 'allocated') {
    context.fillStyle = palette.fill.allocated
    context.fillRect(x, y + Math.round(size / 2), size, size)
  } else hatch(box)
  context.restore()
}

/** Hatched: cannot be used. */
function hatch({ context, x, y, size, palette }: Box): void {
  context.strokeStyle = palette.line.maintenance
  context.globalAlpha *= 0.55
  context.lineWidth = 1
  context.beginPath()
  const step = size >= 28 ? 6 : size >= 10 ? 4 : 3
  for (let offset = step; offset < size * 2; offset += step) {
    context.moveTo(x + offset, y)
    context.lineTo(x, y + offset)
  }
  context.stroke()
}

function outline(cell: MapCell, { context, x, y, size, palette }: Box): void {
  const open = isOpen(cell)
  context.strokeStyle = open ? palette.ink : palette.line[cell.status]
  context.lineWidth = open && size >= 20 ? 1.5 : 1
  context.setLineDash(open ? (size >= 20 ? [4, 3] : [2, 2]) : cell.promised ? [1, 2] : [])
  context.beginPath()
  context.roundRect(x + 0.5, y + 0.5, size - 1, size - 1, radiusOf(size))
  context.stroke()
  context.setLineDash([])
}

function label({ short, holder }: MapCell, { context, x, y, size, palette }: Box, labels: Labels): void {
  context.fillStyle = palette.ink
  context.font = labelFont(palette.font)
  if (labels !== 'named') {
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    const high = Math.round(size * (size < 30 ? 0.42 : 0.32))
    context.fillText(labels === 'last' ? lastPart(short) : short, x + size / 2, y + high)
    return
  }
  context.textAlign = 'left'
  context.textBaseline = 'top'
  context.fillText(clipped(context, short, size - 14), x + 7, y + 7)
  context.font = `400 11px ${palette.font}`
  context.fillText(clipped(context, holder, size - 14), x + 7, y + 22)
}

/** As much of a text as fits. */
function clipped(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text
  const letters = [...text]
  while (letters.length > 1 && context.measureText(`${letters.join('')}…`).width > room) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

function marks(cell: MapCell, { context, x, y, size, palette }: Box): void {
  if (cell.flagged) drawFlag(context, x, y, size, palette)
  if (size < roomForMarks) return
  if (cell.promised) {
    const sign = cell.promised === 'offered' ? drawHourglass : drawAnchor
    sign(context, x + size - 8, y + size - 8, palette)
  }
  if (!isOpen(cell)) return
  const draw = cell.certainty === 'at_risk' ? drawWarning : drawClock
  // Beside the sign of what it is kept for, where it has one.
  draw(context, x + size - 8, y + (cell.promised ? 8 : size - 8), palette)
}

function ring({ context, x, y, size, palette }: Box): void {
  context.strokeStyle = palette.accent
  context.lineWidth = 2
  context.beginPath()
  context.roundRect(x - 1, y - 1, size + 2, size + 2, radiusOf(size) + 1)
  context.stroke()
  if (size >= roomForMarks) drawTick(context, x + 8, y + size - 8, palette)
}
