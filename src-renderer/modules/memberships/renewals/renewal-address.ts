import { z } from 'zod'
import { addDays, type Day } from '../../../../src-shared/kernel/calendar.ts'
import { memberSheets } from '../member-sheet.ts'

/** The parts of the board, in the order in which they are worked off. */
export const parts = ['overdue', 'week', 'month'] as const
export type Part = (typeof parts)[number]

/** What the address of the board holds. */
export const renewalSearch = z.object({
  when: z.enum(parts).optional().catch(undefined),
  member: z.string().max(100).optional().catch(undefined),
  sheet: z.enum(memberSheets).optional().catch(undefined),
})
export type RenewalSearch = z.infer<typeof renewalSearch>

/** Days back in which a membership that has ended may usually be renewed still (MB-R30). */
const daysBack = 30

/** The last days that belong to a part: each day to one of them. */
export const daysOf = (part: Part, today: Day): { from: Day; to: Day } =>
  ({
    overdue: { from: addDays(today, -daysBack), to: addDays(today, -1) },
    week: { from: today, to: addDays(today, 6) },
    month: { from: addDays(today, 7), to: addDays(today, 30) },
  })[part]
