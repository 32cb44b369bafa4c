import { useCallback, useEffect, useState } from 'react'
import type { CallFailure, CallInput, CallName } from '../../../../src-main/desk/api/desk-api.ts'
import { type HubStatus, hubStatus } from '../../../../src-main/desk/api/hub-api.ts'
import { useDesk } from '../../../desk/hooks.tsx'

/** How often the screen looks how the hub stands (ms). */
const lookEvery = 2_000

/** The hub as its screen sees it. */
export interface HubScreen {
  status: HubStatus | null
  /** Why the last thing that was asked was not done. */
  failure: CallFailure | null
  /** What is being done. */
  busy: CallName | null
  /** Asks for something and looks again; gives whether it was done. */
  ask<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<boolean>
}

/** How the hub stands, now and from now on, and what a person may ask of it. */
export function useHub(): HubScreen {
  const { client } = useDesk()
  const [status, setStatus] = useState<HubStatus | null>(null)
  const [failure, setFailure] = useState<CallFailure | null>(null)
  const [busy, setBusy] = useState<CallName | null>(null)
  const look = useCallback(async () => {
    const answer = await client.callFor('hubStatus', {}, hubStatus)
    if (answer.ok) setStatus(answer.value)
    else setFailure(answer.failure)
  }, [client])
  useEffect(() => {
    void look()
    const timer = setInterval(() => void look(), lookEvery)
    return () => clearInterval(timer)
  }, [look])
  const ask = useCallback(
    async <Name extends CallName>(name: Name, input: CallInput<Name>) => {
      setBusy(name)
      const answer = await client.call(name, input)
      setFailure(answer.ok ? null : answer.failure)
      await look()
      setBusy(null)
      return answer.ok
    },
    [client, look],
  )
  return { status, failure, busy, ask }
}
