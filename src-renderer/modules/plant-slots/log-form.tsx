import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { day } from '../../../src-shared/kernel/calendar.ts'
import { newId } from '../../../src-shared/kernel/id.ts'
import { people } from '../../../src-shared/modules/identity/queries.ts'
import { entryKinds } from '../../../src-shared/modules/plant-slots/floor-rules.ts'
import { useHere } from '../../app/desk-status.tsx'
import { useWatch } from '../../desk/hooks.tsx'
import { useToday } from '../../i18n/today.ts'
import { DayField } from '../../kit/day-field.tsx'
import { useDraftForm } from '../../kit/form/use-draft-form.ts'
import { FormFrame } from '../../kit/form.tsx'
import { LinesField } from '../../kit/lines-field.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { entryKindWords } from './floor-words.ts'
import { FormButtons } from './form-buttons.tsx'
import type { ActionSlot } from './slot.ts'
import classes from './slot-form.module.css'

const logged = z.object({ kind: z.enum(entryKinds), description: z.string(), performedBy: z.string(), on: day })
type Logged = z.infer<typeof logged>

/** Work that is done already goes into the record: what, by whom, on which day (PS-R43). */
export function LogForm({ slot, onClose }: { slot: ActionSlot; onClose(): void }) {
  const { t } = useTranslation()
  const today = useToday()
  const { user } = useHere()
  const { value: known } = useWatch(people, {})
  const [entryId] = useState(newId)
  const form = useDraftForm<Logged>(`slots.log ${slot.id}`, {
    shape: logged,
    initial: { kind: 'cleaning', description: '', performedBy: user?.id ?? '', on: today },
  })
  const { values, problems, set } = form
  const { act, busy, refusal } = useAct()
  const staff = (known?.users ?? []).filter(({ status }) => status === 'active')
  const log = async () => {
    const { kind, performedBy, on } = values
    // A cleaning says all by its kind; every other work says what was done.
    const description = values.description.trim() || (kind === 'cleaning' ? t(entryKindWords.cleaning) : '')
    if (description === '') return form.blame({ description: t('upkeep.problem.description') })
    const input = { entryId, slotId: slot.id, kind, description, performedBy, on }
    if (!(await act('plant-slots.log-maintenance', input))) return
    form.done()
    onClose()
  }
  return (
    <FormFrame form={form} onCancel={onClose} label={t('upkeep.log')} onSubmit={() => void log()}>
      <div className={classes.pair}>
        <Select
          label={t('slots.field.kind')}
          value={values.kind}
          data={entryKinds.map((value) => ({ value, label: t(entryKindWords[value]) }))}
          onChange={(value) => set('kind', entryKinds.find((kind) => kind === value) ?? values.kind)}
        />
        <DayField
          label={t('upkeep.field.on')}
          value={values.on}
          max={today}
          onChange={(on) => set('on', on ?? today)}
        />
      </div>
      <Select
        label={t('upkeep.field.by')}
        searchable
        value={values.performedBy}
        data={staff.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(value) => set('performedBy', value ?? values.performedBy)}
      />
      <LinesField
        first
        label={t('upkeep.field.description')}
        most={2000}
        value={values.description}
        error={problems.description}
        onChange={(text) => set('description', text)}
      />
      {refusal && <RefusalNotice refusal={refusal} onDone={onClose} />}
      <FormButtons word={t('upkeep.log')} busy={busy} onClose={onClose} />
    </FormFrame>
  )
}
