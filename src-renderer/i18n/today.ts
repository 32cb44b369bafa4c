import { useEffect, useState } from 'react'
import { type Day, dayOf } from '../../src-shared/kernel/calendar.ts'
import { useTenant } from './tenant.tsx'

const minute = 60_000

/** The tenant's day, also for a screen that is left open over midnight. */
export function useToday(): Day {
  const { timeZone } = useTenant()
  const read = () => dayOf(new Date().toISOString(), timeZone)
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), minute)
    return () => clearInterval(timer)
  }, [])
  return read()
}
