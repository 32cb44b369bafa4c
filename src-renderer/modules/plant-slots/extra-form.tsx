import { NumberInput, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useForm } from '../../kit/form/use-form.ts'
import { FormFrame } from '../../kit/form.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { FormButtons } from './form-buttons.tsx'

interface ExtraFormProps {
  membershipId: string
  /** What it may hold beyond its plan now. */
  extra: number
  onClose(): void
}

/** What a membership may hold beyond its plan, or less (PS-R2); less takes back what it holds beyond. */
export function ExtraForm({ membershipId, extra, onClose }: ExtraFormProps) {
  const { t } = useTranslation()
  const form = useForm({ extra, reason: '' })
  const { values, problems, set } = form
  const { act, busy, refusal } = useAct()
  const save = async () => {
    const reason = values.reason.trim()
    form.blame(reason === '' ? { reason: t('extra.reason_missing') } : {})
    if (reason === '') return
    if (await act('plant-slots.set-extra', { membershipId, extra: values.extra, reason })) onClose()
  }
  return (
    <FormFrame form={form} onCancel={onClose} label={t('extra.title')} onSubmit={() => void save()}>
      <NumberInput
        data-first
        label={t('extra.more')}
        description={t('extra.hint')}
        min={-500}
        max={500}
        clampBehavior="strict"
        allowDecimal={false}
        value={values.extra}
        onChange={(value) => typeof value === 'number' && set('extra', value)}
      />
      <Textarea
        label={t('extra.reason')}
        maxLength={500}
        autosize
        minRows={2}
        value={values.reason}
        error={problems.reason}
        onChange={(event) => set('reason', event.currentTarget.value)}
      />
      {refusal && <RefusalNotice refusal={refusal} onDone={onClose} />}
      <FormButtons word={t('upkeep.save')} busy={busy} onClose={onClose} />
    </FormFrame>
  )
}
