import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useDraftForm } from '../../kit/form/use-draft-form.ts'
import { FormFrame } from '../../kit/form.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { FormButtons } from './form-buttons.tsx'

const cancelled = z.object({ reason: z.string() })

/** An entry is not needed after all, and why. */
export function CancelEntryForm({ entryId, onClose }: { entryId: string; onClose(): void }) {
  const { t } = useTranslation()
  const form = useDraftForm(`slots.cancel ${entryId}`, { shape: cancelled, initial: { reason: '' } })
  const { values, problems, set } = form
  const { act, busy, refusal } = useAct()
  const cancel = async () => {
    const reason = values.reason.trim()
    if (reason === '') return form.blame({ reason: t('upkeep.problem.reason') })
    if (!(await act('plant-slots.cancel-maintenance', { entryId, reason }))) return
    form.done()
    onClose()
  }
  return (
    <FormFrame form={form} onCancel={onClose} label={t('upkeep.cancel')} onSubmit={() => void cancel()}>
      <TextInput
        data-first
        label={t('slots.field.reason')}
        maxLength={500}
        value={values.reason}
        error={problems.reason}
        onChange={(event) => set('reason', event.currentTarget.value)}
      />
      {refusal && <RefusalNotice refusal={refusal} onDone={onClose} />}
      <FormButtons word={t('upkeep.cancel')} busy={busy} onClose={onClose} />
    </FormFrame>
  )
}
