import type { History } from '../history/history.ts'
import type { Played } from '../history/play.ts'

/** What a worker is asked to do. */
export type Order =
  | { order: 'play'; history: History }
  /** Make a history that breaks a law as short as it gets. */
  | { order: 'shrink'; history: History; law: string }

/** How the history went that was played in the end. */
export interface Report extends Played {
  history: History
}

/** What a worker is started with. */
export interface WorkerSetting {
  /** A planted fault to run with. */
  mutant: string | null
}
