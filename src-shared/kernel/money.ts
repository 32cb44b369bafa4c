import * as currencies from 'dinero.js/currencies'

/** The active ISO 4217 currencies that have a minor unit, with the number of its digits (JPY 0, TRY 2, KWD 3). */
export const currencyExponents: ReadonlyMap<string, number> = new Map(
  // Where a fifth is the minor unit (ariary, ouguiya), ISO 4217 keeps two digits all the same.
  Object.values(currencies).map(({ code, base, exponent }) => [code, base === 10 ? exponent : 2]),
)

/** Largest price the system keeps, in minor units. */
export const maxPriceMinor = 9_999_999_999

/** Whether a text is an upper-case code of an active currency. */
export const isCurrency = (code: string): boolean => currencyExponents.has(code)

/** Minor units as a decimal text in major units: 4990 TRY → "49.90", 4990 JPY → "4990". */
export function majorUnits(minor: number, currency: string): string {
  const exponent = currencyExponents.get(currency) ?? 2
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0')
  const whole = digits.slice(0, digits.length - exponent)
  const sign = minor < 0 ? '-' : ''
  return exponent === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-exponent)}`
}
