import type { Language } from '../../src-shared/kernel/rejection.ts'

/** The first day of the week: Sunday in Korea. */
export const weekBegins: Record<Language, 0 | 1> = { en: 1, es: 1, ko: 0, tr: 1 }
