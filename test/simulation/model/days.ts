/** A calendar day, `YYYY-MM-DD`. Days compare as text. */
export type Day = string

const partsOf = (day: Day): [year: number, month: number, date: number] => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return [year, month, date]
}

const dayFrom = (year: number, month: number, date: number): Day =>
  new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10)

export const plusDays = (day: Day, n: number): Day => {
  const [year, month, date] = partsOf(day)
  return dayFrom(year, month, date + n)
}

/** MB-R6: the same day number `n` months later, or that month's last day if it has none. */
const plusMonths = (day: Day, n: number): Day => {
  const [year, month, date] = partsOf(day)
  // Day 0 of the month after is the last day of the month meant.
  const lastOfMonth = Number(dayFrom(year, month + n + 1, 0).slice(8))
  return dayFrom(year, month + n, Math.min(date, lastOfMonth))
}

/** Days from one day to another. */
export const daysBetween = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / 86_400_000

/** MB-R6: the last valid day of one period, inclusive. */
export const lastDayOf = (start: Day, unit: 'DAYS' | 'MONTHS', n: number): Day =>
  unit === 'DAYS' ? plusDays(start, n) : plusMonths(start, n)

/** A day that exists, of the years that commands accept. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const [year, month, date] = partsOf(text)
  return year >= 1000 && year < 9000 && dayFrom(year, month, date) === text
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The day on which an instant falls in a time zone. */
export function dayAt(instant: string, timeZone: string): Day {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formats.set(timeZone, format)
  const parts = format.formatToParts(new Date(instant))
  return ['year', 'month', 'day'].map((wanted) => parts.find(({ type }) => type === wanted)?.value ?? '').join('-')
}
