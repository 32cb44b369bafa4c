import { IconAlertTriangle, IconAnchor, IconBrush, IconHourglass } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
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
import { useFocusReturn } from '../../kit/use-focus-return.ts'
import type { PrintSubject } from '../desk/print/make-paper.ts'
import { PrintButton } from '../desk/print/print-button.tsx'
import { StoryHover } from '../desk/story-hover.tsx'
import type { BoardSlot } from './board-cells.ts'
import { EntryList } from './entry-list.tsx'
import { useGuarantees } from './reserve.ts'
import type { Slot, SlotForm } from './slot.ts'
import { SlotActions } from './slot-actions.tsx'
import classes from './slot-detail.module.css'
import { SlotForms } from './slot-forms.tsx'
import { SlotStory } from './slot-story.tsx'

/**
 * One slot: what it is, who holds it, what grows there, what it needs, what may be done, and its story. The board
 * knows enough for the head and the actions, so these are there at once, for whoever presses their keys blindly.
 */
export function SlotDetail({ slot, onGive, onClose }: { slot: BoardSlot; onGive(): void; onClose(): void }) {
  const { value: detail, failure } = useWatch(slotQuery, { slotId: slot.id }, slot.id)
  const [form, setForm] = useState<SlotForm | null>(null)
  const actions = useRef<HTMLDivElement>(null)
  useFocusReturn(form !== null, () => actions.current?.querySelector<HTMLElement>('[role=toolbar]'))
  const place = detail?.locationName ?? null
  const label = useMemo((): PrintSubject => ({ is: 'slot', slot, place }), [slot, place])
  const acted = {
    ...slot,
    entries: detail?.entries ?? [],
    revertEventId: detail?.revertEventId ?? null,
    notes: detail?.notes,
  }
  return (
    <>
      <SlotHead slot={slot} onClose={onClose} />
      <Section>
        <div ref={actions}>
          {form ? (
            <SlotForms form={form} slot={acted} onClose={() => setForm(null)} />
          ) : (
            <SlotActions slot={acted} onGive={onGive} onForm={setForm} />
          )}
        </div>
      </Section>
      {!detail && (failure ? <Failed failure={failure} /> : <Loading shape="detail" />)}
      {detail && (
        <>
          <SlotFacts slot={detail} />
          {detail.entries.length > 0 && <EntryList slot={detail} />}
          <SlotStory events={detail.events} />
          <Section>
            <PrintButton subject={label} />
          </Section>
        </>
      )}
    </>
  )
}

function SlotHead({ slot, onClose }: { slot: BoardSlot; onClose(): void }) {
  const { t } = useTranslation()
  const certainty = useCertainty(slot.id)
  const guarantees = useGuarantees()
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
          <Promised slot={slot} />
          {slot.cleaningDue && (
            <span className={classes.due}>
              <IconBrush size={14} stroke={1.75} aria-hidden />
              {t('slots.flag.cleaning_due')}
            </span>
          )}
          {certainty && (
            <StoryHover rowId={slot.id}>
              <CertaintyBadge certainty={certainty} guaranteedUntil={guarantees[slot.id]} />
            </StoryHover>
          )}
        </>
      }
      onClose={onClose}
    />
  )
}

/** For whom a slot that nobody holds is kept, and until when. */
function Promised({ slot }: { slot: BoardSlot }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { offeredUntil, leasedUntil, leasedTo, leasedHere } = slot
  if (offeredUntil !== null) {
    return (
      <span className={classes.due}>
        <IconHourglass size={14} stroke={1.75} aria-hidden />
        {t('upkeep.flag.offered_until', { time: format.moment(offeredUntil) })}
      </span>
    )
  }
  if (leasedUntil === null) return null
  const time = format.moment(leasedUntil)
  return (
    <span className={classes.due}>
      <IconAnchor size={14} stroke={1.75} aria-hidden />
      {leasedHere ? t('upkeep.flag.leased_here', { time }) : t('upkeep.flag.leased_to', { desk: leasedTo ?? '', time })}
    </span>
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
