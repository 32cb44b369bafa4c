import { useTranslation } from 'react-i18next'
import { CertaintyBadge } from '../certainty-badge.tsx'
import { SlotStatusLabel } from '../slot-shape.tsx'
import { cellAt, type Grid } from './geometry.ts'
import { isOpen, type MapCell } from './map-cell.ts'
import classes from './slot-map.module.css'

/** Beside the pointer: what the cell under it is. The cursor's cell says the same to a screen reader. */
export function MapHint({
  grid,
  cell,
  scroll,
  width,
  height,
}: {
  grid: Grid
  cell: MapCell
  scroll: { x: number; y: number }
  width: number
  height: number
}) {
  const { t } = useTranslation()
  const { x, y } = cellAt(grid, cell)
  const left = x - scroll.x
  const top = y - scroll.y
  const toLeft = left > width - 240
  const above = top > height - 140
  return (
    <div
      className={classes.hint}
      aria-hidden="true"
      style={{
        left: toLeft ? left - 8 : left + grid.cell + 8,
        top: above ? top + grid.cell : top,
        transform: `translate(${toLeft ? '-100%' : '0'}, ${above ? '-100%' : '0'})`,
      }}
    >
      <strong>{cell.number}</strong>
      <SlotStatusLabel status={cell.status} />
      {cell.holder && <span>{cell.holder}</span>}
      {cell.flagged && <span className={classes.flag}>{t('slots.flag.required')}</span>}
      {isOpen(cell) && <CertaintyBadge certainty={cell.certainty} />}
    </div>
  )
}
