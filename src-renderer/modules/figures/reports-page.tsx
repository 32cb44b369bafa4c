import { SegmentedControl } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page } from '../../app/page.tsx'
import { useToday } from '../../i18n/today.ts'
import { SlotReport } from '../plant-slots/report/slot-report.tsx'
import { lengths, type ReportSearch, stretchOf } from './report-address.ts'

const route = getRouteApi('/reports')

/** How things went over some days, for who answers for them (plant-slots.md section 9). */
export function ReportsPage() {
  const { t } = useTranslation()
  const { days = lengths[0], location = null } = route.useSearch()
  const navigate = route.useNavigate()
  const go = (change: ReportSearch) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
  const stretch = stretchOf(useToday(), days)
  const length = (
    <SegmentedControl
      aria-label={t('reports.days')}
      data={lengths.map((each) => ({
        value: String(each),
        label: each === 365 ? t('reports.last_year') : t('reports.last_days', { days: each }),
      }))}
      value={String(days)}
      onChange={(value) => go({ days: lengths.find((each) => String(each) === value) })}
    />
  )
  return (
    <Page name={t('reports.title')}>
      <SlotReport
        {...stretch}
        locationId={location}
        onLocation={(next) => go({ location: next ?? undefined })}
        length={length}
      />
    </Page>
  )
}
