import { useEffect, useMemo, useState } from 'react'
import { z } from 'zod'
import { ownLeases } from '../../../src-shared/modules/plant-slots/own-leases-query.ts'
import { usePreference } from '../../desk/form-hooks.ts'
import { useWatch } from '../../desk/hooks.tsx'

const homes = z.array(z.uuid())

/** The locations of which this machine keeps slots in reserve, and how to choose them. */
export const useHomeLocations = () => usePreference('slots.homes', homes, [])

/** What this desk has in reserve (PL-R44), live. */
export const useReserve = () => useWatch(ownLeases, {}).value

/** A timer cannot wait for longer (ms). */
const longestTimer = 2 ** 31 - 1

/**
 * Until when each slot that this desk gave from its reserve is guaranteed, by slot. At that very minute it is left out:
 * from then on the slot is only held here (PL-R42).
 */
export function useGuarantees(): Readonly<Record<string, string>> {
  const guaranteed = useReserve()?.guaranteed
  const [now, setNow] = useState(() => Date.now())
  const live = useMemo(() => (guaranteed ?? []).filter(({ until }) => Date.parse(until) > now), [guaranteed, now])
  const next = Math.min(...live.map(({ until }) => Date.parse(until)))
  useEffect(() => {
    if (!Number.isFinite(next)) return
    const timer = setTimeout(() => setNow(Date.now()), Math.min(Math.max(next - Date.now(), 0), longestTimer))
    return () => clearTimeout(timer)
  }, [next])
  return useMemo(() => Object.fromEntries(live.map(({ slotId, until }) => [slotId, until])), [live])
}
