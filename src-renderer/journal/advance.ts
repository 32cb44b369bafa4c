import { type Progress, progressStates } from '../../src-main/desk/api/desk-api.ts'
import { type EntryState, type JournalEntry, needsAttention } from './entry.ts'

/**
 * Where news of a command comes from. `answer`: the desk's reply to the submit, which may arrive here after later
 * news, by way of another window. `event`: told unasked, in order.
 */
export type Source = 'answer' | 'event'

const verdicts: readonly EntryState[] = ['confirmed', 'adjusted', 'rejected']

/** What a command may become once the person was told that it is held: the desk cannot take that back (SY-9). */
const onItsWay: readonly EntryState[] = ['held', 'at_risk', 'sending', 'withdrawn', ...verdicts]

/** What each state may become by an event. The server's word is final; the desk's refusal bows to it only. */
const moves: Record<EntryState, readonly EntryState[]> = {
  draft: progressStates,
  held: onItsWay,
  at_risk: onItsWay,
  sending: onItsWay,
  refused: verdicts,
  confirmed: [],
  adjusted: [],
  rejected: [],
  withdrawn: [],
}

/** Refusals that say nothing of the command: the desk could not look at it, and is asked again. */
const notYet: readonly string[] = ['desk_unavailable', 'session_required', 'storage_full']
export const isNotYet = ({ state, rejection }: Progress): boolean =>
  state === 'refused' && notYet.includes(rejection?.code ?? '')

export interface Hearing {
  source: Source
  /** ISO instant. */
  now: string
  /** Whether a code of the catalogue of rejections is recorded and brought to nobody. */
  isQuiet(code: string): boolean
}

/** An entry with the desk's news in it; the same entry where the news is old. */
export function advance(entry: JournalEntry, news: Progress, { source, now, isQuiet }: Hearing): JournalEntry {
  if (source === 'answer' && entry.state !== 'draft') return entry
  if (!moves[entry.state].includes(news.state)) return entry
  if (source === 'event' && isNotYet(news)) return entry
  // Refused at the click, the form is still open and says so (DX-R6). Refused later, nobody has read it yet.
  const told = (source === 'answer' && news.state === 'refused') || (news.rejection && isQuiet(news.rejection.code))
  return {
    ...entry,
    state: news.state,
    deskSeq: news.deskSeq ?? entry.deskSeq,
    basisVersion: news.basisVersion ?? entry.basisVersion,
    outcome: news.outcome ?? entry.outcome,
    serverOutcome: news.serverOutcome,
    rejection: news.rejection,
    serverVersion: news.serverVersion,
    dependsOn: news.dependsOn,
    dependents: news.dependents,
    decidedAt: news.decidedAt,
    settled: told ? { at: now, how: 'seen' } : entry.settled,
  }
}

/** What the person said about an entry; the first word counts. */
export const settle = (entry: JournalEntry, settled: NonNullable<JournalEntry['settled']>): JournalEntry =>
  needsAttention(entry) ? { ...entry, settled } : entry

/**
 * DX-R13: an entry whose undo the desk took is undone; one whose undo was not to be stands again. An undo that came to
 * nothing because its original did is quiet, and both stay undone (DX-R15).
 */
export function takeBack(original: JournalEntry, undo: JournalEntry, isQuiet: Hearing['isQuiet']): JournalEntry {
  if (undo.state === 'draft') return original
  const refused = undo.state === 'refused' || undo.state === 'withdrawn'
  const rejected = undo.state === 'rejected' && !isQuiet(undo.rejection?.code ?? '')
  if (!refused && !rejected) return original.undoneBy === null ? { ...original, undoneBy: undo.id } : original
  return original.undoneBy === undo.id ? { ...original, undoneBy: null } : original
}
