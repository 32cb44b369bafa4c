import { certainties, type Progress } from '../../src-main/desk/api/desk-api.ts'
import { type EntryState, type JournalEntry, needsAttention } from './entry.ts'

/**
 * Where news of a command comes from. `answer`: the desk's reply to the submit, which may arrive here after later
 * news, by way of another window. `event`: told unasked, in order.
 */
export type Source = 'answer' | 'event'

const verdicts: readonly EntryState[] = ['confirmed', 'adjusted', 'rejected']

/** What a command may become once the person was told that it is held: the desk cannot take that back (SY-9). */
const onItsWay: readonly EntryState[] = ['held', 'at_risk', 'sending', ...verdicts]

/** What each state may become by an event. The server's word is final; the desk's refusal bows to it only. */
const moves: Record<EntryState, readonly EntryState[]> = {
  draft: certainties,
  held: onItsWay,
  at_risk: onItsWay,
  sending: onItsWay,
  refused: verdicts,
  confirmed: [],
  adjusted: [],
  rejected: [],
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

/** The person has nothing to decide about it: closes an entry that needs attention. */
const close = (entry: JournalEntry, settled: JournalEntry['settled']): JournalEntry =>
  needsAttention(entry) ? { ...entry, settled } : entry

/** What the person said about an entry; the first word counts. */
export const settle = (entry: JournalEntry, how: 'dismissed' | 'seen', now: string): JournalEntry =>
  close(entry, { at: now, how })

/**
 * DX-R10: an alternative that the desk or the server takes settles the entry it was offered for. One that is refused or
 * rejected brings that entry back, and is itself closed: both stories are one item.
 */
export function resolve(
  original: JournalEntry,
  alternative: JournalEntry,
  now: string,
): { original: JournalEntry; alternative: JournalEntry } {
  if (alternative.state === 'draft') return { original, alternative }
  const mine = original.settled?.commandId === alternative.id
  if (alternative.state !== 'rejected' && alternative.state !== 'refused') {
    return { original: close(original, { at: now, how: 'alternative', commandId: alternative.id }), alternative }
  }
  if (original.settled && !mine) return { original, alternative }
  const tried = [...original.tried.filter((id) => id !== alternative.id), alternative.id]
  return { original: { ...original, settled: null, tried }, alternative: close(alternative, { at: now, how: 'seen' }) }
}
