import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { Json } from '../../../src-shared/kernel/json.ts'
import type { Rejection } from '../../../src-shared/kernel/rejection.ts'
import { useDesk, useSubmit } from '../../desk/hooks.tsx'
import { printAfterCheckout } from './print/checkout.ts'
import { ReceiptToast } from './receipt-toast.tsx'

export interface Act {
  /** Gives a command. True: done here, and told; false: refused, and `refusal` says why. */
  act(name: string, input: Json): Promise<boolean>
  busy: boolean
  refusal: Rejection | null
  clear(): void
}

/**
 * Gives commands from a form or a button. What is done says so in a toast that changes in place with the verdict; what
 * is refused stays in front of the person with everything they typed (DX-R6).
 */
export function useAct(): Act {
  const desk = useDesk()
  const submit = useSubmit()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Rejection | null>(null)
  return {
    busy,
    refusal,
    clear: () => setRefusal(null),
    async act(name, input) {
      setBusy(true)
      const answer = await submit(name, input)
      setBusy(false)
      if (answer.state === 'refused' || answer.state === 'failed') {
        setRefusal(answer.state === 'refused' ? answer.rejection : answer.failure)
        return false
      }
      setRefusal(null)
      showReceipt(answer.id)
      void printAfterCheckout(desk, name, answer.id)
      return true
    },
  }
}

/** Long enough to read it and to see the verdict come (ms). */
const shownFor = 7000

export function showReceipt(entryId: string): void {
  notifications.show({
    id: entryId,
    message: <ReceiptToast entryId={entryId} />,
    autoClose: shownFor,
    role: 'status',
  })
}
