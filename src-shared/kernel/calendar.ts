import { TZDate } from '@date-fns/tz'
import { UTCDate } from '@date-fns/utc'
// Each from its own file: the package's index loads them all, at a second and a quarter of a gigabyte for every process.
import { addDays as addDaysTo } from 'date-fns/addDays'
import { addMonths } from 'date-fns/addMonths'
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays'
import { z } from 'zod'

/** A calendar day, `YYYY-MM-DD`. Days compare and sort as text. */
export type Day = string

/** Years that every database, clock and library here reads alike; earlier ones do not fit, or are taken for 19xx. */
const isOrdinary = (year: number): boolean => year >= 1000 && year < 9000

/** A real day of the calendar: 2025-02-29 is refused, and so is a year outside 1000 to 8999. */
export const day = z.iso.date().refine((text) => isOrdinary(Number(text.slice(0, 4))))

/** An instant, ISO 8601 in UTC with milliseconds and `Z`. */
export const instant = z.iso
  .datetime({ offset: true })
  .refine((text) => isOrdinary(new Date(text).getUTCFullYear()))
  .transform((text) => new Date(text).toISOString())

// Days are counted in UTC, where every day has 24 hours; zones matter only in `dayOf` and `startOfDay`.
const parse = (text: Day): UTCDate => new UTCDate(`${text}T00:00:00Z`)
const print = (date: Date): Day => date.toISOString().slice(0, 10)

/** Making one costs a thousand times what asking it costs. */
const zones = new Map<string, Intl.DateTimeFormat>()

/** The day an instant falls on in a time zone (IANA name). */
export function dayOf(at: string, timeZone: string): Day {
  let zone = zones.get(timeZone)
  if (!zone) {
    // Canadian English happens to write days as we do.
    zone = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    zones.set(timeZone, zone)
  }
  return zone.format(new Date(at))
}

/** The day n days later; n may be negative. */
export const addDays = (from: Day, n: number): Day => print(addDaysTo(parse(from), n))

/** The first instant of a day in a time zone. */
export const startOfDay = (text: Day, timeZone: string): string => {
  const [year = 0, month = 1, date = 1] = text.split('-').map(Number)
  return new Date(new TZDate(year, month - 1, date, timeZone).getTime()).toISOString()
}

export type DurationType = 'DAYS' | 'MONTHS'

/** MB-R6: the same day number `n` months later, or that month's last day where it has none; or n days later. */
export const addDuration = (from: Day, type: DurationType, n: number): Day =>
  type === 'DAYS' ? addDays(from, n) : print(addMonths(parse(from), n))

/** Days from one day to another; negative where `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => differenceInCalendarDays(parse(to), parse(from))
