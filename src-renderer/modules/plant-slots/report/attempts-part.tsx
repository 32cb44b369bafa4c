import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../i18n/format.ts'
import { Facts } from '../../../kit/detail.tsx'
import { ReportPart } from '../../figures/report-part.tsx'
import { ReportTable } from '../../figures/report-table.tsx'
import { useFigures } from '../../figures/use-figures.ts'
import type { Analytics } from './analytics.ts'
import { countedByWords } from './refused-words.ts'

/** What became of it when somebody was to be given slots, or handed them on. Of one location alone it is not known. */
export function AttemptsPart({ attempts, transfers }: Pick<Analytics, 'attempts' | 'transfers'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const { percent, partOf } = useFigures()
  if (!attempts || !transfers) return null
  const shared = (share: { part: number; of: number; rate: number | null }) =>
    share.rate === null ? percent(null) : `${percent(share.rate)} · ${partOf(share)}`
  const reasons = countedByWords([...attempts.byCode, ...transfers.byCode])
  return (
    <ReportPart title={t('reports.attempts.title')}>
      <Facts
        facts={[
          [t('reports.attempts.all'), format.number(attempts.all)],
          [t('reports.attempts.applied'), format.number(attempts.applied)],
          [t('reports.attempts.adjusted'), format.number(attempts.adjusted)],
          [t('reports.attempts.rejected'), format.number(attempts.rejected)],
          [t('reports.attempts.denial'), shared(attempts.denial)],
          [t('reports.attempts.transfers'), shared(transfers.success)],
        ]}
      />
      {reasons.length > 0 && (
        <ReportTable
          label={t('reports.attempts.why')}
          columns={[
            { key: 'reason', title: t('reports.attempts.why'), cell: ({ word }) => t(word) },
            {
              key: 'count',
              title: t('reports.column.count'),
              number: true,
              cell: ({ count }) => format.number(count),
            },
          ]}
          rows={reasons}
          keyOf={({ word }) => word}
        />
      )}
    </ReportPart>
  )
}
