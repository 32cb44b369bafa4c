import { Radio } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { addDays, day } from '../../../src-shared/kernel/calendar.ts'
import { newId } from '../../../src-shared/kernel/id.ts'
import type { OutputOf } from '../../../src-shared/kernel/query.ts'
import { previewCancel } from '../../../src-shared/modules/memberships/cancel-preview.ts'
import { useMay } from '../../app/desk-status.tsx'
import { useWatch } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import type { Words } from '../../i18n/i18n.ts'
import { useToday } from '../../i18n/today.ts'
import { DayField } from '../../kit/day-field.tsx'
import { useDraftForm } from '../../kit/form/use-draft-form.ts'
import { FormFrame } from '../../kit/form.tsx'
import { LinesField } from '../../kit/lines-field.tsx'
import { Money } from '../../kit/money.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { FormButtons } from '../plant-slots/form-buttons.tsx'
import type { SheetProps } from './member-sheet.ts'
import { OutcomeRefused } from './outcome-box.tsx'
import classes from './pay-form.module.css'
import { SheetFrame } from './sheet-frame.tsx'

const refund = z.enum(['none', 'prorated', 'full'])
type Refund = z.infer<typeof refund>
const cancelDraft = z.object({ on: day, reason: z.string(), refund })
type Cancel = z.infer<typeof cancelDraft>

const refundWords: Record<Refund, Words> = {
  none: 'membership.cancel_form.none',
  prorated: 'membership.cancel_form.prorated',
  full: 'membership.cancel_form.full',
}

/** Ends a membership before its time: from which day, why, and what is given back (MB-R54). */
export function CancelForm({ member, held, onClose }: SheetProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useMay()
  const today = useToday()
  const [chargeId] = useState(newId)
  const tomorrow = addDays(today, 1)
  const form = useDraftForm<Cancel>(`members.cancel ${held.id}`, {
    shape: cancelDraft,
    initial: { on: tomorrow, reason: '', refund: 'none' },
    adopt: (kept) => ({ ...kept, on: kept.on < today ? today : kept.on }),
  })
  const { values, set, problems } = form
  const { act, busy, refusal, clear } = useAct()
  const preview = useWatch(previewCancel, { membershipId: held.id, on: values.on }, held.id).value
  const done = () => {
    form.done()
    onClose()
  }
  const cancel = async () => {
    const reason = values.reason.trim()
    if (reason === '') return form.blame({ reason: t('bulk.reason_missing') })
    const { on, refund } = values
    if (await act('memberships.cancel', { membershipId: held.id, on, reason, refund, chargeId })) done()
  }
  const cancellation = refusal ? null : (preview?.cancellation ?? null)
  return (
    <SheetFrame title={t('membership.cancel')} member={member} onClose={onClose}>
      <FormFrame form={form} onCancel={onClose} label={t('membership.cancel')} onSubmit={() => void cancel()}>
        <DayField
          label={t('membership.cancel_form.on')}
          value={values.on}
          min={may('membership_backdate') ? held.startsOn : today}
          max={addDays(held.endsOn, 1)}
          onChange={(value) => {
            set('on', value ?? tomorrow)
            clear()
          }}
        />
        <LinesField
          first
          label={t('bulk.reason')}
          most={500}
          value={values.reason}
          error={problems.reason}
          onChange={(text) => set('reason', text)}
        />
        {preview?.refusal && !refusal && <OutcomeRefused refusal={preview.refusal} />}
        {cancellation && (
          <Refunds
            cancellation={cancellation}
            value={values.refund}
            onChange={(choice) => {
              set('refund', choice)
              clear()
            }}
          />
        )}
        {refusal && <RefusalNotice refusal={refusal} onDone={done} />}
        <FormButtons
          word={
            cancellation
              ? t('membership.cancel_form.do', { day: format.day(cancellation.lastDay) })
              : t('membership.cancel')
          }
          busy={busy}
          disabled={!preview || preview.refusal !== null}
          onClose={onClose}
        />
      </FormFrame>
    </SheetFrame>
  )
}

interface RefundsProps {
  cancellation: NonNullable<OutputOf<typeof previewCancel>['cancellation']>
  value: Refund
  onChange(refund: Refund): void
}

/** What may be given back, each with its figure. */
function Refunds({ cancellation: { choices, laterMinor, currency }, value, onChange }: RefundsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Radio.Group
      label={t('membership.cancel_form.refund')}
      value={value}
      onChange={(choice) => onChange(refund.catch('none').parse(choice))}
    >
      <div className={classes.charges} style={{ marginTop: 8 }}>
        {choices.map((choice) => (
          <div className={classes.charge} key={choice.refund}>
            <Radio value={choice.refund} label={t(refundWords[choice.refund])} />
            <Money minor={choice.amountMinor} currency={currency} />
          </div>
        ))}
        {laterMinor > 0 && (
          <p style={{ margin: 0 }}>
            {t('membership.cancel_form.later', { credit: format.money(laterMinor, currency) })}
          </p>
        )}
      </div>
    </Radio.Group>
  )
}
