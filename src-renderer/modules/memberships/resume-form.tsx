import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { type Day, day } from '../../../src-shared/kernel/calendar.ts'
import { previewFreeze } from '../../../src-shared/modules/memberships/freeze-queries.ts'
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
import type { Held, SheetProps } from './member-sheet.ts'
import { SheetFrame } from './sheet-frame.tsx'

type HeldFreeze = Held['freezes'][number]

/** The freeze that covers a day. */
export const freezeOn = ({ freezes }: Held, today: Day): HeldFreeze | undefined =>
  freezes.find(({ fromOn, toOn }) => fromOn <= today && today <= toOn)

const resumption = z.object({ on: day })

/** The member is back: the first day that counts again, and what it makes of the end (MB-R44). */
export function ResumeForm({ member, held, onClose }: SheetProps) {
  const { t } = useTranslation()
  const freeze = freezeOn(held, useToday())
  return (
    <SheetFrame title={t('membership.resume')} member={member} onClose={onClose}>
      {freeze ? <Return held={held} freeze={freeze} onClose={onClose} /> : t('membership.resume_form.none')}
    </SheetFrame>
  )
}

function Return({ held, freeze, onClose }: Pick<SheetProps, 'held' | 'onClose'> & { freeze: HeldFreeze }) {
  const { t } = useTranslation()
  const format = useFormat()
  const today = useToday()
  const form = useDraftForm(`members.resume ${freeze.id}`, { shape: resumption, initial: { on: today } })
  const { act, busy, refusal, clear } = useAct()
  const { on } = form.values
  const preview = useWatch(previewFreeze, { membershipId: held.id, unfreezeOn: on }, held.id).value
  const done = () => {
    form.done()
    onClose()
  }
  const resume = async () => {
    if (await act('memberships.unfreeze', { freezeId: freeze.id, on })) done()
  }
  const endsOn = preview && !preview.refusal ? preview.becomes.endsOn : null
  return (
    <FormFrame form={form} onCancel={onClose} label={t('membership.resume')} onSubmit={() => void resume()}>
      <DayField
        first
        label={t('membership.resume_form.on')}
        value={on}
        min={freeze.fromOn}
        max={freeze.toOn}
        onChange={(value) => {
          form.set('on', value ?? today)
          clear()
        }}
      />
      {preview && !refusal && <FreezeOutcome preview={preview} />}
      {refusal && <RefusalNotice refusal={refusal} onDone={done} />}
      <FormButtons
        word={endsOn ? t('membership.resume_form.do', { day: format.day(endsOn) }) : t('membership.resume')}
        busy={busy}
        disabled={endsOn === null}
        onClose={onClose}
      />
    </FormFrame>
  )
}
