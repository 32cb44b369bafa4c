import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { z } from 'zod'
import { useHere } from '../app/desk-status.tsx'
import { useDesk } from '../desk/hooks.tsx'

const texts = z.array(z.string())
const none: readonly string[] = []
/** As many as the empty box shows. */
const kept = 8

/**
 * What this person last chose on this machine, newest first. Only codes and ids are kept: what a thing is called, and
 * whether they may still see it, is asked anew.
 */
export function useLastChosen(what: 'things' | 'commands'): [readonly string[], (chosen: string) => void] {
  const { preferences } = useDesk()
  const { user } = useHere()
  const key = `box.${what}.${user?.id ?? ''}`
  const stored = useSyncExternalStore(preferences.subscribe, () => preferences.get(key))
  const last = useMemo(() => texts.safeParse(stored).data ?? none, [stored])
  const choose = useCallback(
    (chosen: string) => void preferences.set(key, [chosen, ...last.filter((each) => each !== chosen)].slice(0, kept)),
    [preferences, key, last],
  )
  return [last, choose]
}
