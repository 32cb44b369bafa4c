import 'dayjs/locale/es'
import 'dayjs/locale/ko'
import 'dayjs/locale/tr'
import { UnstyledButton } from '@mantine/core'
import { DayView, ResourcesDayView, type ScheduleEventData, WeekView } from '@mantine/schedule'
import dayjs from 'dayjs'
import { type ComponentPropsWithoutRef, createContext, memo, useContext, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../../src-shared/kernel/calendar.ts'
import { useFormat } from '../../i18n/format.ts'
import { useTenant } from '../../i18n/tenant.tsx'
import { useLooks } from '../../theme/looks.ts'
import { CertaintyMark } from '../certainty-badge.tsx'
import { weekBegins } from '../week.ts'
import type { Block, CalendarView, Resource } from './block.ts'
import classes from './calendar.module.css'
import type { GridHandlers } from './use-steady.ts'
import { instantOf, wallTimeOf } from './wall-time.ts'

interface Props extends GridHandlers {
  view: Exclude<CalendarView, 'list'>
  day: Day
  blocks: readonly Block[]
  resources: readonly Resource[]
  hours: readonly [from: number, to: number]
  step: number
}

const hour = (n: number): string => (n >= 24 ? '23:59:59' : `${String(n).padStart(2, '0')}:00:00`)
const clockFormat = { en: 'h A', es: 'H:mm', ko: 'A h시', tr: 'HH:mm' } as const
/** Height of an hour (px). */
const hourHeight = { comfortable: 48, compact: 40, touch: 72 } as const

/** The block that is on its way, and whether it may not stay where it is. */
export interface Moving {
  id: string | null
  refused: boolean
}

/** Apart from what is drawn: while a block is on its way, nothing else of a full week is drawn again. */
export const MovingBlock = createContext<Moving>({ id: null, refused: false })

/** The grid itself: Mantine's calendar, given wall times of the tenant and drawn in our tokens. */
export const BlockGrid = memo(function BlockGrid(props: Props) {
  const { view, day, blocks, resources, hours, step, onLift, onDrop, onDropped, onResize, onOpen } = props
  const { timeZone } = useTenant()
  const { language, density } = useLooks()
  const labels = useLabels()
  const events = useMemo(() => blocks.map((block) => eventOf(block, timeZone)), [blocks, timeZone])
  const byId = useMemo(() => new Map(blocks.map((block) => [block.id, block])), [blocks])
  const of = (event: ScheduleEventData) => byId.get(String(event.id))
  const withBlock = (event: ScheduleEventData, act: (block: Block) => void) => {
    const block = of(event)
    if (block) act(block)
  }
  const shared = {
    date: day,
    events,
    labels,
    locale: language,
    startTime: hour(hours[0]),
    endTime: hour(hours[1]),
    intervalMinutes: step,
    slotLabelFormat: (at: string) =>
      dayjs(at).minute() === 0 ? dayjs(at).locale(language).format(clockFormat[language]) : '',
    withCurrentTimeBubble: false,
    getCurrentTime: () => wallTimeOf(new Date().toISOString(), timeZone),
    withHeader: false,
    withEventsDragAndDrop: true,
    withEventResize: true,
    canDragEvent: (event: ScheduleEventData) => of(event)?.kind === 'busy',
    canResizeEvent: (event: ScheduleEventData) => of(event)?.kind === 'busy',
    onEventDragStart: (event: ScheduleEventData) => withBlock(event, onLift),
    onEventDragEnd: onDropped,
    onEventDrop: onDrop,
    onEventResize: ({ event, newStart, newEnd }: { event: ScheduleEventData; newStart: string; newEnd: string }) =>
      withBlock(event, (block) =>
        onResize(block, { ...block, start: instantOf(newStart, timeZone), end: instantOf(newEnd, timeZone) }),
      ),
    onEventClick: (event: ScheduleEventData) => withBlock(event, onOpen),
    renderEvent: (event: ScheduleEventData, given: ComponentPropsWithoutRef<'button'>) => (
      <BlockButton given={given} block={of(event)} />
    ),
    renderEventBody: (event: ScheduleEventData) => <BlockBody block={of(event)} />,
  }
  if (view === 'resources') {
    const rows = resources.map(({ id, title }) => ({ id, label: title }))
    return <ResourcesDayView {...shared} resources={rows} slotWidth="24px" rowHeight={hourHeight[density]} />
  }
  const columns = {
    ...shared,
    slotHeight: hourHeight[density],
    withSubHourGridLines: false,
    getTimeSlotProps: ({ start }: { start: string }) => ({ 'data-start': start }),
  }
  if (view === 'day') return <DayView {...columns} withAllDaySlot={false} />
  return (
    <WeekView
      {...columns}
      withAllDaySlots={false}
      withWeekNumber={false}
      firstDayOfWeek={weekBegins[language]}
      highlightToday
    />
  )
})

const eventOf = ({ id, title, start, end, resourceId }: Block, timeZone: string): ScheduleEventData => ({
  ...{ id, title, color: 'gray', start: wallTimeOf(start, timeZone), end: wallTimeOf(end, timeZone) },
  ...(resourceId === undefined ? {} : { resourceId }),
})

/** What Mantine's calendar says by itself, in the reader's language. */
function useLabels() {
  const { t } = useTranslation()
  const format = useFormat()
  return {
    timeSlot: t('calendar.slot'),
    resourceSlot: t('calendar.slot'),
    resource: t('calendar.column.where'),
    resources: t('calendar.resources'),
    allDay: t('calendar.all_day'),
    moreLabel: (count: number) => t('calendar.more', { number: format.number(count) }),
  }
}

interface ButtonProps {
  given: ComponentPropsWithoutRef<'button'>
  block: Block | undefined
}

function BlockButton({ given, block }: ButtonProps) {
  const format = useFormat()
  const { id, refused } = useContext(MovingBlock)
  const when = useMemo(() => block && `${format.moment(block.start)} – ${format.time(block.end)}`, [block, format])
  if (!block) return null
  return (
    <UnstyledButton
      {...given}
      className={`${given.className ?? ''} ${classes.block}`}
      data-kind={block.kind}
      data-certainty={block.certainty}
      data-moving={id === block.id || undefined}
      data-refused={(id === block.id && refused) || undefined}
      aria-label={`${block.title}, ${when}`}
      title={`${block.title} · ${when}`}
    />
  )
}

/** What stands on a block: what it is, and how sure. */
function BlockBody({ block }: { block: Block | undefined }) {
  if (!block) return null
  return (
    <span className={classes.body}>
      <span className={classes.name}>{block.title}</span>
      {block.kind === 'busy' && block.certainty !== 'confirmed' && <CertaintyMark certainty={block.certainty} />}
    </span>
  )
}
