import { type RawBuilder, sql } from 'kysely'
import type { QueryContext } from '../../kernel/query.ts'

/** By what the rows of a report are summed. */
export const groupings = ['none', 'plan', 'tier', 'month', 'day'] as const
export type Grouping = (typeof groupings)[number]

/** One line of a report. What a report does not count is null; a rate without anything to divide by is null too. */
export type ReportRow = {
  /** Of which plan (id), tier, month (`YYYY-MM`), day or age of debt; null is all together. */
  group: string | null
  /** How people call the group, where it is no time. */
  label: string | null
  count: number | null
  part: number | null
  of: number | null
  rate: number | null
  amountMinor: number | null
  currency: string | null
  /** Further figures of this report, by name. */
  more: Record<string, number | null>
}

/** What a report is asked for. */
export interface Asked {
  from: string
  to: string
  /** The days as instants, from the first until the end of the last. */
  since: string
  until: string
  groupBy: Grouping
}

/** One report: by what it can be summed, the first where nothing is said, and how it is read. */
export interface Report {
  groupings: readonly [Grouping, ...Grouping[]]
  read(context: QueryContext, asked: Asked): Promise<ReportRow[]>
}

const blank: ReportRow = {
  ...{ group: null, label: null, count: null, part: null, of: null, rate: null },
  ...{ amountMinor: null, currency: null, more: {} },
}

/** A line with a rate of its part, to four decimals. */
export function lineOf(figures: Partial<ReportRow>): ReportRow {
  const { part = null, of = null } = figures
  const rate = part === null || of === null || of === 0 ? null : Math.round((part / of) * 10_000) / 10_000
  return { ...blank, ...figures, rate }
}

/** Columns `group` and `label` of rows that know their plan, as `plan_id`, `plan_name` and `tier`. */
export function groupColumns(groupBy: Grouping): RawBuilder<unknown> {
  if (groupBy === 'plan') return sql`plan_id::text as "group", plan_name as label`
  if (groupBy === 'tier') return sql`coalesce(tier, '') as "group", tier as label`
  return sql`null::text as "group", null::text as label`
}
