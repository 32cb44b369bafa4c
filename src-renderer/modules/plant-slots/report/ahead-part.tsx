import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../i18n/format.ts'
import { Bars } from '../../figures/bars.tsx'
import { ReportPart } from '../../figures/report-part.tsx'
import { type ReportColumn, TableBehind } from '../../figures/report-table.tsx'
import type { Analytics } from './analytics.ts'

type Capacity = NonNullable<Analytics['capacity']>
type Planned = Capacity['days'][number]

/** The capacity plan: what will be wanted, against what there is. */
export function AheadPart({ capacity: { usable, renewal, days } }: { capacity: Capacity }) {
  const { t } = useTranslation()
  const format = useFormat()
  const short = days.find(({ shortage }) => shortage > 0)
  const line = short
    ? t('reports.ahead.short', {
        ...{ usable, day: format.day(short.day) },
        shortage: Math.max(...days.map(({ shortage }) => shortage)),
      })
    : t('reports.ahead.enough', { count: usable })
  const reckoned =
    renewal.rate === null
      ? t('reports.ahead.renewal_unknown')
      : t('reports.ahead.renewal', { rate: format.percent(renewal.rate) })
  const columns: ReportColumn<Planned>[] = [
    { key: 'day', title: t('reports.column.day'), cell: ({ day }) => format.day(day) },
    { key: 'demand', title: t('reports.column.demand'), number: true, cell: ({ demand }) => format.number(demand) },
    { key: 'shortage', title: t('reports.column.shortage'), number: true, cell: (row) => format.number(row.shortage) },
  ]
  return (
    <ReportPart title={t('reports.ahead.title')} line={`${line} ${reckoned}`}>
      <Bars
        label={t('reports.ahead.chart')}
        bars={days.map(({ day, demand, shortage }) => ({
          key: day,
          pieces: [
            { kind: 'met', size: demand - shortage },
            { kind: 'short', size: shortage },
          ],
        }))}
        most={Math.max(usable, ...days.map(({ demand }) => demand))}
        mark={usable}
        ends={[format.shortDay(days[0]?.day ?? ''), format.shortDay(days.at(-1)?.day ?? '')]}
      />
      <TableBehind
        summary={t('reports.as_table')}
        label={t('reports.ahead.title')}
        columns={columns}
        rows={days}
        keyOf={({ day }) => day}
      />
    </ReportPart>
  )
}
