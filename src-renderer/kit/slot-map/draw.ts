import { type CellIndex, cellAt, type Grid } from './geometry.ts'
import { isOpen, type MapCell } from './map-cell.ts'
import { drawClock, drawFlag, drawTick, drawWarning } from './marks.ts'
import type { Palette } from './palette.ts'

/** All that a frame of the map depends on. */
export interface Scene {
  grid: Grid
  cells: CellIndex
  named: boolean
  palette: Palette
  /** What of the map is in sight. */
  view: { x: number; y: number; width: number; height: number }
  selection: ReadonlySet<string>
  /** How much of the numbers fits into every cell: one answer for the whole map. */
  labels: Labels
}

/** `named`: the number, and the holder under it. `last`: the last part of the number. */
export type Labels = 'named' | 'number' | 'last' | 'none'

const labelFont = (font: string): string => `500 11px ${font}`

/** "01-02" → "02". */
const lastPart = (short: string): string => short.split(/[^\p{L}\p{N}]+/u).at(-1) ?? short

/** The fullest label that fits the widest number. */
export function labelsThatFit(
  context: CanvasRenderingContext2D,
  cells: readonly MapCell[],
  size: number,
  font: string,
): Labels {
  if (size >= 64) return 'named'
  context.font = labelFont(font)
  const widest = (part: (cell: MapCell) => string): number => {
    const longest = cells.reduce((found, cell) => (part(cell).length > found.length ? part(cell) : found), '')
    // Digits are of one width, letters are not: some room for wider ones.
    return context.measureText(longest).width + 2
  }
  if (size >= 30 && widest(({ short }) => short) <= size - 6) return 'number'
  return size >= 22 && widest(({ short }) => lastPart(short)) <= size - 6 ? 'last' : 'none'
}

/** Paints what is in sight: cells, then the numbers of rows and columns over them. */
export function drawMap(context: CanvasRenderingContext2D, scene: Scene): void {
  const { grid, cells, palette, view, selection } = scene
  const pitch = grid.cell + grid.gap
  context.fillStyle = palette.ground
  context.fillRect(0, 0, view.width, view.height)
  const firstRow = Math.max(1, Math.floor((view.y - grid.top) / pitch) + 1)
  const lastRow = Math.min(grid.rows, Math.ceil((view.y + view.height - grid.top) / pitch))
  const firstColumn = Math.max(1, Math.floor((view.x - grid.left) / pitch) + 1)
  const lastColumn = Math.min(grid.columns, Math.ceil((view.x + view.width - grid.left) / pitch))
  for (let row = firstRow; row <= lastRow; row += 1) {
    for (let column = firstColumn; column <= lastColumn; column += 1) {
      const cell = cells.at({ row, column })
      if (!cell) continue
      const { x, y } = cellAt(grid, { row, column })
      drawCell(context, cell, x - view.x, y - view.y, scene, selection.has(cell.id))
    }
  }
  if (scene.named) drawNumbers(context, scene, { firstRow, lastRow, firstColumn, lastColumn })
}

function drawCell(
  context: CanvasRenderingContext2D,
  cell: MapCell,
  x: number,
  y: number,
  { grid, palette, labels }: Scene,
  selected: boolean,
): void {
  const size = grid.cell
  const radius = size >= 28 ? 4 : size >= 16 ? 3 : size >= 10 ? 1.5 : 0
  context.globalAlpha = cell.dim ? 0.22 : 1
  fillCell(context, cell, x, y, size, radius, palette)
  outline(context, cell, x, y, size, radius, palette)
  if (labels !== 'none') label(context, cell, x, y, size, palette, labels)
  if (cell.flagged) drawFlag(context, x, y, size, palette)
  if (cell.certainty === 'at_risk' && size >= 24) drawWarning(context, x + size - 8, y + size - 8, palette)
  else if (isOpen(cell) && size >= 24) drawClock(context, x + size - 8, y + size - 8, palette)
  context.globalAlpha = 1
  if (selected) {
    context.strokeStyle = palette.accent
    context.lineWidth = 2
    context.beginPath()
    context.roundRect(x - 1, y - 1, size + 2, size + 2, radius + 1)
    context.stroke()
    if (size >= 24) drawTick(context, x + 8, y + size - 8, palette)
  }
}

