import { addDuration, type Day } from '../../kernel/calendar.ts'
import { rowIdOf } from '../../kernel/id.ts'
import { type Rejection, rejection } from '../../kernel/rejection.ts'
import { foldedName } from '../../kernel/text.ts'
import { type Duration, endOf, type PeriodDays } from './period-rules.ts'
import { maxPlanName } from './plan-rules.ts'
import type { MembershipStatus } from './rules.ts'

/** MB-R70: what a row without a membership type is a member of. */
const blankType = 'Imported'

/** MB-R70: the key of a type, under which its spellings are one plan. */
export const typeKey = (type: string): string => foldedName(typeName(type))

/** MB-R70: a type as the name of a plan. */
const typeName = (type: string): string => {
  const line = type.normalize('NFC').trim().replace(/\s+/gu, ' ')
  return line === '' ? blankType : [...line].slice(0, maxPlanName).join('').trimEnd()
}

/** MB-R70: one plan per group of spellings, named as most rows write it; of equals, as the first one does. */
export function planNames(types: readonly string[]): Map<string, string> {
  const spellings = new Map<string, Map<string, number>>()
  for (const type of types) {
    const counts = spellings.get(typeKey(type)) ?? new Map<string, number>()
    const name = typeName(type)
    counts.set(name, (counts.get(name) ?? 0) + 1)
    spellings.set(typeKey(type), counts)
  }
  const named = [...spellings].map(([key, counts]): [string, string] => {
    const [most = ['', 0]] = [...counts].sort(([, a], [, b]) => b - a)
    return [key, most[0]]
  })
  return new Map(named)
}

/** MB-R70: the terms of a plan that an import makes. */
export const importedDuration: Duration = { duration_type: 'MONTHS', duration_value: 12 }

/** How often a duration is counted back at most, to find the day from which an end is counted. */
const mostCounts = 48

/**
 * MB-R71: the days of a membership whose start and end are given. Where its end is not the one that its plan would give
 * it, renewals are counted from a day from which it is (MB-R7), as if it had always been on this plan.
 */
export function importedPeriod(startsOn: Day, endsOn: Day, duration: Duration): PeriodDays {
  const days = { starts_on: startsOn, scheduled_ends_on: endsOn, ends_on: endsOn, frozen_days: 0, cut: false }
  if (endOf(startsOn, duration) === endsOn) return { ...days, anchor_on: startsOn, anchor_count: 1 }
  const { duration_type: type, duration_value: value } = duration
  for (let count = 1; count <= mostCounts; count += 1) {
    const anchor = addDuration(endsOn, type, -count * value)
    if (addDuration(anchor, type, count * value) === endsOn) {
      return { ...days, anchor_on: anchor, anchor_count: count }
    }
  }
  return { ...days, anchor_on: addDuration(endsOn, type, -value), anchor_count: 1 }
}

/** MB-R71 */
export const datesRefusal = (startsOn: Day, endsOn: Day): Rejection | null =>
  endsOn < startsOn ? rejection('import_row_end_before_start', { startsOn, endsOn }, { rule: 'MB-R71' }) : null

/** What a membership of these days is on a day. */
export function importedStatus(
  startsOn: Day,
  endsOn: Day,
  today: Day,
): Extract<MembershipStatus, 'scheduled' | 'active' | 'expired'> {
  if (startsOn > today) return 'scheduled'
  return endsOn < today ? 'expired' : 'active'
}

/** Letters of card codes: Crockford's base 32. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The n-th card code that a person gets who had none: as good as chance, and always the same. */
export function importedCode(memberId: string, n: number): string {
  const bytes = rowIdOf(memberId, 'card', n).replaceAll('-', '').match(/../g) ?? []
  const letters = [...bytes.slice(0, 6), ...bytes.slice(10, 12)].map((byte) => alphabet[Number.parseInt(byte, 16) % 32])
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
}
