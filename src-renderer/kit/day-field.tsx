import 'dayjs/locale/es'
import 'dayjs/locale/ko'
import 'dayjs/locale/tr'
import { DateInput, DatesProvider } from '@mantine/dates'
import dayjs from 'dayjs'
import customParseFormat from 'dayjs/plugin/customParseFormat'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../src-shared/kernel/calendar.ts'
import type { Language } from '../../src-shared/kernel/rejection.ts'
import { useLooks } from '../theme/looks.ts'
import { weekBegins } from './week.ts'

dayjs.extend(customParseFormat)

/** How a day is written and typed in each language. */
const written: Record<Language, string> = { en: 'D MMM YYYY', es: 'D MMM YYYY', ko: 'YYYY. M. D.', tr: 'D MMM YYYY' }
/** How a month is called over its days. */
const monthNames: Record<Language, string> = { en: 'MMMM YYYY', es: 'MMMM YYYY', ko: 'YYYY년 M월', tr: 'MMMM YYYY' }

/** Keys that go on from a field without having written in it. */
const leaving = new Set(['Tab', 'Escape', 'Enter', 'Shift', 'Control', 'Meta'])

interface DayFieldProps {
  label: string
  value: Day | null
  onChange(day: Day | null): void
  min?: Day
  max?: Day
  error?: string | undefined
  clearable?: boolean
  /** What an empty field means. */
  placeholder?: string
  /** Gets the focus when its form appears; the calendar then waits for a press, so that it covers nothing unasked. */
  first?: boolean
}

/** A calendar day, typed or picked. */
export function DayField(props: DayFieldProps) {
  const { label, value, onChange, min, max, error, clearable, placeholder, first = false } = props
  const { t } = useTranslation()
  const { language } = useLooks()
  const [waits, setWaits] = useState(first)
  return (
    <DatesProvider settings={{ locale: language, firstDayOfWeek: weekBegins[language] }}>
      <DateInput
        label={label}
        value={value}
        onChange={onChange}
        minDate={min}
        maxDate={max}
        error={error}
        clearable={clearable}
        placeholder={placeholder}
        {...(first ? { 'data-first': true } : {})}
        clearButtonProps={{ 'aria-label': t('actions.clear') }}
        valueFormat={written[language]}
        monthLabelFormat={monthNames[language]}
        popoverProps={{ withinPortal: true, ...(waits ? { opened: false } : {}) }}
        onClick={() => setWaits(false)}
        onKeyDown={({ key }) => !leaving.has(key) && setWaits(false)}
      />
    </DatesProvider>
  )
}
