import type { Day } from '../../kernel/calendar.ts'
import { type Rejection, rejection } from '../../kernel/rejection.ts'
import type { EntryState } from './transitions.ts'

/** An event of a slot as revert reads it. */
export interface PastEvent {
  id: string
  event: string
  commandId: string
  actorId: string
  /** ISO instant. */
  at: string
  /** Who gets, keeps or loses the slot by it. */
  membershipId: string | null
}

/** What can be taken back by revert; everything else has a command of its own for that. */
const revertible = ['occupied', 'maintenance_started', 'maintenance_done'] as const
export type RevertibleEvent = (typeof revertible)[number]

const revertMinutes = 15
const minute = 60_000

/** The events of the newest command of a slot, of events with the newest first. */
export const lastChange = <Event extends Pick<PastEvent, 'commandId'>>(newestFirst: readonly Event[]): Event[] =>
  // Stryker disable next-line OptionalChaining: only asked where there is an event, so there is a first one.
  newestFirst.filter(({ commandId }) => commandId === newestFirst[0]?.commandId)

const tooLate = (reason: string): Rejection =>
  rejection('plant_slot_revert_too_late', { reason, minutes: revertMinutes }, { rule: 'PS-R45' })

const kindOf = (event: string): RevertibleEvent | undefined => revertible.find((kind) => kind === event)

/**
 * PS-R45: the event to take back. It belongs to the slot's newest change, was made by the same actor and at most
 * 15 minutes ago. A change of two events (completed to the holder) is taken back as one.
 */
export function revertedEvent<Event extends PastEvent>(
  newestFirst: readonly Event[],
  { eventId, actorId, at }: { eventId: string; actorId: string; at: string },
): { kind: RevertibleEvent; event: Event } | Rejection {
  const change = lastChange(newestFirst)
  if (!change.some(({ id }) => id === eventId)) return tooLate('not_last')
  const found = change.flatMap((event) => {
    const kind = kindOf(event.event)
    return kind ? [{ kind, event }] : []
  })[0]
  if (!found) return tooLate('other_kind')
  if (found.event.actorId !== actorId) return tooLate('other_actor')
  if (change.some((event) => event.event === 'allocated' && event.membershipId !== found.event.membershipId)) {
    return givenOn()
  }
  if (Date.parse(at) - Date.parse(found.event.at) > revertMinutes * minute) return tooLate('minutes_over')
  return found
}

/** PS-R45: the queue has passed the slot on already, or promised it. */
export const givenOn = (): Rejection => tooLate('given_on')

/** PS-R45: whoever held the slot cannot have it back. */
export const holderGone = (): Rejection => tooLate('holder_gone')

/** The state an entry had before it was completed. */
export const stateBeforeDone = (startedAt: string | null): EntryState => (startedAt === null ? 'open' : 'in_progress')

/** An entry that was logged as done, and may be cancelled on the day it was logged. */
export function isLoggedToday(
  entry: { state: EntryState; completedBy: string | null; madeOn: Day },
  today: Day,
): boolean {
  // What was done when it was told needed no command to complete it.
  return entry.state === 'done' && entry.completedBy === null && entry.madeOn === today
}
