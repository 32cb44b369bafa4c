import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../i18n/format.ts'
import { Facts } from '../../../kit/detail.tsx'
import { ReportPart } from '../../figures/report-part.tsx'
import { ReportTable } from '../../figures/report-table.tsx'
import { useFigures } from '../../figures/use-figures.ts'
import type { Analytics } from './analytics.ts'

/** What the floor has to do, and how soon what was reported is done. */
export function WorkPart({ work }: { work: Analytics['maintenance'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { percent, hours } = useFigures()
  const { open, overdue } = work
  const late = overdue.rate === null ? percent(null) : `${percent(overdue.rate)} · ${format.number(overdue.part)}`
  return (
    <ReportPart title={t('reports.work.title')}>
      <Facts
        facts={[
          [t('reports.work.open'), overdue.of === 0 ? format.number(0) : t('reports.work.by_priority', open)],
          [t('reports.work.overdue'), late],
          [t('reports.work.done'), format.number(work.done)],
          [t('reports.work.within'), hours(work.medianHours)],
          [t('reports.work.within_most'), hours(work.p90Hours)],
        ]}
      />
      {work.byPerformer.length > 0 && (
        <ReportTable
          label={t('reports.work.by_person')}
          columns={[
            {
              key: 'name',
              title: t('reports.work.by_person'),
              cell: ({ name }) => name ?? t('values.someone'),
            },
            { key: 'done', title: t('reports.work.done'), number: true, cell: ({ done }) => format.number(done) },
          ]}
          rows={work.byPerformer}
          keyOf={({ userId }) => userId}
        />
      )}
    </ReportPart>
  )
}
