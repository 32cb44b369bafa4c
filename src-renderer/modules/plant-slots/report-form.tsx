import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { newId } from '../../../src-shared/kernel/id.ts'
import { entryKinds, priorities } from '../../../src-shared/modules/plant-slots/floor-rules.ts'
import { useDraftForm } from '../../kit/form/use-draft-form.ts'
import { FormFrame } from '../../kit/form.tsx'
import { LinesField } from '../../kit/lines-field.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { entryKindWords, priorityWords } from './floor-words.ts'
import { FormButtons } from './form-buttons.tsx'
import type { ActionSlot } from './slot.ts'
import classes from './slot-form.module.css'

const wish = z.object({ kind: z.enum(entryKinds), priority: z.enum(priorities), description: z.string() })
type Report = z.infer<typeof wish>

/** Something needs care; with `start` work begins at once and the slot goes to maintenance. */
export function ReportForm({ slot, start, onClose }: { slot: ActionSlot; start: boolean; onClose(): void }) {
  const { t } = useTranslation()
  const [entryId] = useState(newId)
  const form = useDraftForm<Report>(`slots.${start ? 'start' : 'report'} ${slot.id}`, {
    shape: wish,
    initial: { kind: start ? 'harvest' : 'repair', priority: 'normal', description: '' },
  })
  const { values, problems, set } = form
  const { act, busy, refusal } = useAct()
  const word = start ? t('slots.act.maintenance') : t('slots.act.report')
  const report = async () => {
    // A harvest says all by its kind; every other work says what.
    const description = values.description.trim() || (values.kind === 'harvest' ? t(entryKindWords.harvest) : '')
    if (description === '') return form.blame({ description: t('slots.problem.description') })
    const { kind, priority } = values
    const name = start ? 'plant-slots.start-maintenance' : 'plant-slots.report-maintenance'
    if (!(await act(name, { entryId, slotId: slot.id, kind, priority, description }))) return
    form.done()
    onClose()
  }
  return (
    <FormFrame form={form} onCancel={onClose} label={word} onSubmit={() => void report()}>
      <div className={classes.pair}>
        <Select
          label={t('slots.field.kind')}
          value={values.kind}
          data={entryKinds.map((value) => ({ value, label: t(entryKindWords[value]) }))}
          onChange={(value) => set('kind', entryKinds.find((kind) => kind === value) ?? values.kind)}
        />
        <Select
          label={t('slots.field.priority')}
          value={values.priority}
          data={priorities.map((value) => ({ value, label: t(priorityWords[value]) }))}
          onChange={(value) => set('priority', priorities.find((priority) => priority === value) ?? values.priority)}
        />
      </div>
      <LinesField
        first
        label={t('slots.field.description')}
        most={2000}
        value={values.description}
        error={problems.description}
        onChange={(text) => set('description', text)}
      />
      {refusal && <RefusalNotice refusal={refusal} onDone={onClose} />}
      <FormButtons word={word} busy={busy} onClose={onClose} />
    </FormFrame>
  )
}
