import { drawCell } from './draw-cell.ts'
import { type CellIndex, cellAt, type Grid } from './geometry.ts'
import type { Labels } from './labels.ts'
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
      const box = { context, x: x - view.x, y: y - view.y, size: grid.cell, palette }
      drawCell(cell, box, { labels: scene.labels, selected: selection.has(cell.id) })
    }
  }
  if (scene.named) drawNumbers(context, scene, { firstRow, lastRow, firstColumn, lastColumn })
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
