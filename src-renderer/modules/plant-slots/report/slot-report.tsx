import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../../../src-shared/kernel/calendar.ts'
import { analytics } from '../../../../src-shared/modules/plant-slots/analytics-query.ts'
import { locations as locationsQuery } from '../../../../src-shared/modules/plant-slots/capacity-queries.ts'
import { useWatch } from '../../../desk/hooks.tsx'
import { useServerAnswer } from '../../../desk/server-answer.ts'
import { ReportBody } from '../../figures/report-body.tsx'
import { ReportParts } from '../../figures/report-part.tsx'
import { AheadPart } from './ahead-part.tsx'
import { AttemptsPart } from './attempts-part.tsx'
import { DaysPart } from './days-part.tsx'
import { LinePart } from './line-part.tsx'
import { PlacesPart } from './places-part.tsx'
import { UsePart } from './use-part.tsx'
import { WorkPart } from './work-part.tsx'

interface SlotReportProps {
  from: Day
  to: Day
  locationId: string | null
  onLocation(locationId: string | null): void
  /** What is chosen above: which report, which days. */
  tools: ReactNode
}

/** How the slots are used: as they stand now, day by day, and what went on (plant-slots.md section 9). */
export function SlotReport({ from, to, locationId, onLocation, tools }: SlotReportProps) {
  const answer = useServerAnswer(analytics, { from, to, ...(locationId === null ? {} : { locationId }) })
  const choices = (
    <>
      {tools}
      <LocationChoice value={locationId} onChange={onLocation} />
    </>
  )
  return (
    <ReportBody answer={answer} tools={choices}>
      {(told) => (
        <>
          <UsePart told={told} />
          <DaysPart days={told.days} />
          {told.byLocation.length > 1 && <PlacesPart places={told.byLocation} />}
          {told.capacity && <AheadPart capacity={told.capacity} />}
          <ReportParts>
            <AttemptsPart attempts={told.attempts} transfers={told.transfers} />
            <WorkPart work={told.maintenance} />
            <LinePart waiting={told.waiting} owed={told.owed} />
          </ReportParts>
        </>
      )}
    </ReportBody>
  )
}

function LocationChoice({ value, onChange }: { value: string | null; onChange(value: string | null): void }) {
  const { t } = useTranslation()
  const { value: all = [] } = useWatch(locationsQuery, {})
  return (
    <Select
      aria-label={t('reports.location')}
      data={all.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
      placeholder={t('reports.everywhere')}
      clearable
      w={200}
    />
  )
}
