import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../src-shared/kernel/calendar.ts'
import { useToday } from '../../i18n/today.ts'
import { useLooks } from '../../theme/looks.ts'
import type { Block, CalendarView, Price, Span } from '../calendar/block.ts'
import { Calendar } from '../calendar/calendar.tsx'
import { instantOf } from '../calendar/wall-time.ts'
import { weekOf } from '../week.ts'
import { members, tenant } from './samples.ts'

/** Of the address, `?resources=60&blocks=1000`: a full week, to be measured. */
const crowd = new URLSearchParams(location.search)
const resources = crowd.has('resources')
  ? Array.from({ length: Number(crowd.get('resources')) }, (_, n) => ({ id: `r${n}`, title: `House ${n + 1}` }))
  : ['Kim', 'Aylin', 'House A'].map((title, n) => ({ id: `r${n}`, title }))
const certainties = ['confirmed', 'held', 'confirmed', 'at_risk'] as const
/** Minutes between two blocks of one resource. */
const buffer = 10
const minutes = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 60_000

const inMinutes = (language: string, value: number): string =>
  new Intl.NumberFormat(language, { style: 'unit', unit: 'minute', unitDisplay: 'short' }).format(value)

function sampleBlocks(today: string, closed: string): Block[] {
  const at = (day: number, time: string) => instantOf(`${addDays(today, day)} ${time}:00`, tenant.timeZone)
  const block = (n: number, day: number, from: string, to: string): Block => ({
    ...{ id: `b${n}`, title: members[n]?.name ?? '', start: at(day, from), end: at(day, to), kind: 'busy' },
    ...{ certainty: certainties[n % certainties.length] ?? 'confirmed', resourceId: `r${n % 3}` },
  })
  return [
    block(0, 0, '09:00', '09:45'),
    block(1, 0, '10:30', '11:30'),
    block(2, 0, '13:00', '14:00'),
    block(3, 1, '09:30', '10:15'),
    block(4, 1, '15:00', '15:30'),
    block(5, -1, '11:00', '12:00'),
    { ...block(6, 0, '12:00', '13:00'), kind: 'closed', title: closed },
  ]
}

/** Blocks all over a week, as many as the address asks for. */
const crowdedBlocks = (monday: string): Block[] =>
  Array.from({ length: Number(crowd.get('blocks')) }, (_, n): Block => {
    const start = instantOf(
      `${addDays(monday, n % 7)} ${String(8 + ((n * 7) % 9)).padStart(2, '0')}:${n % 2 === 0 ? '00' : '30'}:00`,
      tenant.timeZone,
    )
    return {
      ...{ id: `b${n}`, title: members[n]?.name ?? '', start, kind: 'busy', resourceId: `r${n % resources.length}` },
      end: new Date(Date.parse(start) + 30 * 60_000).toISOString(),
      certainty: certainties[n % certainties.length] ?? 'confirmed',
    }
  })

/** A week of three resources; two blocks of one need ten minutes between them. */
export function CalendarSection() {
  const { t } = useTranslation()
  const today = useToday()
  const { language } = useLooks()
  const [view, setView] = useState<CalendarView>('week')
  const [day, setDay] = useState(today)
  const [blocks, setBlocks] = useState(() =>
    crowd.has('blocks') ? crowdedBlocks(weekOf(today, 1)) : sampleBlocks(today, t('slots.closed')),
  )
  const price = (block: Block, to: Span): Price => {
    const others = blocks.filter(({ id, resourceId }) => id !== block.id && resourceId === to.resourceId)
    const near = (end: string, start: string) => minutes(end, start) < buffer
    const inTheWay = others.find((other) => near(to.end, other.start) && near(other.end, to.start))
    if (!inTheWay) return { allowed: true, text: inMinutes(language, minutes(to.start, to.end)) }
    const nextFit = new Date(Date.parse(inTheWay.end) + buffer * 60_000).toISOString()
    return { allowed: false, text: inTheWay.title, nextFit }
  }
  return (
    <Calendar
      label={t('calendar.week')}
      view={view}
      onView={setView}
      day={day}
      onDay={setDay}
      blocks={blocks}
      resources={resources}
      hours={[8, 18]}
      step={15}
      price={price}
      onMove={(block, to) =>
        setBlocks(blocks.map((each) => (each.id === block.id ? { ...each, ...to, certainty: 'held' } : each)))
      }
      onOpen={() => {}}
    />
  )
}
