import { dayOf } from '../../src-shared/kernel/calendar.ts'
import { currencyExponents } from '../../src-shared/kernel/money.ts'

/** Numbers, money and times as the reader's language writes them, in the tenant's time zone. */
export interface Format {
  number(value: number): string
  /** A share of one: 0.125 is "12.5%". */
  percent(share: number): string
  /** Minor units, with the sign the amount has. */
  money(minor: number, currency: string): string
  /** Grams, written in kilograms. */
  weight(grams: number): string
  /** A calendar day `YYYY-MM-DD`: "28 Feb 2027". */
  day(day: string): string
  /** A calendar day without its year: "28 Feb". */
  shortDay(day: string): string
  /** A month `YYYY-MM`: "February 2027". */
  month(month: string): string
  /** An instant as a time of day. */
  time(at: string): string
  /** An instant as its day and time; today's only as its time, another year's with its year. */
  moment(at: string): string
  list(parts: readonly string[]): string
  /** A length of time (ms) in its two largest units, whole minutes down: "2 days 3 hr"; less than one is one. */
  lasting(length: number): string
  /** A time zone as people call it. */
  zone(timeZone: string): string
  /** Upper case by the rules of the language: i → İ in Turkish. */
  upper(text: string): string
}

const utc = 'UTC'

/** A day has no zone; at noon UTC no zone can move it. */
const ofDay = (day: string): Date => new Date(`${day}T12:00:00Z`)

export function formatIn(language: string, timeZone: string, now: () => Date = () => new Date()): Format {
  const numbers = new Intl.NumberFormat(language)
  const percents = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  const kilograms = new Intl.NumberFormat(language, { style: 'unit', unit: 'kilogram', maximumFractionDigits: 1 })
  const days = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric', timeZone: utc })
  const months = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: utc })
  const shortDays = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: utc })
  const times = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit', timeZone })
  const moments = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
  })
  const olderMoments = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
  })
  const lists = new Intl.ListFormat(language, { type: 'conjunction' })
  return {
    number: (value) => numbers.format(value),
    weight: (grams) => kilograms.format(grams / 1000),
    percent: (share) => percents.format(share),
    money: (minor, currency) => {
      const exponent = currencyExponents.get(currency) ?? 2
      return new Intl.NumberFormat(language, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        minimumFractionDigits: exponent,
        maximumFractionDigits: exponent,
      }).format(minor / 10 ** exponent)
    },
    day: (day) => days.format(ofDay(day)),
    month: (month) => months.format(ofDay(`${month}-01`)),
    shortDay: (day) => shortDays.format(ofDay(day)),
    time: (at) => times.format(new Date(at)),
    moment: (at) => {
      const [today, that] = [dayOf(now().toISOString(), timeZone), dayOf(at, timeZone)]
      const sameYear = today.slice(0, 4) === that.slice(0, 4)
      return (today === that ? times : sameYear ? moments : olderMoments).format(new Date(at))
    },
    list: (parts) => lists.format(parts),
    lasting: (length) => lastingIn(language, length),
    zone: (zone) =>
      new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'longGeneric' })
        .formatToParts(now())
        .find(({ type }) => type === 'timeZoneName')?.value ?? zone,
    upper: (text) => text.toLocaleUpperCase(language),
  }
}

const unitsOfTime = [
  ['day', 24 * 60],
  ['hour', 60],
  ['minute', 1],
] as const

function lastingIn(language: string, length: number): string {
  let minutes = Math.max(1, Math.floor(length / 60_000))
  const parts = unitsOfTime.flatMap(([unit, size]) => {
    const value = Math.floor(minutes / size)
    minutes -= value * size
    return value > 0 ? [{ unit, value }] : []
  })
  const written = parts
    .slice(0, 2)
    .map(({ unit, value }) =>
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value),
    )
  return written.join(' ')
}
