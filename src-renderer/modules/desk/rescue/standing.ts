import type { Words } from '../../../i18n/i18n.ts'
import type { JournalEntry } from '../../../journal/entry.ts'
import type { OpenedWork } from './open-work.ts'
import type { ArrivedEntry } from './use-arrived.ts'

/** How an entry of saved work stands: each is decided once, by a person here or by its own desk coming back. */
export type Standing = 'waiting' | 'taken' | 'arrived' | 'not_accepted' | 'left'

export const standingWords: Record<Standing, Words> = {
  waiting: 'rescue.standing.waiting',
  taken: 'rescue.standing.taken',
  arrived: 'rescue.standing.arrived',
  not_accepted: 'rescue.standing.not_accepted',
  left: 'rescue.standing.left',
}

/** Whether a command that was taken over here was taken by the desk too; one that was refused still waits. */
const isTaken = (own: JournalEntry | undefined): boolean => own !== undefined && own.state !== 'refused'

/** How one entry stands; what is known here goes before what the server tells. */
export function standingOf(
  id: string,
  work: OpenedWork,
  own: JournalEntry | undefined,
  arrived: ArrivedEntry | undefined,
): Standing {
  if (isTaken(own)) return 'taken'
  if (arrived) return arrived.verdict === 'rejected' ? 'not_accepted' : 'arrived'
  return work.left.includes(id) ? 'left' : 'waiting'
}
