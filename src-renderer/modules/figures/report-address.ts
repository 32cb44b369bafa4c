import { z } from 'zod'
import { addDays, type Day } from '../../../src-shared/kernel/calendar.ts'

/** Days back that a report can be about, the usual first. */
export const lengths = [30, 90, 365] as const
export type Length = (typeof lengths)[number]

/** What there are reports about. */
export const views = ['slots', 'memberships'] as const

/** What the address of the reports holds. */
export const reportSearch = z.object({
  view: z.enum(views).optional().catch(undefined),
  days: z
    .union([z.literal(30), z.literal(90), z.literal(365)])
    .optional()
    .catch(undefined),
  location: z.string().max(100).optional().catch(undefined),
})
export type ReportSearch = z.infer<typeof reportSearch>

/** So many days up to today, which counts. */
export const stretchOf = (today: Day, days: Length): { from: Day; to: Day } => ({
  from: addDays(today, 1 - days),
  to: today,
})
