import { useEffect, useSyncExternalStore } from 'react'
import { z } from 'zod'
import type { CallFailure } from '../../../src-main/desk/api/desk-api.ts'
import type { Json } from '../../../src-shared/kernel/json.ts'
import { useHere } from '../../app/desk-status.tsx'
import type { Answer } from '../../desk/hooks.tsx'
import { useDesk } from '../../desk/hooks.tsx'

const kept = z.object({ at: z.string(), value: z.json() })

/** An answer is kept anew at most this often (ms): it is only for the moment before the next one. */
const keepEvery = 60_000

/**
 * An answer, or until it is here the last one this person had on this machine, with its time (DX-R36). `read` checks
 * what was kept, which may be of an older app.
 */
export function useLastKnown<Value extends Json>(
  name: string,
  { value, failure }: Answer<Value>,
  read: z.ZodType<Value>,
): { value: Value | undefined; asOf: string | null; failure: CallFailure | null } {
  const { preferences } = useDesk()
  const key = `today.${useHere().user?.id ?? ''}.${name}`
  const stored = useSyncExternalStore(preferences.subscribe, () => preferences.get(key))
  useEffect(() => {
    if (value === undefined) return
    const known = kept.safeParse(preferences.get(key)).data
    const now = Date.now()
    if (known && now - Date.parse(known.at) < keepEvery) return
    preferences.set(key, { at: new Date(now).toISOString(), value }).catch(() => {})
  }, [preferences, key, value])
  if (value !== undefined) return { value, asOf: null, failure }
  const last = kept.safeParse(stored).data
  const old = read.safeParse(last?.value)
  return old.success && last ? { value: old.data, asOf: last.at, failure } : { value: undefined, asOf: null, failure }
}
