import { NumberInput, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { newId } from '../../../../src-shared/kernel/id.ts'
import { locations as locationsQuery } from '../../../../src-shared/modules/plant-slots/capacity-queries.ts'
import { useWatch } from '../../../desk/hooks.tsx'
import { useDraftForm } from '../../../kit/form/use-draft-form.ts'
import { FormFrame } from '../../../kit/form.tsx'
import { RefusalNotice } from '../../desk/refusal-notice.tsx'
import { useAct } from '../../desk/use-act.tsx'
import { FormButtons } from '../form-buttons.tsx'
import classes from '../slot-form.module.css'

const mostAtOnce = 100
const anywhere = ''
const wish = z.object({ quantity: z.int().min(1).max(mostAtOnce), where: z.string() })
type Wish = z.infer<typeof wish>

/** A membership waits for slots that are not free now: how many, and whether only one place will do (PS-R31). */
export function JoinForm({ membershipId, most, onClose }: { membershipId: string; most: number; onClose(): void }) {
  const { t } = useTranslation()
  const [entryId] = useState(newId)
  const form = useDraftForm<Wish>(`slots.wait ${membershipId}`, {
    shape: wish,
    initial: { quantity: Math.min(Math.max(1, most), mostAtOnce), where: anywhere },
  })
  const { values, set } = form
  const { act, busy, refusal, clear } = useAct()
  const { value: locations = [] } = useWatch(locationsQuery, {})
  const done = () => {
    form.done()
    onClose()
  }
  const join = async () => {
    const { quantity, where } = values
    const input = { entryId, membershipId, quantity }
    const there = where === anywhere ? input : { ...input, locationId: where }
    if (await act('plant-slots.join-waitlist', there)) done()
  }
  return (
    <FormFrame form={form} onCancel={onClose} label={t('waiting.join')} onSubmit={() => void join()}>
      <div className={classes.pair}>
        <NumberInput
          data-first
          label={t('slots.field.quantity')}
          min={1}
          max={mostAtOnce}
          clampBehavior="strict"
          allowDecimal={false}
          value={values.quantity}
          onChange={(value) => {
            set('quantity', typeof value === 'number' ? value : 1)
            clear()
          }}
        />
        <Select
          label={t('waiting.column.where')}
          value={values.where}
          data={[
            { value: anywhere, label: t('slots.anywhere') },
            ...locations
              .filter(({ status }) => status === 'active')
              .map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(value) => set('where', value ?? anywhere)}
        />
      </div>
      {refusal && <RefusalNotice refusal={refusal} onDone={done} />}
      <FormButtons word={t('waiting.join')} busy={busy} onClose={onClose} />
    </FormFrame>
  )
}
