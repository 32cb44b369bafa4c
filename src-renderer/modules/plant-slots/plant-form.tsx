import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { addDays, day } from '../../../src-shared/kernel/calendar.ts'
import { newId } from '../../../src-shared/kernel/id.ts'
import { useToday } from '../../i18n/today.ts'
import { DayField } from '../../kit/day-field.tsx'
import { useDraftForm } from '../../kit/form/use-draft-form.ts'
import { FormFrame } from '../../kit/form.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { FormButtons } from './form-buttons.tsx'
import type { ActionSlot } from './slot.ts'
import classes from './slot-form.module.css'

/** Days that a planting may be told late (PS-R40). */
const lateDays = 60

const planting = z.object({ label: z.string(), plantedOn: day, harvestOn: day.nullable() })
type Planting = z.infer<typeof planting>

/** Something is planted: what, and when if not today. */
export function PlantForm({ slot, onClose }: { slot: ActionSlot; onClose(): void }) {
  const { t } = useTranslation()
  const today = useToday()
  const [occupancyId] = useState(newId)
  const form = useDraftForm<Planting>(`slots.plant ${slot.id}`, {
    shape: planting,
    initial: { label: '', plantedOn: today, harvestOn: null },
  })
  const { values, problems, set } = form
  const { act, busy, refusal } = useAct()
  const plant = async () => {
    const label = values.label.trim()
    if (label === '') return form.blame({ label: t('slots.problem.label') })
    const input = {
      ...{ slotId: slot.id, membershipId: slot.membershipId, occupancyId, label, plantedOn: values.plantedOn },
      ...(values.harvestOn ? { expectedHarvestOn: values.harvestOn } : {}),
    }
    if (!(await act('plant-slots.occupy', input))) return
    form.done()
    onClose()
  }
  return (
    <FormFrame form={form} onCancel={onClose} label={t('slots.act.plant')} onSubmit={() => void plant()}>
      <TextInput
        data-first
        label={t('slots.field.label')}
        maxLength={120}
        value={values.label}
        error={problems.label}
        onChange={(event) => set('label', event.currentTarget.value)}
      />
      <div className={classes.pair}>
        <DayField
          label={t('slots.field.planted_on')}
          value={values.plantedOn}
          min={addDays(today, -lateDays)}
          max={today}
          onChange={(day) => set('plantedOn', day ?? today)}
        />
        <DayField
          label={t('slots.field.harvest_on')}
          value={values.harvestOn}
          min={values.plantedOn}
          onChange={(day) => set('harvestOn', day)}
          clearable
        />
      </div>
      {refusal && <RefusalNotice refusal={refusal} onDone={onClose} />}
      <FormButtons word={t('slots.act.plant')} busy={busy} onClose={onClose} />
    </FormFrame>
  )
}
