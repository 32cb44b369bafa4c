import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { stepZoom, zoomToFit } from '../slot-map/geometry.ts'
import type { MapCell } from '../slot-map/map-cell.ts'
import { SlotMap } from '../slot-map/slot-map.tsx'
import { slotStatuses } from '../slot-shape.tsx'
import classes from './kit-page.module.css'

const rows = 6
const columns = 16
const certainties = ['confirmed', 'confirmed', 'confirmed', 'held', 'confirmed', 'at_risk'] as const

const cells: readonly MapCell[] = Array.from({ length: rows * columns }, (_, n) => ({
  id: String(n),
  number: `A-${String(n + 1).padStart(3, '0')}`,
  short: String(n + 1),
  row: Math.floor(n / columns) + 1,
  column: (n % columns) + 1,
  status: slotStatuses[(n * 7) % slotStatuses.length] ?? 'available',
  flagged: n % 19 === 0,
  promised: n % 23 === 4 ? 'offered' : n % 29 === 8 ? 'leased' : null,
  certainty: certainties[n % certainties.length] ?? 'confirmed',
  holder: n % 3 === 0 ? 'Ayşe Yılmaz' : '',
  dim: n % 11 === 10,
}))

/** A greenhouse as it stands. */
export function MapSection() {
  const { t } = useTranslation()
  const [cursor, setCursor] = useState<string | null>('3')
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set(['18', '19', '20']))
  const [zoom, setZoom] = useState<number | 'fit'>('fit')
  const [size, setSize] = useState({ width: 0, height: 0 })
  const onSize = useCallback((width: number, height: number) => setSize({ width, height }), [])
  const edge = zoom === 'fit' ? zoomToFit(rows, columns, size.width, size.height, true) : zoom
  return (
    <div className={`${classes.framed} ${classes.map}`}>
      <SlotMap
        label={t('slots.map.label', { count: cells.length })}
        cells={cells}
        rows={rows}
        columns={columns}
        named
        zoom={edge}
        onZoom={(by) => setZoom(by === 'fit' ? 'fit' : stepZoom(edge, by))}
        onSize={onSize}
        cursor={cursor}
        onCursor={({ id }) => setCursor(id)}
        selection={selection}
        onSelection={setSelection}
        onOpen={() => {}}
      />
    </div>
  )
}
