import { useTranslation } from 'react-i18next'
import type { OutputOf } from '../../../src-shared/kernel/query.ts'
import type { previewChange } from '../../../src-shared/modules/memberships/change-preview.ts'
import { useFormat } from '../../i18n/format.ts'
import { DayText } from '../../kit/date-text.tsx'
import { Money } from '../../kit/money.tsx'
import classes from './change-outcome.module.css'
import type { Held } from './member-sheet.ts'
import { OutcomeRefused } from './outcome-box.tsx'
import type { Plan } from './plan-cards.tsx'

interface Props {
  held: Held
  plan: Plan
  preview: OutputOf<typeof previewChange>
}

/** The old plan and the new one side by side, and under them the arithmetic as it can be read out (MB-R51). */
export function ChangeOutcome({ held, plan, preview: { change, refusal } }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  if (refusal) return <OutcomeRefused refusal={refusal} />
  if (!change) return null
  const { currency, creditMinor, aheadMinor, priceMinor, netMinor, unusedDays: unused, paidDays: paid } = change
  const price = held.periods.findLast(({ voidedAt }) => voidedAt === null)?.priceMinor ?? null
  const [was, becomes] = [held.terms?.slotAllocation ?? 0, plan.terms.slotAllocation]
  return (
    <div className={classes.outcome} aria-live="polite">
      <table className={classes.columns}>
        <thead>
          <tr>
            <td />
            <th scope="col">{held.planName}</th>
            <th scope="col">{plan.name}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('members.preview.price')}</th>
            <td>{price === null ? '–' : <Money minor={price} currency={currency} />}</td>
            <td>
              <Money minor={priceMinor} currency={currency} />
            </td>
          </tr>
          <tr>
            <th scope="row">{t('members.preview.last_day')}</th>
            <td>
              <DayText day={held.endsOn} />
            </td>
            <td>
              <DayText day={change.endsOn} />
            </td>
          </tr>
          <tr>
            <th scope="row">{t('members.preview.slots')}</th>
            <td>{format.number(was)}</td>
            <td>{format.number(becomes)}</td>
          </tr>
        </tbody>
      </table>
      <p>
        {t('membership.change_form.unused', { unused, paid, credit: format.money(0 - creditMinor, currency) })}
        {aheadMinor > 0 && ` ${t('membership.change_form.ahead', { credit: format.money(0 - aheadMinor, currency) })}`}
      </p>
      <p>
        {netMinor < 0 ? t('membership.pay_form.to_give_back') : t('membership.change_form.to_pay')}{' '}
        <strong>{format.money(Math.abs(netMinor), currency)}</strong>
      </p>
    </div>
  )
}
