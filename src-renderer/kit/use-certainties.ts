import { useMemo, useSyncExternalStore } from 'react'
import { z } from 'zod'
import type { Certainty } from '../../src-main/desk/api/desk-api.ts'
import { useDesk } from '../desk/hooks.tsx'

const answer = z.object({ rows: z.record(z.string(), z.enum(['held', 'sending', 'at_risk'])) })
type Unconfirmed = Readonly<Record<string, Certainty>>
const none: Unconfirmed = {}

/** Rows that unconfirmed commands touched, for pictures of many rows at once; see `useCertainty` for one row. */
export function useCertainties(): Unconfirmed {
  const { watches } = useDesk()
  const watch = watches.of('desk.unconfirmed', {})
  const { value } = useSyncExternalStore(watch.subscribe, watch.get)
  return useMemo(() => answer.safeParse(value).data?.rows ?? none, [value])
}
