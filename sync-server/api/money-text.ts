import { z } from 'zod'
import { currencyExponents, majorUnits } from '../../src-shared/kernel/money.ts'

/** A price as these routes speak it: major units, as a decimal text; a number is taken too (memberships.md section 10). */
export const priceText = z.union([z.string().regex(/^-?\d{1,15}(?:\.\d{1,10})?$/), z.number()])

/**
 * Minor units of a price. More decimals than the currency has leave a fraction, which the command then refuses by the
 * very rule by which it refuses everybody's (MB-R4).
 */
export function minorOf(price: z.infer<typeof priceText>, currency: string): number {
  const exponent = currencyExponents.get(currency) ?? 2
  const [whole = '0', decimals = ''] = plainText(price).split('.')
  const shifted = `${whole}${decimals.slice(0, exponent).padEnd(exponent, '0')}`
  const rest = decimals.slice(exponent).replace(/0+$/, '')
  return Number(rest === '' ? shifted : `${shifted}.${rest}`)
}

/** Without an exponent: 1e-7 is a number too. */
const plainText = (price: string | number): string => {
  const text = String(price)
  return /e/i.test(text) ? Number(price).toFixed(10) : text
}

/** A sum as an answer tells it: the decimal text, and the minor units beside it. */
export const priceFields = (minor: number, currency: string) => ({
  price: majorUnits(minor, currency),
  priceMinor: minor,
  currency,
})
