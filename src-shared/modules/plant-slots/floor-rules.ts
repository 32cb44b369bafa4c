import { addDays, type Day, startOfDay } from '../../kernel/calendar.ts'
import type { Json } from '../../kernel/json.ts'
import { type Rejection, rejection } from '../../kernel/rejection.ts'
import { type EntryEvent, type EntryState, entryTransitions, type SlotStatus } from './transitions.ts'

export const entryKinds = ['cleaning', 'inspection', 'repair', 'pest', 'clear_out', 'harvest', 'other'] as const
export type EntryKind = (typeof entryKinds)[number]

export const priorities = ['low', 'normal', 'high'] as const
export type Priority = (typeof priorities)[number]

/** Days that a planting may be told late. */
const plantedAtMostDaysAgo = 60

/** A refusal of the input that only the day of the command can judge. */
const invalid = (path: string, message: string): Rejection =>
  rejection('validation_failed', { issues: [{ path, code: 'custom', message }] satisfies Json[] })

/** PS-R40: planted today unless told, at most 60 days back, not ahead; harvested not before. */
export function plantedOnOf(
  { plantedOn, expectedHarvestOn }: { plantedOn?: Day | undefined; expectedHarvestOn?: Day | undefined },
  today: Day,
): Day | Rejection {
  const planted = plantedOn ?? today
  if (planted > today) return invalid('plantedOn', 'planted on a day to come')
  if (planted < addDays(today, -plantedAtMostDaysAgo)) return invalid('plantedOn', 'planted more than 60 days ago')
  if ((expectedHarvestOn ?? planted) < planted) {
    return invalid('expectedHarvestOn', 'harvested before it was planted')
  }
  return planted
}

/** PS-R43: work is told on the day it was done or later, never ahead. */
export function workedOnOf(on: Day | undefined, today: Day): Day | Rejection {
  const day = on ?? today
  return day > today ? invalid('on', 'done on a day to come') : day
}

/** PS-R40: someone else holds the slot now than the worker saw. A slot that nobody holds is judged by its status. */
export const holderHasChanged = (holderMembershipId: string | null, seenMembershipId: string): boolean =>
  holderMembershipId !== null && holderMembershipId !== seenMembershipId

/** PS-R41: whether an entry keeps its slot from being given to anyone. */
export const blocksAllocation = (entry: { kind: EntryKind; priority: Priority; state: EntryState }): boolean =>
  (entry.state === 'open' || entry.state === 'in_progress') && (entry.priority === 'high' || entry.kind === 'clear_out')

/** PS-R44: kinds of work after which a slot counts as cleaned. */
export const cleaningKinds: readonly EntryKind[] = ['cleaning', 'clear_out', 'harvest']

/** PS-R44: the day a slot was last cleaned, after work of these kinds on a day. */
export function lastCleanedOn(last: Day | null, kinds: readonly EntryKind[], on: Day): Day | null {
  if (!kinds.some((kind) => cleaningKinds.includes(kind))) return last
  // Stryker disable next-line ConditionalExpression,EqualityOperator: null is later than no day, and equal days are one.
  return last !== null && last > on ? last : on
}

/** Before when a slot must have been cleaned, or made if it never was, to be due today. */
export interface CleaningLimit {
  day: Day
  /** ISO instant. */
  instant: string
}

/** PS-R47: `last_clean_date + clean_every_days < today`. */
export function cleaningLimit(everyDays: number, today: Day, timeZone: string): CleaningLimit {
  const limit = addDays(today, -everyDays)
  return { day: limit, instant: startOfDay(limit, timeZone) }
}

/** PS-R47: cleaned too long ago, or never cleaned and made longer ago than that. */
export const isCleaningDue = (slot: { lastCleanedOn: Day | null; madeAt: string }, limit: CleaningLimit): boolean =>
  slot.lastCleanedOn === null ? slot.madeAt < limit.instant : slot.lastCleanedOn < limit.day

/** PS-R47: the Sunday of the week that a day lies in, which ends with it. */
export const comingSunday = (of: Day): Day => addDays(of, (7 - new Date(`${of}T00:00:00Z`).getUTCDay()) % 7)

/** Section 3: the state of an entry after an event, its present one where nothing changes, or `plant_slot_entry_closed`. */
export function nextEntryState(entry: { id: string; state: EntryState }, event: EntryEvent): EntryState | Rejection {
  const step = entryTransitions[entry.state][event]
  if (step === 'same') return entry.state
  if (step !== 'no') return step.to
  return rejection('plant_slot_entry_closed', { entryId: entry.id, state: entry.state })
}

/** PS-R46: the status that the person saw no longer holds. */
export const isStale = (slot: { status: SlotStatus }, seenStatus: SlotStatus): boolean => slot.status !== seenStatus

/** PS-R46: the statuses in which a slot has a holder, who then must be in force. */
export const needsHolder = (status: SlotStatus): boolean => status === 'allocated' || status === 'occupied'

const notesLength = 2000

/** Section 7, case 10: another label than the one that stands is kept in the notes, once, where there is room. */
export function withLabelNoted(notes: string | null, label: string, standing: string | undefined): string | null {
  const lines = notes === null ? [] : notes.split('\n')
  if (label === standing || lines.includes(label)) return notes
  const longer = [...lines, label].join('\n')
  return longer.length <= notesLength ? longer : notes
}
