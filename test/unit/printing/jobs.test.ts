import { expect, test } from 'vitest'
import { afterEvent, jobEvents, jobStates, jobTransitions } from '../../../src-shared/printing/job-transitions.ts'

/** [DX-R42] The life of a print job, every state with every event (desk-ux.md section 3). */
test('each state answers each event, and nothing leads out of what is over', () => {
  for (const state of jobStates) expect(Object.keys(jobTransitions[state]).sort()).toEqual([...jobEvents].sort())
  for (const event of jobEvents) {
    for (const over of ['done', 'cancelled'] as const) expect([null, over]).toContain(afterEvent(over, event))
  }
})

test('printing at a crash is unsure, and a person says what it becomes', () => {
  expect(afterEvent('printing', 'broken_off')).toBe('unsure')
  expect(afterEvent('unsure', 'came_out')).toBe('done')
  expect(afterEvent('unsure', 'not_out')).toBe('queued')
})

test('only a failed or waiting paper can be thrown away, and none that may be coming out', () => {
  const cancellable = jobStates.filter((state) => afterEvent(state, 'cancel') === 'cancelled')
  expect(cancellable).toEqual(['queued', 'failed', 'cancelled'])
})

test('nothing is printed a second time but by a person’s word', () => {
  const again = jobStates.flatMap((state) =>
    jobEvents
      .filter((event) => state !== 'queued' && afterEvent(state, event) === 'queued')
      .map((event) => `${state} ${event}`),
  )
  expect(again).toEqual(['printing unreachable', 'unsure not_out', 'failed retry'])
})
