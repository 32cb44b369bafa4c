import type { Step, TransitionTable } from '../../src-shared/kernel/transitions.ts'

/** States of the hub on this machine (desk-ux.md section 3). */
export type HubState = 'off' | 'starting' | 'serving' | 'stopping' | 'moved'

/**
 * What may happen to it: a person starts or stops it, it has opened or could not, it is closed, its organisation has
 * moved to another server, or has come back.
 */
export type HubEvent = 'start' | 'opened' | 'failed' | 'stop' | 'closed' | 'move' | 'return'

export const hubTransitions: TransitionTable<HubState, HubEvent, Step<HubState>> = {
  off: {
    start: { to: 'starting' },
    opened: 'no',
    failed: 'no',
    stop: 'same',
    closed: 'same',
    move: 'no',
    return: 'no',
  },
  starting: {
    start: 'same',
    opened: { to: 'serving' },
    failed: { to: 'off' },
    stop: { to: 'stopping' },
    closed: 'no',
    move: 'no',
    return: 'no',
  },
  serving: {
    start: 'same',
    opened: 'same',
    failed: { to: 'off' },
    stop: { to: 'stopping' },
    closed: 'no',
    move: { to: 'moved' },
    return: 'no',
  },
  stopping: {
    start: 'no',
    // What was asked of it before it was stopped: it is closed all the same.
    opened: 'same',
    failed: { to: 'off' },
    stop: 'same',
    closed: { to: 'off' },
    move: 'no',
    return: 'no',
  },
  moved: {
    start: 'no',
    opened: 'no',
    failed: 'same',
    stop: 'same',
    closed: 'same',
    move: 'same',
    return: { to: 'off' },
  },
}

/** Where an event leads, or null where it may not happen. */
export function nextHubState(from: HubState, event: HubEvent): HubState | null {
  const step = hubTransitions[from][event]
  if (step === 'no') return null
  return step === 'same' ? from : step.to
}
