import { useTranslation } from 'react-i18next'
import type { PlanTerms } from '../../../src-shared/modules/memberships/plan-rules.ts'

/** How long a plan holds, in words. */
export function usePlanDuration(): (terms: Pick<PlanTerms, 'durationType' | 'durationValue'>) => string {
  const { t } = useTranslation()
  return ({ durationType, durationValue }) =>
    durationType === 'MONTHS'
      ? t('members.plan.months', { count: durationValue })
      : t('members.plan.days', { count: durationValue })
}
