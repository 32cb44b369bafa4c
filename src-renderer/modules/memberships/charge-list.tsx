import { useTranslation } from 'react-i18next'
import { charges as chargesQuery } from '../../../src-shared/modules/memberships/sale-queries.ts'
import { useWatch } from '../../desk/hooks.tsx'
import { DayText } from '../../kit/date-text.tsx'
import { Section } from '../../kit/detail.tsx'
import { Money } from '../../kit/money.tsx'
import classes from './charge-list.module.css'
import { chargeKindWords, chargeStateWords } from './membership-words.ts'

/** What the member was charged and what of it is still due. */
export function ChargeList({ memberId }: { memberId: string }) {
  const { t } = useTranslation()
  const { value } = useWatch(chargesQuery, { memberId }, memberId)
  if (!value || value.rows.length === 0) return null
  const due = value.balances.filter(({ dueMinor }) => dueMinor !== 0)
  return (
    <Section
      title={t('members.charges')}
      aside={
        due.length > 0 && (
          <span className={classes.due}>
            {due.map(({ currency, dueMinor }) => (
              <span key={currency}>
                {t('members.owes')} <Money minor={dueMinor} currency={currency} />
              </span>
            ))}
          </span>
        )
      }
    >
      <table className={classes.table}>
        <thead className={classes.hidden}>
          <tr>
            <th>{t('members.charge_column.due')}</th>
            <th>{t('members.charge_column.for')}</th>
            <th>{t('members.charge_column.state')}</th>
            <th>{t('members.charge_column.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {value.rows.toReversed().map((charge) => (
            <tr key={charge.id} data-state={charge.state}>
              <td>
                <DayText day={charge.dueOn} />
              </td>
              <td>{t(chargeKindWords[charge.kind])}</td>
              <td>{t(chargeStateWords[charge.state])}</td>
              <td>
                <Money minor={charge.amountMinor} currency={charge.currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
