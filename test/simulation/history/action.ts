import type { About } from '../generators/next-command.ts'
import type { Point } from '../runtime/life.ts'

/** When a process dies: after so many of these moments. */
export interface Death {
  point: Point
  count: number
}

/** Something that people or the world do at a moment (ms since the history began). */
export type Action = { at: number } & (
  | { do: 'give'; desk: number; seed: number; about?: About }
  | { do: 'undo' | 'redo'; desk: number }
  | { do: 'withdraw' | 'handle'; desk: number; seed: number }
  | { do: 'cut'; desk: number; for: number }
  | { do: 'slow'; desk: number; for: number; delay: number }
  | { do: 'lossy'; desk: number; for: number; seed: number }
  | { do: 'work-offline'; desk: number; for: number }
  | { do: 'old-app'; desk: number; for: number; versions: number }
  | ({ do: 'kill-server'; server: number; down: number } & Death)
  | ({ do: 'kill-desk'; desk: number; down: number; loseReplica: boolean } & Death)
  | ({ do: 'kill-page'; desk: number; down: number } & Death)
  | { do: 'skew'; who: 'server' | 'desk' | 'page'; which: number; by: number }
  | { do: 'sleep' | 'wait'; for: number }
  | { do: 'suspend'; desk: number }
  | { do: 'back-up' }
  | { do: 'restore' }
)
