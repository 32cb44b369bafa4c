import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../i18n/format.ts'
import { SlotStatusLabel, slotStatuses, slotStatusWords } from '../../../kit/slot-shape.tsx'
import { Bars } from '../../figures/bars.tsx'
import { ReportPart } from '../../figures/report-part.tsx'
import { TableBehind } from '../../figures/report-table.tsx'
import type { Analytics } from './analytics.ts'
import classes from './days-part.module.css'

/** From the bottom up: what is used, then what is left. */
const order = ['occupied', 'allocated', 'maintenance', 'available'] as const

/** How the slots stood on each night that was written down: as bars, and as numbers. */
export function DaysPart({ days }: { days: Analytics['days'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [first, last] = [days[0], days.at(-1)]
  const columns = [
    { key: 'day', title: t('reports.column.day'), cell: ({ day }: { day: string }) => format.day(day) },
    ...slotStatuses.map((status) => ({
      key: status,
      title: t(slotStatusWords[status]),
      number: true,
      cell: (counts: Analytics['days'][number]) => format.number(counts[status]),
    })),
  ]
  return (
    <ReportPart title={t('reports.by_day')} line={t('reports.by_day_line')}>
      {first && last && (
        <>
          <ul className={classes.legend}>
            {order.map((status) => (
              <li key={status}>
                <SlotStatusLabel status={status} />
              </li>
            ))}
          </ul>
          <Bars
            label={t('reports.by_day_chart', { from: format.day(first.day), to: format.day(last.day) })}
            bars={days.map((counts) => ({
              key: counts.day,
              pieces: order.map((kind) => ({ kind, size: counts[kind] })),
            }))}
            most={Math.max(...days.map(({ slots }) => slots))}
            ends={[format.shortDay(first.day), format.shortDay(last.day)]}
          />
          <TableBehind
            summary={t('reports.as_table')}
            label={t('reports.by_day')}
            columns={columns}
            rows={days}
            keyOf={({ day }) => day}
          />
        </>
      )}
    </ReportPart>
  )
}
