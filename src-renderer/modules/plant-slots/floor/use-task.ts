import { useState } from 'react'
import type { Rejection } from '../../../../src-shared/kernel/rejection.ts'
import { useSubmit } from '../../../desk/hooks.tsx'
import type { Task } from './floor-jobs.ts'

/** Other jobs come to stand where the last one was: a second tap in gloves must not be one of them (ms). */
const restFor = 600

/** Gives a command of the floor: what is done is told to `onDone`, what is refused stays on the card. */
export function useTask(onDone: (entryId: string) => void): {
  give(task: Task): Promise<void>
  busy: boolean
  refusal: Rejection | null
  clear(): void
} {
  const submit = useSubmit()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Rejection | null>(null)
  const give = async ({ name, input }: Task) => {
    setBusy(true)
    const answer = await submit(name, input)
    setTimeout(() => setBusy(false), restFor)
    if (answer.state === 'refused') return setRefusal(answer.rejection)
    if (answer.state === 'failed') return setRefusal(answer.failure)
    setRefusal(null)
    onDone(answer.id)
  }
  return { give, busy, refusal, clear: () => setRefusal(null) }
}