function fillCell(
  context: CanvasRenderingContext2D,
  { status }: MapCell,
  x: number,
  y: number,
  size: number,
  radius: number,
  palette: Palette,
): void {
  context.beginPath()
  context.roundRect(x, y, size, size, radius)
  context.fillStyle = status === 'allocated' ? palette.surface : palette.fill[status]
  context.fill()
  if (status !== 'allocated' && status !== 'maintenance') return
  context.save()
  context.clip()
  if (status === 'allocated') {
    context.fillStyle = palette.fill.allocated
    context.fillRect(x, y + Math.round(size / 2), size, size)
  } else {
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
  context.restore()
}

function outline(
  context: CanvasRenderingContext2D,
  cell: MapCell,
  x: number,
  y: number,
  size: number,
  radius: number,
  palette: Palette,
): void {
  const open = isOpen(cell)
  context.strokeStyle = open ? palette.ink : palette.line[cell.status]
  context.lineWidth = open && size >= 20 ? 1.5 : 1
  context.setLineDash(open ? (size >= 20 ? [4, 3] : [2, 2]) : [])
  context.beginPath()
  context.roundRect(x + 0.5, y + 0.5, size - 1, size - 1, radius)
  context.stroke()
  context.setLineDash([])
}

function label(
  context: CanvasRenderingContext2D,
  cell: MapCell,
  x: number,
  y: number,
  size: number,
  palette: Palette,
  labels: Labels,
): void {
  context.fillStyle = palette.ink
  context.font = labelFont(palette.font)
  if (labels !== 'named') {
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    context.fillText(labels === 'last' ? lastPart(cell.short) : cell.short, x + size / 2, y + Math.round(size * (size < 30 ? 0.42 : 0.32)))
    return
  }
  context.textAlign = 'left'
  context.textBaseline = 'top'
  context.fillText(clipped(context, cell.short, size - 14), x + 7, y + 7)
  context.font = `400 11px ${palette.font}`
  context.fillText(clipped(context, cell.holder, size - 14), x + 7, y + 22)
}

/** As much of a text as fits. */
function clipped(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text
  const letters = [...text]
  while (letters.length > 1 && context.measureText(`${letters.join('')}…`).width > room) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

function drawNumbers(
  context: CanvasRenderingContext2D,
  { grid, palette, view }: Scene,
  seen: { firstRow: number; lastRow: number; firstColumn: number; lastColumn: number },
): void {
  const pitch = grid.cell + grid.gap
  // At a small zoom every fifth number is enough.
  const every = grid.cell >= 18 ? 1 : grid.cell >= 8 ? 5 : 10
  const shown = (n: number) => n === 1 || n % every === 0
  context.fillStyle = palette.ground
  context.fillRect(0, 0, view.width, grid.top - 4)
  context.fillRect(0, 0, grid.left - 4, view.height)
  context.fillStyle = palette.muted
  context.font = `400 11px ${palette.font}`
  context.textBaseline = 'middle'
  context.textAlign = 'center'
  for (let column = seen.firstColumn; column <= seen.lastColumn; column += 1) {
    const x = grid.left + (column - 1) * pitch + grid.cell / 2 - view.x
    if (shown(column) && x > grid.left - 4) context.fillText(String(column), x, grid.top - 14)
  }
  context.textAlign = 'right'
  for (let row = seen.firstRow; row <= seen.lastRow; row += 1) {
    const y = grid.top + (row - 1) * pitch + grid.cell / 2 - view.y
    if (shown(row) && y > grid.top - 4) context.fillText(String(row), grid.left - 8, y)
  }
}
