import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../i18n/format.ts'
import { Facts } from '../../../kit/detail.tsx'
import { ReportPart } from '../../figures/report-part.tsx'
import { useFigures } from '../../figures/use-figures.ts'
import type { Analytics } from './analytics.ts'

/** Who waits, for how long, and what their plans still owe them. */
export function LinePart({ waiting, owed }: Pick<Analytics, 'waiting' | 'owed'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const { percent, partOf, hours, days } = useFigures()
  const { entries, quantity, offers } = waiting
  const waits =
    entries === 0 ? format.number(0) : `${format.number(entries)}, ${t('reports.line.wants', { count: quantity })}`
  const owing = owed && `${format.number(owed.slots)}, ${t('reports.line.owed_to', { count: owed.memberships })}`
  return (
    <ReportPart title={t('reports.line.title')}>
      <Facts
        facts={[
          [t('reports.line.entries'), waits],
          [t('reports.line.median'), hours(waiting.medianHours)],
          [t('reports.line.longest'), hours(waiting.longestHours)],
          [
            t('reports.line.offers'),
            offers.rate === null ? percent(null) : `${percent(offers.rate)} · ${partOf(offers)}`,
          ],
          [t('reports.line.answer'), hours(waiting.medianAnswerHours)],
          ...(owed
            ? ([
                [t('reports.line.owed'), owed.slots === 0 ? format.number(0) : owing],
                [t('reports.line.owed_for'), days(owed.medianDays)],
              ] as const)
            : []),
        ]}
      />
    </ReportPart>
  )
}
