import { TZDate } from '@date-fns/tz'
import { addDays as addDaysTo, addMonths, differenceInCalendarDays, format } from 'date-fns'
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

// Days are counted in UTC, where every day has 24 hours; zones matter only in `dayOf`.
const parse = (text: Day): TZDate => {
  const [year = 0, month = 1, date = 1] = text.split('-').map(Number)
  return new TZDate(year, month - 1, date, 'UTC')
}
const print = (date: Date): Day => format(date, 'yyyy-MM-dd')

/** The day an instant falls on in a time zone (IANA name). */
export const dayOf = (at: string, timeZone: string): Day => print(new TZDate(at, timeZone))

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
