import type { Step, TransitionTable } from '../../src-shared/kernel/transitions.ts'

/** Where an import stands (platform.md section 3). A file that cannot be read makes none. */
export type RunState = 'parsed' | 'checked' | 'committing' | 'paused' | 'committed' | 'undoing' | 'undone' | 'cancelled'
export type RunEvent = 'map' | 'check' | 'commit' | 'pause' | 'resume' | 'finish' | 'undo' | 'discard'

const over: Record<RunEvent, 'no'> = {
  ...{ map: 'no', check: 'no', commit: 'no', pause: 'no', resume: 'no', finish: 'no', undo: 'no', discard: 'no' },
}

/** What can happen to an import. */
export const runSteps: TransitionTable<RunState, RunEvent, Step<RunState>> = {
  parsed: { ...over, map: 'same', check: { to: 'checked' }, discard: { to: 'cancelled' } },
  checked: {
    ...{ ...over, map: { to: 'parsed' }, check: 'same', commit: { to: 'committing' }, discard: { to: 'cancelled' } },
  },
  committing: { ...over, pause: { to: 'paused' }, resume: 'same', finish: { to: 'committed' } },
  paused: { ...over, pause: 'same', resume: { to: 'committing' }, undo: { to: 'undoing' } },
  committed: { ...over, undo: { to: 'undoing' } },
  undoing: { ...over, undo: 'same', finish: { to: 'undone' } },
  undone: { ...over, undo: 'same' },
  cancelled: { ...over, discard: 'same' },
}
