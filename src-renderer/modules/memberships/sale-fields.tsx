import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, type Day } from '../../../src-shared/kernel/calendar.ts'
import { useToday } from '../../i18n/today.ts'
import { DayField } from '../../kit/day-field.tsx'
import { type Plan, PlanCards } from './plan-cards.tsx'
import { type SalePreview, SalePreviewBox } from './sale-preview.tsx'

/** How far ahead a membership may begin (MB-R21). */
const aheadDays = 365

interface Props {
  plans: readonly Plan[]
  planId: string
  startsOn: Day
  preview: SalePreview | undefined
  /** Words of the choice to take no plan, where there is one. */
  without?: string
  /** The chosen plan gets the focus when its form appears. */
  first?: boolean
  onPlan(planId: string): void
  onDay(day: Day): void
}

/** A plan and its first day; what would come of them stands below. */
export function SaleFields({ plans, planId, startsOn, preview, without, first, onPlan, onDay }: Props): ReactNode {
  const { t } = useTranslation()
  const today = useToday()
  return (
    <>
      <PlanCards plans={plans} value={planId} onChange={onPlan} without={without} first={first ?? false} />
      {planId && (
        <DayField
          label={t('members.starts_on')}
          value={startsOn}
          min={today}
          max={addDays(today, aheadDays)}
          onChange={(day) => onDay(day ?? today)}
        />
      )}
      {planId && preview && <SalePreviewBox preview={preview} />}
    </>
  )
}
