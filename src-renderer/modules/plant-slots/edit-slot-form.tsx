import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { asJson } from '../../../src-shared/kernel/json.ts'
import { useMay } from '../../app/desk-status.tsx'
import { useDraftForm } from '../../kit/form/use-draft-form.ts'
import { FormFrame } from '../../kit/form.tsx'
import { LinesField } from '../../kit/lines-field.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { FormButtons } from './form-buttons.tsx'
import type { ActionSlot } from './slot.ts'

const edited = z.object({ slotNumber: z.string(), notes: z.string() })
type Edited = z.infer<typeof edited>

/** The slot's number, by whoever keeps the inventory, and its notes, by whoever works there (PS-R50). */
export function EditSlotForm({ slot, onClose }: { slot: ActionSlot; onClose(): void }) {
  const { t } = useTranslation()
  const may = useMay()
  const initial = { slotNumber: slot.number, notes: slot.notes ?? '' }
  const form = useDraftForm<Edited>(`slots.edit ${slot.id}`, { shape: edited, initial })
  const { values, problems, set } = form
  const { act, busy, refusal, clear } = useAct()
  const done = () => {
    form.done()
    onClose()
  }
  const save = async () => {
    const now = { slotNumber: values.slotNumber.trim(), notes: values.notes.trim() }
    if (now.slotNumber === '') return form.blame({ slotNumber: t('upkeep.problem.number') })
    const number = now.slotNumber === initial.slotNumber ? {} : { slotNumber: now.slotNumber }
    const notes = now.notes === initial.notes ? {} : { notes: now.notes === '' ? null : now.notes }
    const patch = { ...number, ...notes }
    if (Object.keys(patch).length === 0) return done()
    const seen = { slotNumber: slot.number, notes: slot.notes ?? null }
    if (await act('plant-slots.update-slot', asJson({ slotId: slot.id, patch, seen }))) done()
  }
  return (
    <FormFrame form={form} onCancel={onClose} label={t('upkeep.edit')} onSubmit={() => void save()}>
      {may('plant_slot_inventory') && (
        <TextInput
          data-first
          label={t('slots.column.number')}
          maxLength={40}
          autoComplete="off"
          value={values.slotNumber}
          error={problems.slotNumber}
          onChange={(event) => {
            set('slotNumber', event.currentTarget.value)
            clear()
          }}
        />
      )}
      <LinesField
        first={!may('plant_slot_inventory')}
        label={t('slots.fact.notes')}
        most={2000}
        value={values.notes}
        onChange={(text) => set('notes', text)}
      />
      {refusal && <RefusalNotice refusal={refusal} onDone={done} />}
      <FormButtons word={t('upkeep.save')} busy={busy} onClose={onClose} />
    </FormFrame>
  )
}
