import { useCallback, useMemo, useRef, useState } from 'react'
import type { FirstRunAnswers, SetUpStep, Setup } from '../../src-main/desk/api/first-run-api.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import type { Called } from '../desk/desk-client.ts'
import { useDesk } from '../desk/hooks.tsx'

/** What is typed is in the desk's folder this long after it (ms). */
const keepAfter = 300

export interface SettingUp {
  answers: FirstRunAnswers
  /** Changes some answers; they are kept over a crash. */
  answer(change: Partial<FirstRunAnswers>): void
  /** Takes a step; what takes long is told with the status. */
  take(step: SetUpStep): Promise<Called<Json>>
}

/** The answers of a first run, begun where it was left. */
export function useSettingUp(setup: Setup): SettingUp {
  const { client } = useDesk()
  const [answers, setAnswers] = useState(setup.answers)
  const newest = useRef(answers)
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const take = useCallback((step: SetUpStep) => client.call('setUp', step), [client])
  const answer = useCallback(
    (change: Partial<FirstRunAnswers>) => {
      newest.current = { ...newest.current, ...change }
      setAnswers(newest.current)
      const keep = () => void take({ do: 'remember', answers: newest.current })
      clearTimeout(waiting.current)
      // A step is kept at once, a letter with those that follow it.
      if (change.step) keep()
      else waiting.current = setTimeout(keep, keepAfter)
    },
    [take],
  )
  return useMemo(() => ({ answers, answer, take }), [answers, answer, take])
}
