import { useCellWords } from './cell-words.ts'
import { cellAt, type Grid } from './geometry.ts'
import type { MapCell } from './map-cell.ts'
import classes from './slot-map.module.css'

/** The one cell that exists for the keyboard and the screen reader; its ring is the map's focus. */
export function CursorCell({ id, grid, cell, selected }: { id: string; grid: Grid; cell: MapCell; selected: boolean }) {
  const words = useCellWords()
  const { x, y } = cellAt(grid, cell)
  return (
    // biome-ignore lint/a11y/useSemanticElements: it lies over a painted map, where a table row cannot
    <div role="row" tabIndex={-1} aria-rowindex={cell.row}>
      {/* biome-ignore lint/a11y/useSemanticElements: as its row */}
      <div
        id={id}
        role="gridcell"
        tabIndex={-1}
        aria-colindex={cell.column}
        aria-selected={selected}
        aria-label={words(cell)}
        className={classes.cursor}
        style={{ left: x, top: y, width: grid.cell, height: grid.cell }}
      />
    </div>
  )
}
