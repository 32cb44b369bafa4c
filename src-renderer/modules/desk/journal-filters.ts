import { z } from 'zod'
import { type Day, dayOf } from '../../../src-shared/kernel/calendar.ts'
import type { Words } from '../../i18n/i18n.ts'
import type { JournalEntry } from '../../journal/entry.ts'

/** What the journal can be narrowed to. */
export const journalStates = ['waiting', 'confirmed', 'adjusted', 'rejected', 'refused'] as const
export type JournalState = (typeof journalStates)[number]

export const journalStateWords: Record<JournalState, Words> = {
  waiting: 'certainty.held',
  // The word of the badge is kept for verdicts: a screen that only offers to look for them must not read so (DX-R2).
  confirmed: 'journal.accepted',
  adjusted: 'certainty.adjusted',
  rejected: 'certainty.rejected',
  refused: 'certainty.refused',
}

const optionalText = z.string().max(100).optional().catch(undefined)
const optionalDay = z.iso.date().optional().catch(undefined)

/** What the address of the journal holds. */
export const journalSearch = z.object({
  entry: optionalText,
  state: z.enum(journalStates).optional().catch(undefined),
  from: optionalDay,
  to: optionalDay,
  mine: z.boolean().optional().catch(undefined),
  text: optionalText,
})
export type JournalSearch = z.infer<typeof journalSearch>

/** A search and what it is read with. */
export interface JournalFilter extends Omit<JournalSearch, 'entry' | 'mine'> {
  /** Only what this person gave. */
  actor: string | undefined
  timeZone: string
  /** What a command is called on the screen, so that people find what they read. */
  called(entry: JournalEntry): string
}

const waiting: ReadonlySet<JournalEntry['state']> = new Set(['draft', 'held', 'at_risk', 'sending'])

/** Whether an entry is one of those that a filter asks for. */
export function matches(entry: JournalEntry, filter: JournalFilter): boolean {
  const { state, from, to, actor, text, timeZone } = filter
  if (state && (state === 'waiting' ? !waiting.has(entry.state) : entry.state !== state)) return false
  if (actor && entry.actorId !== actor) return false
  if ((from || to) && !isWithin(dayOf(entry.at, timeZone), from, to)) return false
  return !text || says(entry, text, filter)
}

const isWithin = (day: Day, from: Day | undefined, to: Day | undefined): boolean =>
  (!from || day >= from) && (!to || day <= to)

/** Every word must stand somewhere in what was done, about whom, or what came of it. */
function says(entry: JournalEntry, text: string, { called }: JournalFilter): boolean {
  const { name, input, outcome, serverOutcome, rejection, deskSeq } = entry
  const all = `${called(entry)} ${name} ${deskSeq ?? ''} ${JSON.stringify([input, outcome, serverOutcome, rejection])}`
  const plain = fold(all)
  return fold(text)
    .split(/\s+/)
    .every((word) => plain.includes(word))
}

/** Case and marks make no difference. */
const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ı', 'i')

/** Whether anything is narrowed at all. */
export const isNarrowed = ({ state, from, to, mine, text }: JournalSearch): boolean =>
  Boolean(state ?? from ?? to ?? mine ?? text)
