import { SegmentedControl } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/desk-status.tsx'
import { Page } from '../../app/page.tsx'
import { useToday } from '../../i18n/today.ts'
import { MembershipReport } from '../memberships/report/membership-report.tsx'
import { SlotReport } from '../plant-slots/report/slot-report.tsx'
import { lengths, type ReportSearch, stretchOf, views } from './report-address.ts'

const route = getRouteApi('/reports')
const viewWords = { slots: 'reports.slots', memberships: 'reports.memberships' } as const

/** How things went over some days, for who answers for them (section 9 of plant-slots.md and memberships.md). */
export function ReportsPage() {
  const { t } = useTranslation()
  const may = useMay()
  const { view = 'slots', days = lengths[0], location = null } = route.useSearch()
  const navigate = route.useNavigate()
  const go = (change: ReportSearch) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
  const stretch = stretchOf(useToday(), days)
  const ofMemberships = view === 'memberships' && may('membership_charge_view')
  const tools = (
    <>
      {may('membership_charge_view') && (
        <SegmentedControl
          aria-label={t('reports.about')}
          data={views.map((value) => ({ value, label: t(viewWords[value]) }))}
          value={view}
          onChange={(value) => go({ view: views.find((each) => each === value) })}
        />
      )}
      <SegmentedControl
        aria-label={t('reports.days')}
        data={lengths.map((each) => ({
          value: String(each),
          label: each === 365 ? t('reports.last_year') : t('reports.last_days', { days: each }),
        }))}
        value={String(days)}
        onChange={(value) => go({ days: lengths.find((each) => String(each) === value) })}
      />
    </>
  )
  return (
    <Page name={t('reports.title')}>
      {ofMemberships ? (
        <MembershipReport {...stretch} tools={tools} />
      ) : (
        <SlotReport
          {...stretch}
          locationId={location}
          onLocation={(next) => go({ location: next ?? undefined })}
          tools={tools}
        />
      )}
    </Page>
  )
}
