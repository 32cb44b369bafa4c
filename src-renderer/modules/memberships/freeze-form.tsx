import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { addDays, day } from '../../../src-shared/kernel/calendar.ts'
import { newId } from '../../../src-shared/kernel/id.ts'
import { previewFreeze } from '../../../src-shared/modules/memberships/freeze-queries.ts'
import { useMay } from '../../app/desk-status.tsx'
import { useWatch } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useToday } from '../../i18n/today.ts'
import { DayField } from '../../kit/day-field.tsx'
import { useDraftForm } from '../../kit/form/use-draft-form.ts'
import { FormFrame } from '../../kit/form.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { FormButtons } from '../plant-slots/form-buttons.tsx'
import { FreezeOutcome } from './freeze-outcome.tsx'
import type { SheetProps } from './member-sheet.ts'
import classes from './person-fields.module.css'
import { SheetFrame } from './sheet-frame.tsx'

const freezeDraft = z.object({ fromOn: day, toOn: day.nullable(), reason: z.string() })
type Freeze = z.infer<typeof freezeDraft>

/** No freeze is longer (memberships.md section 2). */
const longest = 365

/** Lets a membership stand still: the days, and what they do to its end and its next payment, before it is done (MB-R46). */
export function FreezeForm({ member, held, onClose }: SheetProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useMay()
  const today = useToday()
  const form = useDraftForm<Freeze>(`members.freeze ${held.id}`, {
    shape: freezeDraft,
    initial: { fromOn: today, toOn: null, reason: '' },
  })
  const { values, set } = form
  const { act, busy, refusal, clear } = useAct()
  const days = { fromOn: values.fromOn, ...(values.toOn ? { toOn: values.toOn } : {}) }
  const inOrder = values.toOn === null || values.toOn >= values.fromOn
  const preview = useWatch(previewFreeze, inOrder ? { membershipId: held.id, ...days } : null, held.id).value
  const shown = inOrder && !refusal ? preview : undefined
  const done = () => {
    form.done()
    onClose()
  }
  const freeze = async () => {
    if (!inOrder) return form.blame({ toOn: t('membership.freeze_form.order') })
    const reason = values.reason.trim()
    const ids = { freezeId: newId(), chargeId: newId(), membershipId: held.id }
    if (await act('memberships.freeze', { ...ids, ...days, ...(reason ? { reason } : {}) })) done()
  }
  const pick = (field: 'fromOn' | 'toOn', value: string | null) => {
    if (field === 'toOn') set('toOn', value)
    else set('fromOn', value ?? today)
    clear()
  }
  const endsOn = shown && !shown.refusal ? shown.becomes.endsOn : null
  return (
    <SheetFrame title={t('membership.freeze')} member={member} onClose={onClose}>
      <FormFrame form={form} onCancel={onClose} label={t('membership.freeze')} onSubmit={() => void freeze()}>
        <div className={classes.pair}>
          <DayField
            first
            label={t('membership.freeze_form.from')}
            value={values.fromOn}
            min={may('membership_backdate') ? held.startsOn : today}
            max={held.endsOn}
            onChange={(value) => pick('fromOn', value)}
          />
          <DayField
            clearable
            label={t('membership.freeze_form.to')}
            placeholder={t('membership.freeze_form.to_open')}
            value={values.toOn}
            error={form.problems.toOn}
            min={values.fromOn}
            max={addDays(values.fromOn, longest)}
            onChange={(value) => pick('toOn', value)}
          />
        </div>
        {shown && <FreezeOutcome preview={shown} />}
        <TextInput
          label={t('membership.reason_optional')}
          maxLength={500}
          value={values.reason}
          onChange={(event) => set('reason', event.currentTarget.value)}
        />
        {refusal && <RefusalNotice refusal={refusal} onDone={done} />}
        <FormButtons
          word={endsOn ? t('membership.freeze_form.do', { day: format.day(endsOn) }) : t('membership.freeze')}
          busy={busy}
          disabled={inOrder && endsOn === null}
          onClose={onClose}
        />
      </FormFrame>
    </SheetFrame>
  )
}
