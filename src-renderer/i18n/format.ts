import { useMemo } from 'react'
import { useLooks } from '../theme/looks.ts'
import { type Format, formatIn } from './format-in.ts'
import { useTenant } from './tenant.tsx'

/** The formats of the person who looks, in the tenant's zone. */
export function useFormat(): Format {
  const { language } = useLooks()
  const { timeZone } = useTenant()
  return useMemo(() => formatIn(language, timeZone), [language, timeZone])
}
