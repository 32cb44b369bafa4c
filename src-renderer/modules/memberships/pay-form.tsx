import { Checkbox, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../../src-shared/kernel/id.ts'
import { charges as chargesQuery } from '../../../src-shared/modules/memberships/sale-queries.ts'
import { useWatch } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useForm } from '../../kit/form/use-form.ts'
import { FormFrame } from '../../kit/form.tsx'
import { Loading } from '../../kit/loading.tsx'
import { Money } from '../../kit/money.tsx'
import { Empty } from '../../kit/states.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { FormButtons } from '../plant-slots/form-buttons.tsx'
import type { Member } from './member.ts'
import { type Charge, chargeKindWords, methodWords, type PayMethod, payMethods } from './membership-words.ts'
import { OutcomeBox } from './outcome-box.tsx'
import classes from './pay-form.module.css'
import { SheetFrame } from './sheet-frame.tsx'

/** As many as one settlement may hold (memberships.md section 5). */
const most = 50

/** Takes money for what is due, or gives back what is owed to the member (MB-R55). */
export function PayForm({ member, onClose }: { member: Member; onClose(): void }) {
  const { t } = useTranslation()
  const { value } = useWatch(chargesQuery, { memberId: member.id, state: 'due', limit: most }, member.id)
  // What is on an invoice is paid with the invoice.
  const open = value?.rows.filter(({ invoiceId }) => invoiceId === null)
  return (
    <SheetFrame title={t('membership.pay')} member={member} onClose={onClose}>
      {!open && <Loading shape="detail" />}
      {open?.length === 0 && <Empty title={t('membership.pay_form.nothing')} />}
      {open && open.length > 0 && <Payment charges={open} onClose={onClose} />}
    </SheetFrame>
  )
}

interface Paying {
  method: PayMethod
  /** Charges that are not paid now. */
  left: readonly string[]
}

function Payment({ charges, onClose }: { charges: readonly Charge[]; onClose(): void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const currency = charges[0]?.currency ?? ''
  const [settlementId] = useState(newId)
  const form = useForm<Paying>({ method: 'cash', left: [] })
  const { values, set } = form
  const { act, busy, refusal, clear } = useAct()
  const taken = charges.filter((charge) => charge.currency === currency && !values.left.includes(charge.id))
  const amountMinor = taken.reduce((sum, charge) => sum + charge.amountMinor, 0)
  const settle = async () => {
    if (taken.length === 0) return
    const chargeIds = taken.map(({ id }) => id)
    const { method } = values
    if (await act('memberships.settle-charges', { settlementId, chargeIds, method, amountMinor })) onClose()
  }
  const sum = format.money(Math.abs(amountMinor), currency)
  return (
    <FormFrame form={form} onCancel={onClose} label={t('membership.pay')} onSubmit={() => void settle()}>
      <fieldset className={classes.charges}>
        <legend>{t('membership.pay_form.what')}</legend>
        {charges.map((charge, n) => (
          <DueCharge
            key={charge.id}
            charge={charge}
            first={n === 0}
            disabled={charge.currency !== currency}
            checked={taken.includes(charge)}
            onChange={(checked) => {
              const others = values.left.filter((id) => id !== charge.id)
              set('left', checked ? others : [...others, charge.id])
              clear()
            }}
          />
        ))}
      </fieldset>
      <SegmentedControl
        fullWidth
        aria-label={t('membership.pay_form.how')}
        value={values.method}
        data={payMethods.map((value) => ({ value, label: t(methodWords[value]) }))}
        onChange={(value) => set('method', payMethods.find((method) => method === value) ?? 'cash')}
      />
      <OutcomeBox
        facts={[
          [
            amountMinor < 0 ? t('membership.pay_form.to_give_back') : t('membership.pay_form.sum'),
            <strong key="sum">{sum}</strong>,
          ],
        ]}
      />
      {refusal && <RefusalNotice refusal={refusal} onDone={onClose} />}
      <FormButtons
        word={amountMinor < 0 ? t('membership.pay_form.give_back', { sum }) : t('membership.pay_form.take', { sum })}
        busy={busy}
        disabled={taken.length === 0}
        onClose={onClose}
      />
    </FormFrame>
  )
}

interface DueProps {
  charge: Charge
  first: boolean
  disabled: boolean
  checked: boolean
  onChange(checked: boolean): void
}

function DueCharge({ charge, first, disabled, checked, onChange }: DueProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className={classes.charge}>
      <Checkbox
        {...(first ? { 'data-first': true } : {})}
        disabled={disabled}
        checked={checked}
        label={t('membership.pay_form.due', { kind: t(chargeKindWords[charge.kind]), day: format.day(charge.dueOn) })}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <Money minor={charge.amountMinor} currency={charge.currency} />
    </div>
  )
}
