import { TZDate } from '@date-fns/tz'

/** A time as clocks on the wall show it, `YYYY-MM-DD HH:mm:ss`: what calendars draw. */
export type WallTime = string

const two = (value: number): string => String(value).padStart(2, '0')

/** What the clocks of a zone show at an instant. */
export function wallTimeOf(at: string, timeZone: string): WallTime {
  const date = new TZDate(Date.parse(at), timeZone)
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

/**
 * The instant at which the clocks of a zone show a time. Where they never do, because they go forward, it is as much
 * later; where they show it twice, the first.
 */
export function instantOf(wall: WallTime, timeZone: string): string {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = wall.split(/[- :]/).map(Number)
  return new Date(new TZDate(year, month - 1, day, hour, minute, second, timeZone).getTime()).toISOString()
}

/** Hours that a day has in a zone: 23 or 25 where the clocks change. */
export const hoursOf = (day: string, next: string, timeZone: string): number =>
  (Date.parse(instantOf(`${next} 00:00:00`, timeZone)) - Date.parse(instantOf(`${day} 00:00:00`, timeZone))) / 3_600_000
