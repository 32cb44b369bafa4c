import type { Certainty } from '../../../src-main/desk/api/desk-api.ts'

/** Where something stands in time, and with which resource. ISO instants. */
export interface Span {
  start: string
  end: string
  resourceId?: string
}

/** Something planned. */
export interface Block extends Span {
  id: string
  title: string
  certainty: Certainty
  /** `closed`: nothing can be there; it cannot be moved. */
  kind: 'busy' | 'closed'
}

/** Somebody or something that is booked. */
export interface Resource {
  id: string
  title: string
}

/** What it would mean to put a block somewhere (DX-R37). */
export interface Price {
  allowed: boolean
  /** Minutes left with their buffers, or what is in the way: in words. */
  text: string
  /** Where it would fit next, if not here. ISO instant. */
  nextFit?: string
}

export type CalendarView = 'day' | 'week' | 'resources' | 'list'

const minute = 60_000
const later = (at: string, minutes: number): string => new Date(Date.parse(at) + minutes * minute).toISOString()
const dayMinutes = 24 * 60

/** The same length, begun elsewhere. */
export const beginning = (span: Span, start: string, resourceId = span.resourceId): Span => ({
  start,
  end: new Date(Date.parse(start) + Date.parse(span.end) - Date.parse(span.start)).toISOString(),
  ...(resourceId === undefined ? {} : { resourceId }),
})

/** By keys: how far, in the direction of time of the view, and across it. */
const along: Record<CalendarView, Readonly<Record<string, readonly [time: number, across: number]>>> = {
  day: { ArrowUp: [-1, 0], ArrowDown: [1, 0] },
  week: { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] },
  resources: { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] },
  list: {},
}

interface Keys {
  key: string
  shift: boolean
  view: CalendarView
  /** Minutes of one press. */
  step: number
  resources: readonly Resource[]
}

/**
 * Where an arrow key takes a span; null where it means nothing. Along the time of the view it goes by one step, across it
 * by a day or to the next resource; with Shift only its end moves, and never before one step after its start.
 */
export function spanAfterKey(span: Span, { key, shift, view, step, resources }: Keys): Span | null {
  const [time, across] = along[view][key] ?? [0, 0]
  if (time === 0 && across === 0) return null
  if (shift) {
    if (time === 0) return null
    const end = later(span.end, time * step)
    return Date.parse(end) - Date.parse(span.start) < step * minute ? null : { ...span, end }
  }
  if (time !== 0) return beginning(span, later(span.start, time * step))
  if (view === 'week') return beginning(span, later(span.start, across * dayMinutes))
  const at = resources.findIndex(({ id }) => id === span.resourceId)
  const resource = resources[at + across]
  return at < 0 || !resource ? null : { ...span, resourceId: resource.id }
}
