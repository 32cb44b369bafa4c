import type { Step, TransitionTable } from '../kernel/transitions.ts'

export const jobStates = ['queued', 'printing', 'unsure', 'done', 'failed', 'cancelled'] as const
export type JobState = (typeof jobStates)[number]

/**
 * `unreachable`: nothing of it reached the printer. `broken_off`: some of it did, and nobody knows how much, because
 * the line or this process went. `came_out`, `not_out`: what a person says then.
 */
export const jobEvents = [
  'start',
  'printed',
  'unreachable',
  'broken_off',
  'refused',
  'came_out',
  'not_out',
  'retry',
  'cancel',
] as const
export type JobEvent = (typeof jobEvents)[number]

/** The life of a print job (desk-ux.md section 3). One that waits may be thrown away: its printer may never come back. */
export const jobTransitions: TransitionTable<JobState, JobEvent, Step<JobState>> = {
  queued: {
    start: { to: 'printing' },
    printed: 'no',
    unreachable: 'no',
    broken_off: 'no',
    refused: { to: 'failed' },
    came_out: 'no',
    not_out: 'no',
    retry: 'same',
    cancel: { to: 'cancelled' },
  },
  printing: {
    start: 'no',
    printed: { to: 'done' },
    unreachable: { to: 'queued' },
    broken_off: { to: 'unsure' },
    refused: { to: 'failed' },
    came_out: 'no',
    not_out: 'no',
    retry: 'no',
    cancel: 'no',
  },
  unsure: {
    start: 'no',
    printed: 'no',
    unreachable: 'no',
    broken_off: 'no',
    refused: 'no',
    came_out: { to: 'done' },
    not_out: { to: 'queued' },
    retry: 'no',
    cancel: 'no',
  },
  done: {
    start: 'no',
    printed: 'no',
    unreachable: 'no',
    broken_off: 'no',
    refused: 'no',
    came_out: 'same',
    not_out: 'no',
    retry: 'no',
    cancel: 'no',
  },
  failed: {
    start: 'no',
    printed: 'no',
    unreachable: 'no',
    broken_off: 'no',
    refused: 'no',
    came_out: 'no',
    not_out: 'no',
    retry: { to: 'queued' },
    cancel: { to: 'cancelled' },
  },
  cancelled: {
    start: 'no',
    printed: 'no',
    unreachable: 'no',
    broken_off: 'no',
    refused: 'no',
    came_out: 'no',
    not_out: 'no',
    retry: 'no',
    cancel: 'same',
  },
}

/** The state after an event; null where the event cannot happen. */
export function afterEvent(state: JobState, event: JobEvent): JobState | null {
  const step = jobTransitions[state][event]
  if (step === 'no') return null
  return step === 'same' ? state : step.to
}
