import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../i18n/format.ts'
import { FigureList } from '../../figures/figure-list.tsx'
import { ReportPart } from '../../figures/report-part.tsx'
import { useFigures } from '../../figures/use-figures.ts'
import type { Analytics } from './analytics.ts'

/** The shares of section 9, and of how many they are. */
export function UsePart({ told: { rates, yield: harvest } }: { told: Analytics }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { percent, partOf, number, days } = useFigures()
  const mean = (rate: number | null) => (rate === null ? null : t('reports.mean', { mean: percent(rate) }))
  const lines = (...parts: (string | null)[]) => parts.filter((part) => part !== null).join(' · ')
  const figures = [
    {
      name: t('reports.use.allocation'),
      value: percent(rates.allocation.rate),
      line: lines(partOf(rates.allocation), mean(rates.allocationMean)),
    },
    {
      name: t('reports.use.occupancy'),
      value: percent(rates.occupancy.rate),
      line: lines(partOf(rates.occupancy), mean(rates.occupancyMean)),
    },
    {
      name: t('reports.use.availability'),
      value: percent(rates.availability.rate),
      line: partOf(rates.availability),
    },
    {
      name: t('reports.use.turnover'),
      value: percent(rates.turnover),
      line: t('reports.use.ended', { count: rates.ended }),
    },
    {
      name: t('reports.use.idle'),
      value: days(rates.idleDays),
      line: rates.idleDays === null ? null : t('reports.use.half'),
    },
    {
      name: t('reports.use.yield'),
      value: format.weight(harvest.grams),
      line: t('reports.use.per_day', { grams: number(harvest.gramsPerSlotDay) }),
    },
  ]
  return (
    <ReportPart title={t('reports.use.title')}>
      <FigureList figures={figures} />
    </ReportPart>
  )
}
