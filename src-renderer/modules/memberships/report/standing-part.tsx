import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../i18n/format.ts'
import { FigureList } from '../../figures/figure-list.tsx'
import { ReportPart } from '../../figures/report-part.tsx'
import { useFigures } from '../../figures/use-figures.ts'
import type { Reports } from './use-reports.ts'

const sumOf = (rows: readonly { count: number | null }[]): number =>
  rows.reduce((sum, { count }) => sum + (count ?? 0), 0)

/** The figures that matter most. */
export function StandingPart({ told }: { told: Reports }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { percent, partOf, days } = useFigures()
  const [renewed, freezes, owed] = [told.renewed[0], told.freezes[0], told.owed[0]]
  const figures = [
    { name: t('reports.standing.in_force'), value: format.number(sumOf(told.inForce)) },
    ...told.monthly.map(({ currency, amountMinor }) => ({
      name: t('reports.standing.monthly', { currency }),
      value: format.money(amountMinor ?? 0, currency ?? ''),
    })),
    {
      name: t('reports.standing.renewal'),
      value: percent(renewed?.rate ?? null),
      line: renewed?.of ? partOf({ part: renewed.part ?? 0, of: renewed.of, rate: renewed.rate }) : null,
    },
    {
      name: t('reports.standing.freeze'),
      value: percent(freezes?.rate ?? null),
      line:
        freezes && t('reports.standing.budget', { used: freezes.more.used ?? 0, allowed: freezes.more.allowed ?? 0 }),
    },
    {
      name: t('reports.standing.owed'),
      value: format.number(owed?.count ?? 0),
      line:
        owed &&
        t('reports.standing.owed_line', { owed: owed.more.owed ?? 0, days: days(owed.more.longestDays ?? null) }),
    },
  ]
  return (
    <ReportPart title={t('reports.standing.title')}>
      <FigureList figures={figures} />
    </ReportPart>
  )
}
