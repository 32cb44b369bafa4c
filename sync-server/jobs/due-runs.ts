import { Cron } from 'croner'
import type { Schedule } from '../../src-shared/kernel/schedule.ts'

/** What is older than this when it is looked at was missed, and `none` skips it (ms). */
const missedAfter = 2 * 60_000
/** A schedule that was never looked at before has missed nothing that is older than this (ms). */
const firstLook = 24 * 3_600_000

const clocks = new Map<string, Cron>()

/**
 * A list of hours counts as fixed times like a single one: each runs once on the day on which its hour comes twice, and
 * at the next minute there is on the day that leaves it out. What runs every minute or hour follows real time.
 */
function clockOf(cron: string, timezone: string): Cron {
  const key = `${cron} ${timezone}`
  const known = clocks.get(key) ?? new Cron(cron, { timezone, mode: '5-part', fixedTimeRule: 'no-wildcard' })
  clocks.set(key, known)
  return known
}

/** Moments up to and with `now` at which a schedule is due and after which nothing was done, oldest first (PL-R31). */
export function dueRuns(
  { cron, catchUp }: Pick<Schedule, 'cron' | 'catchUp'>,
  timeZone: string,
  lastRun: Date | null,
  now: Date,
): Date[] {
  const clock = clockOf(cron, timeZone)
  if (catchUp === 'each day' && lastRun) return runsBetween(clock, lastRun, now)
  const latest = latestRun(clock, lastRun ?? new Date(now.getTime() - firstLook), now)
  if (!latest) return []
  return catchUp === 'none' && now.getTime() - latest.getTime() > missedAfter ? [] : [latest]
}

function runsBetween(clock: Cron, after: Date, until: Date): Date[] {
  const runs: Date[] = []
  for (let at = clock.nextRun(after); at && at <= until; at = clock.nextRun(at)) runs.push(at)
  return runs
}

/** Looked for forwards and nearby first: what runs every minute has run often since. */
function latestRun(clock: Cron, after: Date, now: Date): Date | undefined {
  const nearby = new Date(Math.max(after.getTime(), now.getTime() - missedAfter))
  return runsBetween(clock, nearby, now).at(-1) ?? runsBetween(clock, after, nearby).at(-1)
}
