import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { newId } from '../../../src-shared/kernel/id.ts'
import type { OutputOf } from '../../../src-shared/kernel/query.ts'
import { activePlans } from '../../../src-shared/modules/memberships/plan-queries.ts'
import { previewRenewal } from '../../../src-shared/modules/memberships/renewal-preview.ts'
import { useWatch } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import { DayText } from '../../kit/date-text.tsx'
import { useForm } from '../../kit/form/use-form.ts'
import { FormActions, FormFrame } from '../../kit/form.tsx'
import { Keys } from '../../kit/keys.tsx'
import { Loading } from '../../kit/loading.tsx'
import { Money } from '../../kit/money.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import type { SheetProps } from './member-sheet.ts'
import { OutcomeBox, OutcomeRefused } from './outcome-box.tsx'
import { SheetFrame } from './sheet-frame.tsx'

type Renewal = NonNullable<OutputOf<typeof previewRenewal>['renewal']>

/** One more period with one press: its days and its price stand before it, the button has the focus (MB-R30). */
export function RenewForm({ member, held, onClose }: SheetProps) {
  const { t } = useTranslation()
  const { value } = useWatch(previewRenewal, { membershipId: held.id }, held.id)
  return (
    <SheetFrame title={t('membership.renew')} member={member} onClose={onClose}>
      {!value && <Loading shape="detail" />}
      {value?.refusal && <OutcomeRefused refusal={value.refusal} />}
      {value?.renewal && <Renew held={held} renewal={value.renewal} onClose={onClose} />}
    </SheetFrame>
  )
}

function Renew({ held, renewal, onClose }: Pick<SheetProps, 'held' | 'onClose'> & { renewal: Renewal }) {
  const { t } = useTranslation()
  const format = useFormat()
  const form = useForm({})
  const { act, busy, refusal } = useAct()
  const { value: plans = [] } = useWatch(activePlans, {})
  const { startsOn, endsOn, priceMinor, currency, planId } = renewal
  const plan = planId === held.planId ? held.planName : plans.find(({ id }) => id === planId)?.name
  const renew = async () => {
    const ids = { membershipId: held.id, periodId: newId(), chargeId: newId() }
    if (await act('memberships.renew', ids)) onClose()
  }
  return (
    <FormFrame form={form} onCancel={onClose} label={t('membership.renew')} onSubmit={() => void renew()}>
      <OutcomeBox
        facts={[
          [t('members.fact.plan'), plan ?? '–'],
          [t('members.starts_on'), <DayText key="from" day={startsOn} />],
          [
            t('members.preview.last_day'),
            <strong key="to">
              <DayText day={endsOn} />
            </strong>,
          ],
          [
            t('members.preview.price'),
            <strong key="price">
              <Money minor={priceMinor} currency={currency} />
            </strong>,
          ],
        ]}
      />
      {refusal && <RefusalNotice refusal={refusal} onDone={onClose} />}
      <FormActions>
        <Button data-first type="submit" loading={busy} rightSection={<Keys keys="enter" />}>
          {t('membership.renew_form.do', { day: format.day(endsOn), price: format.money(priceMinor, currency) })}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </FormActions>
    </FormFrame>
  )
}
