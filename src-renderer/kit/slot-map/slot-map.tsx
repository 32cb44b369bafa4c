import { useElementSize } from '@mantine/hooks'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CursorCell } from './cursor-cell.tsx'
import { CellIndex, gridOf, type Place, placeAt } from './geometry.ts'
import { MapCanvas } from './map-canvas.tsx'
import { findTyped, type MapCell } from './map-cell.ts'
import { MapHint } from './map-hint.tsx'
import classes from './slot-map.module.css'
import { useFollow } from './use-follow.ts'
import { useMapKeys } from './use-map-keys.ts'

export interface SlotMapProps {
  label: string
  cells: readonly MapCell[]
  rows: number
  columns: number
  /** Whether the places have rows and columns; without them the slots stand in order of their numbers. */
  named: boolean
  /** Edge of a cell in pixels. */
  zoom: number
  onZoom(by: 1 | -1 | 'fit'): void
  /** Told as the window changes, so that the first zoom can fit. */
  onSize(width: number, height: number): void
  cursor: string | null
  onCursor(cell: MapCell): void
  selection: ReadonlySet<string>
  onSelection(selection: ReadonlySet<string>): void
  /** Enter: on to what can be done with the slot. */
  onOpen(): void
}

/**
 * A location as it stands: rows and columns of cells, thousands of them, on one canvas. To the keyboard and to a
 * screen reader it is a grid of which only the cell under the cursor exists; the list beside it is its equal table.
 */
export function SlotMap(props: SlotMapProps) {
  const { label, cells, rows, columns, named, zoom, onZoom, onSize, cursor, onCursor, selection, onSelection, onOpen } =
    props
  const id = useId()
  const { t } = useTranslation()
  const { ref: sized, width, height } = useElementSize()
  const scroller = useRef<HTMLDivElement>(null)
  const grid = useMemo(() => gridOf(rows, columns, zoom, named), [rows, columns, zoom, named])
  const index = useMemo(() => new CellIndex(cells, rows, columns), [cells, rows, columns])
  const [scroll, setScroll] = useState({ x: 0, y: 0 })
  const [hovered, setHovered] = useState<MapCell | null>(null)
  const anchor = useRef<Place | null>(null)
  const current = useMemo(() => cells.find((cell) => cell.id === cursor), [cells, cursor])

  useEffect(() => {
    if (width > 0) onSize(width, height)
  }, [width, height, onSize])

  useFollow(scroller, grid, current)

  const select = (cell: MapCell, how: { block: boolean; toggle: boolean }) => {
    if (how.block && anchor.current) {
      onSelection(new Set(index.block(anchor.current, cell).map((inside) => inside.id)))
    } else {
      anchor.current = cell
      const next = new Set(selection)
      if (!next.delete(cell.id)) next.add(cell.id)
      onSelection(how.toggle ? next : new Set())
    }
    onCursor(cell)
  }
  const { onKeyDown, typed } = useMapKeys({
    cells,
    index,
    current,
    rows,
    columns,
    onMove: (cell, block) => {
      if (block && !anchor.current) anchor.current = current ?? cell
      if (!block) anchor.current = cell
      if (block) select(cell, { block, toggle: false })
      else onCursor(cell)
    },
    onToggle: (cell) => select(cell, { block: false, toggle: true }),
    onClear: () => onSelection(new Set()),
    onOpen,
    onZoom,
  })
  const cellUnder = (event: React.MouseEvent) => {
    // Before it has been measured the map stands nowhere.
    if (width === 0) return undefined
    const box = event.currentTarget.getBoundingClientRect()
    const place = placeAt(grid, event.clientX - box.left + scroll.x, event.clientY - box.top + scroll.y)
    return place ? index.at(place) : undefined
  }

  return (
    <div className={classes.frame} ref={sized}>
      {/* biome-ignore lint/a11y/useSemanticElements: the cells are painted; one stands in for all, which a table cannot say */}
      <div
        ref={scroller}
        className={classes.scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={rows}
        aria-colcount={columns}
        aria-multiselectable="true"
        aria-activedescendant={current ? `${id}-cell` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={(event) => setScroll({ x: event.currentTarget.scrollLeft, y: event.currentTarget.scrollTop })}
        onMouseMove={(event) => setHovered(cellUnder(event) ?? null)}
        onMouseLeave={() => setHovered(null)}
        onClick={(event) => {
          const cell = cellUnder(event)
          if (cell) select(cell, { block: event.shiftKey, toggle: event.ctrlKey || event.metaKey })
        }}
        onDoubleClick={(event) => cellUnder(event) && onOpen()}
        onWheel={(event) => {
          if (event.ctrlKey) onZoom(event.deltaY < 0 ? 1 : -1)
        }}
      >
        <MapCanvas
          all={cells}
          scene={{ grid, cells: index, named, selection }}
          width={width}
          height={height}
          scroll={scroll}
        />
        <div className={classes.extent} style={{ width: grid.width, height: grid.height }}>
          {current && <CursorCell id={`${id}-cell`} grid={grid} cell={current} selected={selection.has(current.id)} />}
        </div>
      </div>
      {hovered && !typed && <MapHint grid={grid} cell={hovered} scroll={scroll} width={width} height={height} />}
      <div className={classes.typed} aria-live="polite" data-shown={typed !== ''}>
        {typed && (findTyped(cells, typed) ? t('slots.map.typed', { typed }) : t('slots.map.typed_none', { typed }))}
      </div>
    </div>
  )
}
