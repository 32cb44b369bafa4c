import { useTranslation } from 'react-i18next'
import { Checklist } from '../first-run/checklist.tsx'
import { useFirstSteps } from '../first-run/use-first-steps.ts'
import { TodayPage } from '../modules/desk/today-page.tsx'
import { Page } from './page.tsx'

/** Where a person begins: in a new organisation with what it needs first, else with the day. */
export function Home() {
  const { t } = useTranslation()
  const steps = useFirstSteps()
  if (steps === undefined) return null
  if (steps === null) return <TodayPage />
  return (
    <Page name={t('first_steps.page')}>
      <Checklist steps={steps} />
    </Page>
  )
}
