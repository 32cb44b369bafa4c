import type { Certainty } from '../../../src-main/desk/api/desk-api.ts'
import type { JournalEntry } from '../../journal/entry.ts'

/** What is written down and not yet answered by the desk is held here like the rest. */
export const certaintyOf = ({ state }: JournalEntry): Certainty => (state === 'draft' ? 'held' : state)
