import { expect, test } from 'vitest'
import { reachable, type Step, type TransitionTable } from '../../../src-shared/kernel/transitions.ts'

type State = 'open' | 'doing' | 'done'
const steps: TransitionTable<State, 'start' | 'finish' | 'drop', Step<State>> = {
  open: { start: { to: 'doing' }, finish: { to: 'done' }, drop: { to: 'done' } },
  doing: { start: 'same', finish: { to: 'done' }, drop: { to: 'open' } },
  done: { start: 'no', finish: 'same', drop: 'no' },
}

test('a refusal names each state that is open from here, once', () => {
  expect(reachable(steps, 'open')).toEqual(['doing', 'done'])
  expect(reachable(steps, 'doing')).toEqual(['done', 'open'])
  expect(reachable(steps, 'done')).toEqual([])
})
