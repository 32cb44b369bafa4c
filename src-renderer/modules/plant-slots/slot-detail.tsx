import { IconAlertTriangle, IconBrush } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { slot as slotQuery } from '../../../src-shared/modules/plant-slots/slot-query.ts'
import { useMay } from '../../app/desk-status.tsx'
import { useCertainty, useWatch } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import { CertaintyBadge } from '../../kit/certainty-badge.tsx'
import { DayText } from '../../kit/date-text.tsx'
import { DetailHead, Facts, Section } from '../../kit/detail.tsx'
import { Loading } from '../../kit/loading.tsx'
import { SlotStatusLabel } from '../../kit/slot-shape.tsx'
import { Failed } from '../../kit/states.tsx'
import { EntryList } from './entry-list.tsx'
import type { Slot, SlotForm } from './slot.ts'
import { SlotActions } from './slot-actions.tsx'
import classes from './slot-detail.module.css'
import { SlotForms } from './slot-forms.tsx'
import { SlotStory } from './slot-story.tsx'

/** One slot: what it is, who holds it, what grows there, what it needs, what may be done, and its story. */
export function SlotDetail({ slotId, onGive, onClose }: { slotId: string; onGive(): void; onClose(): void }) {
  const { value: slot, failure } = useWatch(slotQuery, { slotId }, slotId)
  const [form, setForm] = useState<SlotForm | null>(null)
  if (!slot) return failure ? <Failed failure={failure} /> : <Loading shape="detail" />
  return (
    <>
      <SlotHead slot={slot} onClose={onClose} />
      <Section>
        {form ? (
          <SlotForms form={form} slot={slot} onClose={() => setForm(null)} />
        ) : (
          <SlotActions slot={slot} onGive={onGive} onForm={setForm} />
        )}
      </Section>
      <SlotFacts slot={slot} />
      {slot.entries.length > 0 && <EntryList slot={slot} />}
      <SlotStory events={slot.events} />
    </>
  )
}

function SlotHead({ slot, onClose }: { slot: Slot; onClose(): void }) {
  const { t } = useTranslation()
  const certainty = useCertainty(slot.id)
  return (
    <DetailHead
      title={slot.number}
      line={
        <>
          <SlotStatusLabel status={slot.status} />
          {slot.maintenanceRequired && (
            <span className={classes.flag}>
              <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
              {t('slots.flag.required')}
            </span>
          )}
          {slot.cleaningDue && (
            <span className={classes.due}>
              <IconBrush size={14} stroke={1.75} aria-hidden />
              {t('slots.flag.cleaning_due')}
            </span>
          )}
          {certainty && <CertaintyBadge certainty={certainty} />}
        </>
      }
      onClose={onClose}
    />
  )
}

function SlotFacts({ slot }: { slot: Slot }) {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useMay()
  const { holder, memberId, occupancy, row, column, level, lastCleanedOn, notes, allocatedAt } = slot
  const name =
    memberId && may('member_view') ? (
      <Link key="holder" to="/members" search={{ member: memberId }} className={classes.link}>
        {holder}
      </Link>
    ) : (
      holder
    )
  const place =
    row === null || column === null || level === null
      ? null
      : t('slots.place', { level: format.number(level), row: format.number(row), column: format.number(column) })
  return (
    <Section>
      <Facts
        facts={[
          ...(holder ? ([[t('slots.column.holder'), name]] as const) : []),
          ...(holder && allocatedAt ? ([[t('slots.fact.since'), format.moment(allocatedAt)]] as const) : []),
          ...(occupancy ? ([[t('slots.column.plant'), occupancy.label]] as const) : []),
          ...(occupancy ? ([[t('slots.fact.planted'), <DayText key="p" day={occupancy.plantedOn} />]] as const) : []),
          ...(occupancy?.expectedHarvestOn
            ? ([[t('slots.fact.harvest'), <DayText key="h" day={occupancy.expectedHarvestOn} />]] as const)
            : []),
          [t('slots.column.location'), slot.locationName ?? '–'],
          ...(place ? ([[t('slots.fact.place'), place]] as const) : []),
          [t('slots.fact.cleaned'), lastCleanedOn ? <DayText key="c" day={lastCleanedOn} /> : t('slots.fact.never')],
          ...(notes ? ([[t('slots.fact.notes'), notes]] as const) : []),
        ]}
      />
    </Section>
  )
}
