import { NumberInput, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { asJson } from '../../../src-shared/kernel/json.ts'
import type { OutputOf } from '../../../src-shared/kernel/query.ts'
import type { locations } from '../../../src-shared/modules/plant-slots/capacity-queries.ts'
import { DetailHead, Section } from '../../kit/detail.tsx'
import { useDraftForm } from '../../kit/form/use-draft-form.ts'
import { FormFrame } from '../../kit/form.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { FormButtons } from './form-buttons.tsx'
import { locationKindNames, locationKinds } from './location-kinds.ts'
import classes from './slot-form.module.css'

export type Location = OutputOf<typeof locations>[number]

const edited = z.object({
  name: z.string(),
  code: z.string(),
  kind: z.enum(locationKindNames),
  maxSlots: z.int().nullable(),
  cleanEveryDays: z.int().nullable(),
})
type Edited = z.infer<typeof edited>

const fields = ['name', 'code', 'kind', 'maxSlots', 'cleanEveryDays'] as const
const changed = (seen: Edited, now: Edited) =>
  Object.fromEntries(fields.filter((field) => now[field] !== seen[field]).map((field) => [field, now[field]]))

const codeShape = /^[a-z0-9][a-z0-9-]{0,39}$/

/** A location's name, code and kind, how many slots it has room for, and how often they are cleaned (PS-R50). */
export function EditLocationForm({ location, onClose }: { location: Location; onClose(): void }) {
  const { t } = useTranslation()
  const { id: locationId, name, code, kind, maxSlots, cleanEveryDays } = location
  const seen: Edited = { name, code, kind, maxSlots, cleanEveryDays }
  const form = useDraftForm<Edited>(`places.edit ${locationId}`, { shape: edited, initial: seen })
  const { values, problems, set } = form
  const { act, busy, refusal } = useAct()
  const done = () => {
    form.done()
    onClose()
  }
  const save = async () => {
    const wrong = {
      ...(values.name.trim() === '' ? { name: t('places.problem.name') } : {}),
      ...(codeShape.test(values.code) ? {} : { code: t('upkeep.problem.code') }),
    }
    form.blame(wrong)
    if (Object.keys(wrong).length > 0) return
    const now = { ...values, name: values.name.trim() }
    const patch = changed(seen, now)
    if (Object.keys(patch).length === 0) return done()
    if (await act('plant-slots.update-location', asJson({ locationId, patch, seen }))) done()
  }
  const numberOrNone = (value: string | number) => (typeof value === 'number' ? value : null)
  return (
    <>
      <DetailHead title={t('upkeep.edit_location')} onClose={onClose} />
      <Section>
        <FormFrame form={form} onCancel={onClose} label={t('upkeep.edit_location')} onSubmit={() => void save()}>
          <TextInput
            data-first
            label={t('places.field.name')}
            maxLength={80}
            autoComplete="off"
            value={values.name}
            error={problems.name}
            onChange={(event) => set('name', event.currentTarget.value)}
          />
          <div className={classes.pair}>
            <Select
              label={t('places.field.kind')}
              value={values.kind}
              data={locationKindNames.map((value) => ({ value, label: t(locationKinds[value].word) }))}
              onChange={(value) => set('kind', locationKindNames.find((each) => each === value) ?? values.kind)}
            />
            <TextInput
              label={t('upkeep.field.code')}
              maxLength={40}
              autoComplete="off"
              value={values.code}
              error={problems.code}
              onChange={(event) => set('code', event.currentTarget.value)}
            />
          </div>
          <div className={classes.pair}>
            <NumberInput
              label={t('upkeep.field.max_slots')}
              placeholder={t('upkeep.field.no_limit')}
              min={1}
              max={1_000_000}
              allowDecimal={false}
              value={values.maxSlots ?? ''}
              onChange={(value) => set('maxSlots', numberOrNone(value))}
            />
            <NumberInput
              label={t('upkeep.field.clean_every')}
              placeholder={t('upkeep.field.as_everywhere')}
              min={1}
              max={365}
              allowDecimal={false}
              value={values.cleanEveryDays ?? ''}
              onChange={(value) => set('cleanEveryDays', numberOrNone(value))}
            />
          </div>
          {refusal && <RefusalNotice refusal={refusal} onDone={done} />}
          <FormButtons word={t('upkeep.save')} busy={busy} onClose={onClose} />
        </FormFrame>
      </Section>
    </>
  )
}
