import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { charges as chargesQuery } from '../../../src-shared/modules/memberships/sale-queries.ts'
import { useMay } from '../../app/desk-status.tsx'
import { useWatch } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import { DayText } from '../../kit/date-text.tsx'
import { Section } from '../../kit/detail.tsx'
import { ReasonDialog } from '../../kit/dialog/reason-dialog.tsx'
import { Money } from '../../kit/money.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import classes from './charge-list.module.css'
import { type Charge, chargeKindWords, chargeStateWords } from './membership-words.ts'

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
            <th>{t('membership.waive')}</th>
          </tr>
        </thead>
        <tbody>
          {value.rows.toReversed().map((charge) => (
            <ChargeRow key={charge.id} charge={charge} />
          ))}
        </tbody>
      </table>
    </Section>
  )
}

/** One charge: when it is due, what for, how it stands and under which receipt. */
function ChargeRow({ charge }: { charge: Charge }) {
  const { t } = useTranslation()
  const may = useMay()
  const { dueOn, kind, state, settlementNumber, amountMinor, currency, invoiceId } = charge
  const open = state === 'due' && invoiceId === null && may('membership_charge_waive')
  return (
    <tr data-state={state}>
      <td>
        <DayText day={dueOn} />
      </td>
      <td>{t(chargeKindWords[kind])}</td>
      <td title={settlementNumber ? t('membership.receipt', { number: settlementNumber }) : undefined}>
        {t(chargeStateWords[state])}
      </td>
      <td>
        <Money minor={amountMinor} currency={currency} />
      </td>
      <td>{open && <WaiveButton charge={charge} />}</td>
    </tr>
  )
}

/** Lets a charge go, with the reason (MB-R55). */
function WaiveButton({ charge }: { charge: Charge }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { act, busy, refusal, clear } = useAct()
  const [asking, setAsking] = useState(false)
  const waive = (reason: string) => {
    setAsking(false)
    void act('memberships.waive-charge', { chargeId: charge.id, reason })
  }
  return (
    <>
      <Button size="compact-xs" variant="subtle" disabled={busy} onClick={() => setAsking(true)}>
        {t('membership.waive')}
      </Button>
      {asking && (
        <ReasonDialog
          title={t('membership.waive_title', { sum: format.money(charge.amountMinor, charge.currency) })}
          word={t('membership.waive')}
          onReason={waive}
          onClose={() => setAsking(false)}
        />
      )}
      {refusal && <RefusalNotice refusal={refusal} onDone={clear} />}
    </>
  )
}
