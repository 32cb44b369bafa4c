import type { MapCell } from './map-cell.ts'

/** Edge of a cell in pixels, from a map of 10,000 to one in which names can be read. */
const zoomSteps = [5, 6, 8, 10, 12, 14, 16, 18, 20, 24, 28, 32, 36, 40, 44, 48, 56, 64, 80, 96] as const

/** Where everything on the map is. Pure, so that clicks, keys and drawing agree to the pixel. */
export interface Grid {
  rows: number
  columns: number
  cell: number
  gap: number
  /** Space before the first cell: the margin of the page, and the numbers of rows and columns. */
  left: number
  top: number
  width: number
  height: number
}

export interface Place {
  row: number
  column: number
}

const margin = 24
const rowNumbers = 20
const columnNumbers = 20

const gapOf = (cell: number): number => (cell < 10 ? 1 : cell < 16 ? 2 : cell < 28 ? 3 : 4)

/** The grid of a map with cells of one size; `named` where its rows and columns have numbers. */
export function gridOf(rows: number, columns: number, cell: number, named: boolean): Grid {
  const gap = gapOf(cell)
  const left = margin + (named ? rowNumbers : 0)
  const top = (named ? columnNumbers : 0) + 8
  return {
    rows,
    columns,
    cell,
    gap,
    left,
    top,
    width: left + columns * (cell + gap) - gap + margin,
    height: top + rows * (cell + gap) - gap + margin,
  }
}

/** The largest zoom at which the whole map is in sight, else the smallest. */
export function zoomToFit(rows: number, columns: number, width: number, height: number, named: boolean): number {
  const fits = zoomSteps.filter((cell) => {
    const grid = gridOf(rows, columns, cell, named)
    return cell <= 48 && grid.width <= width && grid.height <= height
  })
  return fits[fits.length - 1] ?? zoomSteps[0]
}

/** The next zoom in or out. */
export function stepZoom(cell: number, by: 1 | -1): number {
  const index = zoomSteps.findIndex((step) => step >= cell)
  return zoomSteps[Math.max(0, Math.min(zoomSteps.length - 1, index + by))] ?? cell
}

export const cellAt = ({ left, top, cell, gap }: Grid, { row, column }: Place): { x: number; y: number } => ({
  x: left + (column - 1) * (cell + gap),
  y: top + (row - 1) * (cell + gap),
})

/** The place under a point of the whole map; null between cells and outside. */
export function placeAt(grid: Grid, x: number, y: number): Place | null {
  const pitch = grid.cell + grid.gap
  const column = Math.floor((x - grid.left) / pitch) + 1
  const row = Math.floor((y - grid.top) / pitch) + 1
  const inside = column >= 1 && column <= grid.columns && row >= 1 && row <= grid.rows
  if (!inside) return null
  const start = cellAt(grid, { row, column })
  return x - start.x <= grid.cell && y - start.y <= grid.cell ? { row, column } : null
}

/** Cells of a level by their place: the map's only index. */
export class CellIndex {
  readonly #cells: (MapCell | undefined)[]
  readonly #columns: number
  constructor(cells: readonly MapCell[], rows: number, columns: number) {
    this.#columns = columns
    this.#cells = new Array(rows * columns).fill(undefined)
    for (const cell of cells) this.#cells[(cell.row - 1) * columns + cell.column - 1] = cell
  }
  at({ row, column }: Place): MapCell | undefined {
    return row >= 1 && column >= 1 && column <= this.#columns
      ? this.#cells[(row - 1) * this.#columns + column - 1]
      : undefined
  }
  /** Every cell of the block between two corners. */
  block(a: Place, b: Place): MapCell[] {
    const [top, bottom] = [Math.min(a.row, b.row), Math.max(a.row, b.row)]
    const [left, right] = [Math.min(a.column, b.column), Math.max(a.column, b.column)]
    const found: MapCell[] = []
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) {
        const cell = this.at({ row, column })
        if (cell) found.push(cell)
      }
    }
    return found
  }
}
