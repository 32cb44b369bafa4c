import { Radio } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OutputOf } from '../../../src-shared/kernel/query.ts'
import type { activePlans } from '../../../src-shared/modules/memberships/plan-queries.ts'
import { Money } from '../../kit/money.tsx'
import classes from './plan-cards.module.css'

export type Plan = OutputOf<typeof activePlans>[number]

/** The plans on offer, side by side: name, how long, what it costs, what it grants. */
export function PlanCards({
  plans,
  value,
  onChange,
  without,
  first = false,
}: {
  plans: readonly Plan[]
  value: string
  onChange(planId: string): void
  /** Words of the choice to take none, where there is one. */
  without?: string
  /** The chosen one gets the focus when its form appears. */
  first?: boolean
}) {
  const { t } = useTranslation()
  const duration = ({ terms }: Plan) =>
    terms.durationType === 'MONTHS'
      ? t('members.plan.months', { count: terms.durationValue })
      : t('members.plan.days', { count: terms.durationValue })
  return (
    <Radio.Group label={t('members.plan.choose')} value={value} onChange={onChange}>
      <div className={classes.cards}>
        {plans.map((plan) => (
          <Radio.Card
            key={plan.id}
            value={plan.id}
            className={classes.card}
            {...(first && plan.id === value ? { 'data-first': true } : {})}
          >
            <span className={classes.name}>{plan.name}</span>
            <span className={classes.terms}>
              {[
                duration(plan),
                ...(plan.terms.slotAllocation > 0
                  ? [t('members.plan.slots', { count: plan.terms.slotAllocation })]
                  : []),
              ].join(' · ')}
            </span>
            <span className={classes.price}>
              <Money minor={plan.terms.priceMinor} currency={plan.terms.currency} />
            </span>
          </Radio.Card>
        ))}
        {without && (
          <Radio.Card value="" className={classes.card}>
            <span className={classes.name}>{without}</span>
          </Radio.Card>
        )}
      </div>
    </Radio.Group>
  )
}
