import { z } from 'zod'
import { addDays, day, daysBetween, startOfDay } from '../../kernel/calendar.ts'
import { query } from '../../kernel/query.ts'
import { churnReport, freezeUseReport, renewalRateReport } from './course-reports.ts'
import { enrolmentReport, planCreationReport } from './growth-reports.ts'
import { groupings, type Report } from './report-rows.ts'
import { inForceReport, monthlyValueReport, pastDueReport, pendingSlotsReport } from './standing-reports.ts'

/** Section 9, by the names of its figures. */
const reports = {
  'in-force': inForceReport,
  'monthly-value': monthlyValueReport,
  'renewal-rate': renewalRateReport,
  churn: churnReport,
  'freeze-use': freezeUseReport,
  'past-due': pastDueReport,
  'pending-slots': pendingSlotsReport,
  'plan-creation': planCreationReport,
  enrolment: enrolmentReport,
} as const satisfies Record<string, Report>

const names = ['in-force', 'monthly-value', 'renewal-rate', 'churn', 'freeze-use'] as const
const moreNames = ['past-due', 'pending-slots', 'plan-creation', 'enrolment'] as const

/** A year with its leap day. */
const mostDays = 366

/**
 * One report of section 9 over days that both count, summed as asked or as it usually is. Reports of how things stand
 * are of the last day, past due and pending slots of now.
 */
export const report = query('memberships.report', {
  input: z
    .object({ name: z.enum([...names, ...moreNames]), from: day, to: day, groupBy: z.enum(groupings).optional() })
    .strict()
    .refine(({ from, to }) => from <= to && daysBetween(from, to) < mostDays, {
      path: ['to'],
      message: 'at most a year, and no end before the beginning',
    })
    .refine(({ name, groupBy }) => groupBy === undefined || reports[name].groupings.some((each) => each === groupBy), {
      path: ['groupBy'],
      message: 'not by this',
    }),
  permission: 'membership_charge_view',
  serverOnly: true,
  async run(context, { name, from, to, groupBy = reports[name].groupings[0] }) {
    const { timeZone } = context.tenant
    const since = startOfDay(from, timeZone)
    const until = startOfDay(addDays(to, 1), timeZone)
    const rows = await reports[name].read(context, { from, to, since, until, groupBy })
    return { name, from, to, groupBy, asOf: context.at, rows }
  },
})
