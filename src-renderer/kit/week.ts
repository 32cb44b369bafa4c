import { addDays, type Day } from '../../src-shared/kernel/calendar.ts'
import type { Language } from '../../src-shared/kernel/rejection.ts'

/** The first day of the week: Sunday in Korea. */
export const weekBegins: Record<Language, 0 | 1> = { en: 1, es: 1, ko: 0, tr: 1 }

/** The first day of the week in which a day lies. */
export function weekOf(day: Day, begins: 0 | 1): Day {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay()
  return addDays(day, -((weekday - begins + 7) % 7))
}
