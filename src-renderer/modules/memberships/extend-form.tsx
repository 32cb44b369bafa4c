import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { useToday } from '../../i18n/today.ts'
import { DayField } from '../../kit/day-field.tsx'
import { useForm } from '../../kit/form/use-form.ts'
import { FormFrame } from '../../kit/form.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { FormButtons } from '../plant-slots/form-buttons.tsx'
import type { Held, SheetProps } from './member-sheet.ts'
import { SheetFrame } from './sheet-frame.tsx'

type HeldFreeze = Held['freezes'][number]

/** A freeze that has begun or is ahead ends on another day; the budget of the plan holds (MB-R42). */
export function ExtendForm({ member, held, onClose }: SheetProps) {
  const { t } = useTranslation()
  const today = useToday()
  const freeze = held.freezes.find(({ toOn }) => toOn >= today)
  return (
    <SheetFrame title={t('member_more.extend')} member={member} onClose={onClose}>
      {freeze ? <Extend freeze={freeze} onClose={onClose} /> : t('member_more.extend_none')}
    </SheetFrame>
  )
}

function Extend({ freeze, onClose }: { freeze: HeldFreeze; onClose(): void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const form = useForm({ toOn: freeze.toOn })
  const { act, busy, refusal, clear } = useAct()
  const { toOn } = form.values
  const extend = async () => {
    if (toOn === freeze.toOn) return onClose()
    if (await act('memberships.extend-freeze', { freezeId: freeze.id, toOn })) onClose()
  }
  return (
    <FormFrame form={form} onCancel={onClose} label={t('member_more.extend')} onSubmit={() => void extend()}>
      <p>{t('member_more.extend_from', { day: format.day(freeze.fromOn) })}</p>
      <DayField
        first
        label={t('member_more.extend_to')}
        value={toOn}
        min={freeze.fromOn}
        onChange={(value) => {
          form.set('toOn', value ?? freeze.toOn)
          clear()
        }}
      />
      {refusal && <RefusalNotice refusal={refusal} onDone={onClose} />}
      <FormButtons word={t('member_more.extend')} busy={busy} onClose={onClose} />
    </FormFrame>
  )
}
