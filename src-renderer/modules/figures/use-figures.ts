import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'

/** A part of a whole, as reports tell it. */
interface Share {
  part: number
  of: number
  rate: number | null
}

const tenth = (value: number): number => Math.round(value * 10) / 10

/** Where there is nothing to divide by, or nothing to wait for. */
const none = '–'

/** How reports write what they count; what there is nothing of is a dash. */
export function useFigures() {
  const { t } = useTranslation()
  const format = useFormat()
  const known = (value: number | null, write: (value: number) => string): string =>
    value === null ? none : write(tenth(value))
  return {
    percent: (rate: number | null): string => (rate === null ? none : format.percent(rate)),
    partOf: ({ part, of }: Share): string => t('reports.part_of', { part, of }),
    number: (value: number | null): string => known(value, format.number),
    days: (value: number | null): string =>
      known(value, (days) => t('reports.days_value', { count: days, days: format.number(days) })),
    /** Hours, or days where it was longer than two. */
    hours: (value: number | null): string =>
      value !== null && value >= 48
        ? t('reports.days_value', { count: tenth(value / 24), days: format.number(tenth(value / 24)) })
        : known(value, (hours) => t('reports.hours_value', { count: hours, hours: format.number(hours) })),
  }
}
