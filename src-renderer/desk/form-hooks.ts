import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { z } from 'zod'
import type { Json } from '../../src-shared/kernel/json.ts'
import type { Draft } from '../journal/drafts.ts'
import { useDesk, useStatus } from './hooks.tsx'

/** What is typed is on disk this long after it (ms), and sooner when the form loses sight. */
const keepAfter = 500

export interface DraftHandle {
  /** What was found when the form opened; undefined while that is being read, null where there is none. */
  found: Draft | null | undefined
  /** To be told at each change: what the form holds now, and the row it began from. */
  keep(values: Json, basis?: Json): void
  /** The form was sent, or the person wants none of it. */
  discard(): void
}

/** The draft of a form, of the person who is signed in. `formKey` names the form and what it is about. */
export function useDraft(formKey: string): DraftHandle {
  const { drafts } = useDesk()
  const author = useStatus().status?.user?.id
  const [found, setFound] = useState<{ key: string; draft: Draft | null }>()
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; keep: () => void }>(undefined)
  const key = `${author} ${formKey}`

  const flush = useCallback(() => {
    clearTimeout(waiting.current?.timer)
    waiting.current?.keep()
    waiting.current = undefined
  }, [])

  useEffect(() => {
    if (!author) return
    let here = true
    drafts.find(author, formKey).then(
      (draft) => here && setFound({ key: `${author} ${formKey}`, draft }),
      () => here && setFound({ key: `${author} ${formKey}`, draft: null }),
    )
    const hidden = () => document.visibilityState === 'hidden' && flush()
    window.addEventListener('blur', flush)
    window.addEventListener('pagehide', flush)
    document.addEventListener('visibilitychange', hidden)
    return () => {
      here = false
      flush()
      window.removeEventListener('blur', flush)
      window.removeEventListener('pagehide', flush)
      document.removeEventListener('visibilitychange', hidden)
    }
  }, [drafts, author, formKey, flush])

  const keep = useCallback(
    (values: Json, basis: Json = null) => {
      if (!author) return
      // The first change since the last writing sets the time: somebody who types on is not put off for ever.
      const timer = waiting.current?.timer ?? setTimeout(flush, keepAfter)
      // A full disk shows at the next submit; the form itself still holds everything.
      waiting.current = { timer, keep: () => void drafts.keep(author, formKey, values, basis).catch(() => {}) }
    },
    [drafts, author, formKey, flush],
  )
  const discard = useCallback(() => {
    clearTimeout(waiting.current?.timer)
    waiting.current = undefined
    if (author) void drafts.discard(author, formKey).catch(() => {})
  }, [drafts, author, formKey])

  return { found: found?.key === key ? found.draft : undefined, keep, discard }
}

/**
 * A choice of this machine, live in all its windows. What was kept and does not fit `shape` counts as not chosen.
 * Make `shape` outside the component, and `fallback` too unless it is a plain word or number.
 */
export function usePreference<T extends Json>(key: string, shape: z.ZodType<T>, fallback: T): [T, (value: T) => void] {
  const { preferences } = useDesk()
  const kept = useSyncExternalStore(preferences.subscribe, () => preferences.get(key))
  const value = useMemo(() => {
    const read = shape.safeParse(kept)
    return read.success ? read.data : fallback
  }, [shape, kept, fallback])
  const choose = useCallback(
    (value: T) => {
      // Without a storage the choice holds until the window closes.
      preferences.set(key, value).catch(() => {})
    },
    [preferences, key],
  )
  return [value, choose]
}
