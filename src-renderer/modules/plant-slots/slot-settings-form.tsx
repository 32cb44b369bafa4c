import { NumberInput, Select } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { asJson } from '../../../src-shared/kernel/json.ts'
import type { OutputOf } from '../../../src-shared/kernel/query.ts'
import type { settings as settingsQuery } from '../../../src-shared/modules/plant-slots/settings-query.ts'
import type { Words } from '../../i18n/i18n.ts'
import { useForm } from '../../kit/form/use-form.ts'
import { FormFrame } from '../../kit/form.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { FormButtons } from './form-buttons.tsx'
import fields from './slot-form.module.css'
import classes from './slot-settings-page.module.css'

type SlotSettings = OutputOf<typeof settingsQuery>
type NumberField = Exclude<keyof SlotSettings, 'onEndOccupied' | 'memberTransfers'>

/** The ranges of plant-slots.md section 2. */
const numbers: Readonly<Record<NumberField, { word: Words; min: number; max: number }>> = {
  requestMax: { word: 'slot_settings.request_max', min: 1, max: 10 },
  maxSlotsPerMember: { word: 'slot_settings.per_member', min: 1, max: 500 },
  offerHours: { word: 'slot_settings.offer_hours', min: 1, max: 336 },
  offersBeforeRemoval: { word: 'slot_settings.lapses', min: 1, max: 10 },
  cleanEveryDays: { word: 'slot_settings.clean_every', min: 1, max: 365 },
  leaseMaxSlots: { word: 'slot_settings.lease_max', min: 0, max: 50 },
  leaseHours: { word: 'slot_settings.lease_hours', min: 1, max: 24 },
  leaseReportHours: { word: 'slot_settings.lease_report', min: 0, max: 168 },
  leaseSharePercent: { word: 'slot_settings.lease_share', min: 1, max: 100 },
}

/** What differs from what was seen. */
const changedIn = (seen: SlotSettings, now: SlotSettings): Partial<SlotSettings> =>
  Object.fromEntries(
    Object.entries(now).filter(([key, value]) => !Object.entries(seen).some(([k, v]) => k === key && v === value)),
  )

/** How the organisation runs its slots; what somebody else changed meanwhile is refused (`version_conflict`). */
export function SlotSettingsForm({ seen, onClose }: { seen: SlotSettings; onClose(): void }) {
  const { t } = useTranslation()
  const form = useForm<SlotSettings>(seen)
  const { values, basis, set } = form
  const { act, busy, refusal } = useAct()
  const save = async () => {
    const patch = changedIn(basis, values)
    if (Object.keys(patch).length === 0) return onClose()
    if (await act('plant-slots.update-settings', asJson({ patch, seen: basis }))) onClose()
  }
  const number = (field: NumberField, first = false) => (
    <NumberInput
      {...(first ? { 'data-first': true } : {})}
      label={t(numbers[field].word)}
      min={numbers[field].min}
      max={numbers[field].max}
      clampBehavior="strict"
      allowDecimal={false}
      value={values[field]}
      onChange={(value) => typeof value === 'number' && set(field, value)}
    />
  )
  return (
    <FormFrame form={form} onCancel={onClose} label={t('slot_settings.title')} onSubmit={() => void save()}>
      <Part title={t('slot_settings.members')}>
        <div className={fields.pair}>
          {number('requestMax', true)}
          {number('maxSlotsPerMember')}
        </div>
        <Select
          label={t('slot_settings.transfers')}
          value={values.memberTransfers}
          data={[
            { value: 'direct', label: t('slot_settings.direct') },
            { value: 'staff', label: t('slot_settings.staff') },
          ]}
          allowDeselect={false}
          onChange={(value) => set('memberTransfers', value === 'staff' ? 'staff' : 'direct')}
        />
      </Part>
      <Part title={t('slot_settings.offers')}>
        <div className={fields.pair}>
          {number('offerHours')}
          {number('offersBeforeRemoval')}
        </div>
      </Part>
      <Part title={t('slot_settings.care')}>
        <Select
          label={t('slot_settings.on_end')}
          value={values.onEndOccupied}
          data={[
            { value: 'available', label: t('slot_settings.available') },
            { value: 'maintenance', label: t('slot_settings.maintenance') },
          ]}
          allowDeselect={false}
          onChange={(value) => set('onEndOccupied', value === 'maintenance' ? 'maintenance' : 'available')}
        />
        {number('cleanEveryDays')}
      </Part>
      <Part title={t('slot_settings.reserves')}>
        <div className={fields.pair}>
          {number('leaseMaxSlots')}
          {number('leaseSharePercent')}
        </div>
        <div className={fields.pair}>
          {number('leaseHours')}
          {number('leaseReportHours')}
        </div>
      </Part>
      {refusal && <RefusalNotice refusal={refusal} onDone={onClose} />}
      <FormButtons word={t('upkeep.save')} busy={busy} onClose={onClose} />
    </FormFrame>
  )
}

/** Settings that belong together. */
const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={classes.part}>
    <h2>{title}</h2>
    {children}
  </section>
)
