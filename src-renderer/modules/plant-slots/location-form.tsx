import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { newId } from '../../../src-shared/kernel/id.ts'
import { locations as locationsQuery } from '../../../src-shared/modules/plant-slots/capacity-queries.ts'
import { useWatch } from '../../desk/hooks.tsx'
import { DetailHead, Section } from '../../kit/detail.tsx'
import { useDraftForm } from '../../kit/form/use-draft-form.ts'
import type { Problems } from '../../kit/form/use-form.ts'
import { FormFrame } from '../../kit/form.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { FormButtons } from './form-buttons.tsx'
import { GridFields, gridProblems } from './grid-fields.tsx'
import { type LocationKind, locationKindNames, locationKinds } from './location-kinds.ts'
import { batchesOf, codeOf, countOf, prefixOf, slotsOf } from './slot-grid.ts'

const draft = z.object({
  name: z.string(),
  kind: z.enum(locationKindNames),
  prefix: z.string(),
  /** Whether the beginning of the numbers was typed: else it follows the name. */
  ownPrefix: z.boolean(),
  rows: z.number(),
  columns: z.number(),
  levels: z.number(),
})
type NewLocation = z.infer<typeof draft>

const usual: NewLocation = {
  ...{ name: '', kind: 'greenhouse', prefix: '', ownPrefix: false },
  ...{ rows: 10, columns: 12, levels: 1 },
}

/** A place with its slots, in one go: what it is called, what it is, how the slots stand in it. */
export function LocationForm({ onClose, onDone }: { onClose(): void; onDone(locationId: string): void }) {
  const { t } = useTranslation()
  const [locationId] = useState(newId)
  const form = useDraftForm('slots.new_location', { shape: draft, initial: usual })
  const { values, problems, set } = form
  const { value: known = [] } = useWatch(locationsQuery, {})
  const { act, busy, refusal } = useAct()
  const done = () => {
    form.done()
    onDone(locationId)
  }
  const create = async () => {
    const name = values.name.trim()
    const wrong: Problems<NewLocation> = gridProblems(values, t)
    if (name === '') wrong.name = t('places.problem.name')
    form.blame(wrong)
    if (Object.keys(wrong).length > 0) return
    // The place may stand already, where its slots were refused the last time.
    if (!known.some(({ id }) => id === locationId)) {
      const code = codeOf(name, new Set(known.map((location) => location.code)))
      const location = { locationId, code, name, kind: values.kind, sortOrder: known.length + 1 }
      if (!(await act('plant-slots.create-location', location))) return
    }
    for (const slots of batchesOf(slotsOf(values))) {
      if (!(await act('plant-slots.create-slots', { locationId, slots }))) return
    }
    done()
  }
  return (
    <>
      <DetailHead title={t('places.new')} onClose={onClose} />
      <Section>
        <FormFrame form={form} onCancel={onClose} label={t('places.new')} onSubmit={() => void create()}>
          <TextInput
            data-first
            label={t('places.field.name')}
            placeholder={t('places.field.name_hint')}
            maxLength={80}
            autoComplete="off"
            value={values.name}
            error={problems.name}
            onChange={(event) => {
              const name = event.currentTarget.value
              set('name', name)
              if (!values.ownPrefix) set('prefix', prefixOf(name))
            }}
          />
          <Select
            label={t('places.field.kind')}
            value={values.kind}
            data={locationKindNames.map((value) => ({ value, label: t(locationKinds[value].word) }))}
            onChange={(value) =>
              set('kind', locationKindNames.find((kind: LocationKind) => kind === value) ?? values.kind)
            }
          />
          <GridFields
            values={values}
            problems={problems}
            onSide={set}
            onPrefix={(prefix) => {
              set('prefix', prefix)
              set('ownPrefix', true)
            }}
          />
          {refusal && <RefusalNotice refusal={refusal} onDone={done} />}
          <FormButtons
            word={countOf(values) > 0 ? t('places.create_with', { count: countOf(values) }) : t('places.create')}
            busy={busy}
            onClose={onClose}
          />
        </FormFrame>
      </Section>
    </>
  )
}
