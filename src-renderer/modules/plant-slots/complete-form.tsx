import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useDraftForm } from '../../kit/form/use-draft-form.ts'
import { FormFrame } from '../../kit/form.tsx'
import { LinesField } from '../../kit/lines-field.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { FormButtons } from './form-buttons.tsx'
import type { ActionSlot } from './slot.ts'
import classes from './slot-form.module.css'

const completion = z.object({ result: z.string(), returnTo: z.enum(['holder', 'pool']) })
type Completion = z.infer<typeof completion>

/** Work is done: what came of it, and to whom a slot in maintenance goes back. */
export function CompleteForm({ slot, onClose }: { slot: ActionSlot; onClose(): void }) {
  const { t } = useTranslation()
  const form = useDraftForm<Completion>(`slots.complete ${slot.id}`, {
    shape: completion,
    initial: { result: '', returnTo: 'holder' },
  })
  const { values, set } = form
  const { act, busy, refusal } = useAct()
  const choice = slot.status === 'maintenance' && slot.membershipId !== null
  const complete = async () => {
    const result = values.result.trim()
    const input = { slotId: slot.id, ...(result ? { result } : {}), returnTo: choice ? values.returnTo : 'holder' }
    if (!(await act('plant-slots.complete-maintenance', input))) return
    form.done()
    onClose()
  }
  return (
    <FormFrame form={form} onCancel={onClose} label={t('slots.act.complete')} onSubmit={() => void complete()}>
      {slot.entries.length > 0 && (
        <p className={classes.line}>{t('slots.closes_entries', { count: slot.entries.length })}</p>
      )}
      {choice && (
        <SegmentedControl
          fullWidth
          aria-label={t('slots.field.return_to')}
          value={values.returnTo}
          data={[
            { value: 'holder', label: t('slots.return_to.holder', { name: slot.holder ?? '' }) },
            { value: 'pool', label: t('slots.return_to.pool') },
          ]}
          onChange={(value) => set('returnTo', value === 'pool' ? 'pool' : 'holder')}
        />
      )}
      <LinesField
        first
        label={t('slots.field.result')}
        most={2000}
        value={values.result}
        onChange={(text) => set('result', text)}
      />
      {refusal && <RefusalNotice refusal={refusal} onDone={onClose} />}
      <FormButtons word={t('slots.act.complete')} busy={busy} onClose={onClose} />
    </FormFrame>
  )
}
