import { Button, SegmentedControl } from '@mantine/core'
import { IconBan, IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { type DragEvent, useId, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, type Day } from '../../../src-shared/kernel/calendar.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Words } from '../../i18n/i18n.ts'
import { useTenant } from '../../i18n/tenant.tsx'
import { useToday } from '../../i18n/today.ts'
import { useLooks } from '../../theme/looks.ts'
import { weekBegins, weekOf } from '../week.ts'
import { type Block, beginning, type CalendarView, type Price, type Resource, type Span } from './block.ts'
import { BlockGrid, type Moving, MovingBlock } from './block-grid.tsx'
import { BlockList } from './block-list.tsx'
import classes from './calendar.module.css'
import { slotUnder } from './slot-under.ts'
import { type Draft, useBlockDraft } from './use-block-draft.ts'
import { useSteady } from './use-steady.ts'
import { hoursOf, instantOf } from './wall-time.ts'

export interface CalendarProps {
  label: string
  view: CalendarView
  onView(view: CalendarView): void
  /** The day that is shown, or one of the week. */
  day: Day
  onDay(day: Day): void
  blocks: readonly Block[]
  resources: readonly Resource[]
  /** The first and last hour that are drawn, from 0 to 24. */
  hours: readonly [from: number, to: number]
  /** Minutes of the grid and of one press of a key. */
  step: 10 | 15 | 20 | 30 | 60
  /** What it would mean to put a block there; asked while it is on its way. */
  price(block: Block, to: Span): Price
  onMove(block: Block, to: Span): void
  onOpen(block: Block): void
}

const views: readonly [CalendarView, Words][] = [
  ['day', 'calendar.day'],
  ['week', 'calendar.week'],
  ['resources', 'calendar.resources'],
  ['list', 'calendar.list'],
]

/**
 * What is planned: by day, week or resource, and as an equal list. Blocks are moved by hand or by key (arrows move,
 * Shift+arrows change the end, Enter keeps, Escape puts back); the price of each place is said before (DX-R37). Times are
 * the tenant's.
 */
export function Calendar(props: CalendarProps) {
  const { label, view, onView, day, onDay, blocks, resources, hours, step, onOpen } = props
  const { timeZone } = useTenant()
  const hint = useId()
  const place = useRef<HTMLDivElement>(null)
  const { draft, carry, putDown, putBack, onKeyDown } = useBlockDraft({ ...props, place })
  const byKey = draft?.by === 'key' ? draft : null
  const shown = byKey
    ? blocks.map((block) => (byKey.block.id === block.id ? { ...block, ...byKey.to } : block))
    : blocks
  const moving = useMovingOf(draft)
  const steady = useSteady({
    onLift: (block) => carry(block, block, 'hand'),
    onDrop() {
      mark(null)
      putDown()
    },
    onDropped() {
      mark(null)
      putBack()
    },
    onResize(block, to) {
      const { allowed } = props.price(block, to)
      if (allowed) props.onMove(block, to)
      else carry(block, to, 'key')
    },
    onOpen,
  })
  const marked = useRef<HTMLElement>(null)
  const mark = (cell: HTMLElement | null) => {
    if (marked.current === cell) return
    marked.current?.removeAttribute('data-under')
    cell?.setAttribute('data-under', '')
    marked.current = cell
  }
  const over = (event: DragEvent) => {
    if (draft?.by !== 'hand') return
    // Mantine's calendar would draw all of itself again at every move of the pointer, to mark the cell under it.
    event.stopPropagation()
    event.preventDefault()
    const startOf = (n: number) => `${day} ${clock(hours[0] * 60 + n * step)}`
    const under = slotUnder(event.currentTarget, event, resources, startOf)
    mark(under?.cell ?? null)
    event.dataTransfer.dropEffect = 'move'
    if (under) carry(draft.block, beginning(draft.block, instantOf(under.start, timeZone), under.resourceId), 'hand')
    if (!draft.price.allowed) event.dataTransfer.dropEffect = 'none'
  }
  return (
    <div className={classes.calendar}>
      <Header view={view} onView={onView} day={day} onDay={onDay} />
      {view === 'list' ? (
        <BlockList label={label} blocks={blocks} resources={resources} onOpen={onOpen} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveElementInteractions: keys and drags are of the blocks inside, wherever they are
        <section
          className={classes.place}
          ref={place}
          onKeyDown={onKeyDown}
          onDragOverCapture={over}
          aria-label={label}
          aria-describedby={hint}
        >
          <MovingBlock value={moving}>
            <BlockGrid
              view={view}
              day={day}
              blocks={shown}
              resources={resources}
              hours={hours}
              step={step}
              {...steady}
            />
          </MovingBlock>
        </section>
      )}
      <News draft={draft} hint={hint} />
    </div>
  )
}

/** The same object for as long as it says the same. */
function useMovingOf(draft: Draft | null): Moving {
  const id = draft?.block.id ?? null
  const refused = draft?.price.allowed === false
  return useMemo(() => ({ id, refused }), [id, refused])
}

const two = (value: number): string => String(value).padStart(2, '0')
const clock = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00`

function Header({ view, onView, day, onDay }: Pick<CalendarProps, 'view' | 'onView' | 'day' | 'onDay'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const { timeZone } = useTenant()
  const today = useToday()
  const days = view === 'week' ? 7 : 1
  const machine = Intl.DateTimeFormat().resolvedOptions().timeZone
  const length = hoursOf(day, addDays(day, 1), timeZone)
  const first = weekOf(day, weekBegins[useLooks().language])
  return (
    <div className={classes.header}>
      <div className={classes.days}>
        <Button variant="default" onClick={() => onDay(addDays(day, -days))} aria-label={t('calendar.previous')} px={8}>
          <IconChevronLeft size={16} stroke={1.5} />
        </Button>
        <Button variant="default" onClick={() => onDay(today)}>
          {t('calendar.today')}
        </Button>
        <Button variant="default" onClick={() => onDay(addDays(day, days))} aria-label={t('calendar.next')} px={8}>
          <IconChevronRight size={16} stroke={1.5} />
        </Button>
        <strong className={classes.shown}>
          {view === 'week' ? `${format.shortDay(first)} – ${format.day(addDays(first, 6))}` : format.day(day)}
        </strong>
        {length !== 24 && <span className={classes.zone}>{t('calendar.clocks_change', { count: length })}</span>}
        {machine !== timeZone && (
          <span className={classes.zone}>{t('calendar.zone', { zone: format.zone(timeZone) })}</span>
        )}
      </div>
      <SegmentedControl
        aria-label={t('calendar.view')}
        value={view}
        data={views.map(([value, word]) => ({ value, label: t(word) }))}
        onChange={(value) => onView(views.find(([known]) => known === value)?.[0] ?? view)}
      />
    </div>
  )
}

/** Says what a place would mean while a block is on its way, and how it is moved while none is. */
function News({ draft, hint }: { draft: Draft | null; hint: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const refused = draft !== null && !draft.price.allowed
  return (
    <p className={classes.news} role="status" data-refused={refused || undefined}>
      {refused && <IconBan size={16} stroke={1.5} aria-hidden />}
      {draft ? (
        <>
          <strong>
            {format.moment(draft.to.start)} – {format.time(draft.to.end)}
          </strong>
          <span>{draft.price.text}</span>
          {draft.price.nextFit && <span>{t('calendar.next_fit', { time: format.moment(draft.price.nextFit) })}</span>}
        </>
      ) : (
        <span id={hint}>{t('calendar.hint')}</span>
      )}
    </p>
  )
}
