import { useMemo, useState } from 'react'
import { z } from 'zod'
import type { CallFailure, CallInput, CallName } from '../../../../src-main/desk/api/desk-api.ts'
import { useDesk } from '../../../desk/hooks.tsx'

const anything = z.json()

export interface PrintCalls {
  /** Asks the desk for something of printing; true where it was done, else `failure` says why not. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<boolean>
  busy: boolean
  failure: CallFailure | null
  clear(): void
}

/** What a person asks of the queue and the printers, one thing at a time. */
export function usePrintCalls(): PrintCalls {
  const { client } = useDesk()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure | null>(null)
  return useMemo(
    () => ({
      busy,
      failure,
      clear: () => setFailure(null),
      async call(name, input) {
        setBusy(true)
        const answer = await client.callFor(name, input, anything)
        setBusy(false)
        setFailure(answer.ok ? null : answer.failure)
        return answer.ok
      },
    }),
    [client, busy, failure],
  )
}
