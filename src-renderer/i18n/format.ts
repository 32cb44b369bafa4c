import { useLooks } from '../theme/looks.ts'
import { type Format, formatIn } from './format-in.ts'
import { useTenant } from './tenant.tsx'

/** To make one takes longer than to draw the row it is for, and every row has the same. */
const made = new Map<string, Format>()

function formatOf(language: string, timeZone: string): Format {
  const key = `${language} ${timeZone}`
  const format = made.get(key) ?? formatIn(language, timeZone)
  made.set(key, format)
  return format
}

/** The formats of the person who looks, in the tenant's zone. */
export function useFormat(): Format {
  const { language } = useLooks()
  const { timeZone } = useTenant()
  return formatOf(language, timeZone)
}
