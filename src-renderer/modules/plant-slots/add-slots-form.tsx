import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { DetailHead, Section } from '../../kit/detail.tsx'
import { useDraftForm } from '../../kit/form/use-draft-form.ts'
import { FormFrame } from '../../kit/form.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { type BoardSlot, sharedBeginning } from './board-cells.ts'
import { FormButtons } from './form-buttons.tsx'
import { GridFields, gridProblems } from './grid-fields.tsx'
import { batchesOf, countOf, prefixOf, slotsOf } from './slot-grid.ts'

const draft = z.object({ prefix: z.string(), rows: z.number(), columns: z.number(), levels: z.number() })

/** What new numbers of a place begin with: as those that are there, else by its name. */
const beginningOf = (slots: readonly BoardSlot[], name: string): string =>
  sharedBeginning(slots.map(({ number }) => number)).replace(/[^\p{L}\p{N}]+(\d+[^\p{L}\p{N}]+)*$/u, '') ||
  prefixOf(name)

/** More slots for a place: a block of rows behind those that stand there. */
export function AddSlotsForm({
  locationId,
  name,
  slots,
  onClose,
}: {
  locationId: string
  name: string
  slots: readonly BoardSlot[]
  onClose(): void
}) {
  const { t } = useTranslation()
  const lastRow = Math.max(0, ...slots.map(({ row }) => row ?? 0))
  const columns = Math.max(0, ...slots.map(({ column }) => column ?? 0)) || 12
  const form = useDraftForm(`slots.add ${locationId}`, {
    shape: draft,
    initial: { prefix: beginningOf(slots, name), rows: slots.length === 0 ? 10 : 1, columns, levels: 1 },
  })
  const { values } = form
  const { act, busy, refusal } = useAct()
  const done = () => {
    form.done()
    onClose()
  }
  const create = async () => {
    const wrong = gridProblems(values, t)
    form.blame(wrong)
    if (Object.keys(wrong).length > 0) return
    for (const batch of batchesOf(slotsOf(values, lastRow + 1))) {
      if (!(await act('plant-slots.create-slots', { locationId, slots: batch }))) return
    }
    done()
  }
  const count = countOf(values)
  return (
    <>
      <DetailHead title={t('places.add')} line={name} onClose={onClose} />
      <Section>
        <FormFrame form={form} onCancel={onClose} label={t('places.add')} onSubmit={() => void create()}>
          <GridFields
            values={values}
            problems={form.problems}
            onSide={form.set}
            onPrefix={(prefix) => form.set('prefix', prefix)}
            firstRow={lastRow + 1}
          />
          {refusal && <RefusalNotice refusal={refusal} onDone={done} />}
          <FormButtons
            word={count > 0 ? t('places.add_n', { count }) : t('places.add')}
            busy={busy}
            onClose={onClose}
          />
        </FormFrame>
      </Section>
    </>
  )
}
