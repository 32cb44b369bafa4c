import { type Priority, priorities } from './floor-rules.ts'
import { compareText } from './slot-place.ts'

/** What ranks an entry in the maintenance queue. */
export interface Ranked {
  id: string
  priority: Priority
  dueOn: string | null
  /** ISO instant. */
  reportedAt: string
}

/** Stands after every day. */
const noDueDay = '~'

/** Section 6, PS-A43: high, normal, low; then due first, without a due day last; then reported first. */
export const queueOrder = (a: Ranked, b: Ranked): number =>
  priorities.indexOf(b.priority) - priorities.indexOf(a.priority) ||
  compareText(a.dueOn ?? noDueDay, b.dueOn ?? noDueDay) ||
  compareText(a.reportedAt, b.reportedAt) ||
  compareText(a.id, b.id)
