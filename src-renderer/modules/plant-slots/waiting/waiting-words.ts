import type { PassedBecause } from '../../../../src-shared/modules/plant-slots/queue-rules.ts'
import type { Words } from '../../../i18n/i18n.ts'

/** Why somebody waits: a promise of ours, or a wish of theirs. */
export const waitingKindWords: Record<'owed' | 'wanted', Words> = {
  owed: 'waiting.kind.owed',
  wanted: 'waiting.kind.wanted',
}

/** What the queue did. */
export const stepWords: Record<'given' | 'offered' | 'passed', Words> = {
  given: 'waiting.step.given',
  offered: 'waiting.step.offered',
  passed: 'waiting.step.passed',
}

/** PS-R30: why it went past somebody. */
const passedWords: Record<PassedBecause, Words> = {
  none: 'waiting.passed.none',
  scheduled: 'waiting.passed.scheduled',
  expired: 'waiting.passed.expired',
  cancelled: 'waiting.passed.cancelled',
  suspended: 'waiting.passed.suspended',
  frozen: 'waiting.passed.frozen',
  wrong_location: 'waiting.passed.wrong_location',
  just_given_back: 'waiting.passed.just_given_back',
}
const reasons: ReadonlyMap<string, Words> = new Map(Object.entries(passedWords))

/** The words of a reason in the log; null for one that these screens do not know. */
export const reasonWords = (reason: string): Words | null => reasons.get(reason) ?? null
