import { useCallback, useEffect, useState } from 'react'
import type { CallFailure } from '../../src-main/desk/api/desk-api.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import type { InputOf, OutputOf, Query } from '../../src-shared/kernel/query.ts'
import { useOnline } from '../kit/use-online.ts'
import { useDesk } from './hooks.tsx'

interface Told {
  /** The question, as text. */
  asked: string
  value: Json | undefined
  failure: CallFailure | null
}

export interface ServerAnswer<Output> {
  /** The newest answer; while another question is under way, that to the one before it. */
  value: Output | undefined
  /** Why there is none to this question. */
  failure: CallFailure | null
  loading: boolean
  /** Asks once more. */
  again(): void
}

/**
 * What only the server can answer (sync.md, asking). It is no live answer: it is asked when the question changes, when
 * the network is back after it was missing, and by `again`.
 */
export function useServerAnswer<Q extends Pick<Query, 'name'>>(query: Q, input: InputOf<Q>): ServerAnswer<OutputOf<Q>> {
  const { client } = useDesk()
  const online = useOnline()
  const [told, setTold] = useState<Told | null>(null)
  const [round, setRound] = useState(0)
  const asked = JSON.stringify([query.name, input])
  const missing = told?.failure?.code === 'needs_connection'
  // Coming back online matters only to a question that was not answered.
  const line = missing ? online : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew by another round and when the line is back
  useEffect(() => {
    let stale = false
    const [name, question] = JSON.parse(asked)
    void client.call('query', { name, input: question }).then((answer) => {
      if (stale) return
      setTold((before) =>
        answer.ok
          ? { asked, value: answer.value, failure: null }
          : { asked, value: before?.value, failure: answer.failure },
      )
    })
    return () => {
      stale = true
    }
  }, [client, asked, round, line])
  const again = useCallback(() => setRound((n) => n + 1), [])
  return {
    // The server runs this very query: its name stands for its types.
    value: told?.value as OutputOf<Q> | undefined,
    failure: told?.asked === asked ? told.failure : null,
    loading: told?.asked !== asked,
    again,
  }
}
