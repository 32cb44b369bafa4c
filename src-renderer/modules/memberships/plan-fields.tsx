import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { currencyExponents } from '../../../src-shared/kernel/money.ts'
import { locations as locationsQuery } from '../../../src-shared/modules/plant-slots/capacity-queries.ts'
import { useMay } from '../../app/desk-status.tsx'
import { useWatch } from '../../desk/hooks.tsx'
import type { Form } from '../../kit/form/use-form.ts'
import { LinesField } from '../../kit/lines-field.tsx'
import classes from './person-fields.module.css'
import type { PlanDraft } from './plan-draft.ts'

/** What is sold: its name, how long it holds, what it costs, and the slots that come with it. */
export function PlanFields({ form, currency }: { form: Form<PlanDraft>; currency: string }) {
  const { t } = useTranslation()
  const { values, problems, set } = form
  return (
    <>
      <TextInput
        data-first
        label={t('plans.field.name')}
        placeholder={t('plans.field.name_hint')}
        maxLength={100}
        autoComplete="off"
        value={values.name}
        error={problems.name}
        onChange={(event) => set('name', event.currentTarget.value)}
      />
      <div className={classes.pair}>
        <NumberInput
          label={t('plans.field.duration')}
          min={1}
          allowDecimal={false}
          value={values.durationValue || ''}
          error={problems.durationValue}
          onChange={(value) => set('durationValue', typeof value === 'number' ? value : 0)}
        />
        <Select
          label={t('plans.field.unit')}
          value={values.durationType}
          data={[
            { value: 'MONTHS', label: t('plans.unit.months') },
            { value: 'DAYS', label: t('plans.unit.days') },
          ]}
          onChange={(value) => set('durationType', value === 'DAYS' ? 'DAYS' : 'MONTHS')}
        />
      </div>
      <NumberInput
        label={t('plans.field.price', { currency })}
        min={0}
        decimalScale={currencyExponents.get(currency) ?? 2}
        thousandSeparator=" "
        value={values.price ?? ''}
        error={problems.price}
        onChange={(value) => set('price', typeof value === 'number' ? value : null)}
      />
      <SlotTerms form={form} />
      <Checkbox
        label={t('plans.field.renews')}
        checked={values.autoRenew}
        onChange={(event) => set('autoRenew', event.currentTarget.checked)}
      />
      <LinesField
        label={t('plans.field.description')}
        most={1000}
        value={values.description}
        onChange={(text) => set('description', text)}
      />
    </>
  )
}

/** How many slots the plan grants, and where they are looked for first. */
function SlotTerms({ form: { values, set } }: { form: Form<PlanDraft> }) {
  const { t } = useTranslation()
  const may = useMay()
  const { value: locations = [] } = useWatch(locationsQuery, may('plant_slot_view') ? {} : null)
  return (
    <div className={classes.pair}>
      <NumberInput
        label={t('plans.field.slots')}
        min={0}
        max={100}
        clampBehavior="strict"
        allowDecimal={false}
        value={values.slotAllocation}
        onChange={(value) => set('slotAllocation', typeof value === 'number' ? value : 0)}
      />
      <Select
        label={t('plans.field.where')}
        value={values.slotLocationId}
        disabled={values.slotAllocation === 0}
        data={[
          { value: '', label: t('slots.anywhere') },
          ...locations.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(value) => set('slotLocationId', value ?? '')}
      />
    </div>
  )
}
