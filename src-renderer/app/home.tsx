import { Navigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Checklist } from '../first-run/checklist.tsx'
import { useFirstSteps } from '../first-run/use-first-steps.ts'
import { useMay } from './desk-status.tsx'
import { Page } from './page.tsx'

/** Where a person begins: in a new organisation with what it needs first, else in the first place that is theirs. */
export function Home() {
  const { t } = useTranslation()
  const may = useMay()
  const steps = useFirstSteps()
  if (steps) {
    return (
      <Page name={t('first_steps.page')}>
        <Checklist steps={steps} />
      </Page>
    )
  }
  if (steps === undefined) return null
  if (may('plant_slot_view')) return <Navigate to="/slots" replace />
  return <Navigate to={may('member_view') ? '/members' : '/receipts'} replace />
}
