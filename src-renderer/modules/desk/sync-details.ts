import { useCallback, useEffect, useState } from 'react'
import { type CallFailure, type SyncDetails, syncDetails } from '../../../src-main/desk/api/desk-api.ts'
import { useDesk, useStatus } from '../../desk/hooks.tsx'

/** How this desk stands with the server, in detail; read anew whenever the desk has pulled. */
export function useSyncDetails(): { details: SyncDetails | null; failure: CallFailure | null } {
  const { client } = useDesk()
  const { link, status } = useStatus()
  const [answer, setAnswer] = useState<{ details: SyncDetails | null; failure: CallFailure | null }>({
    ...{ details: null, failure: null },
  })
  const ask = useCallback(async () => {
    const given = await client.callFor('syncDetails', {}, syncDetails)
    return given.ok ? { details: given.value, failure: null } : { details: null, failure: given.failure }
  }, [client])
  const [connection, pulled, queued] = [status?.connection, status?.lastPulledAt, status?.queued]
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these is news of what is asked for
  useEffect(() => {
    let gone = false
    void ask().then(
      (next) => gone || setAnswer((before) => (next.details ? next : { ...before, failure: next.failure })),
    )
    return () => {
      gone = true
    }
  }, [ask, link, connection, pulled, queued])
  return answer
}
