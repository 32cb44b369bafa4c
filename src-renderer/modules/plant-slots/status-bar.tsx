import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { type SlotStatus, slotStatusWords } from '../../kit/slot-shape.tsx'
import classes from './status-bar.module.css'

const order: readonly SlotStatus[] = ['occupied', 'allocated', 'available', 'maintenance']

/** How a location is used, as one bar; the numbers stand beside it. */
export function StatusBar({ counts }: { counts: Record<SlotStatus, number> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const total = order.reduce((sum, status) => sum + counts[status], 0)
  const words = order.map((status) => `${t(slotStatusWords[status])}: ${format.number(counts[status])}`)
  return (
    <span className={classes.bar} role="img" aria-label={words.join(', ')} data-empty={total === 0}>
      {order.map(
        (status) =>
          counts[status] > 0 && (
            <span
              key={status}
              className={classes.part}
              data-status={status}
              style={{ flexGrow: counts[status] }}
              title={`${t(slotStatusWords[status])}: ${format.number(counts[status])}`}
            />
          ),
      )}
    </span>
  )
}
