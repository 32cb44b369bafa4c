import type { History } from '../history/history.ts'

/** What a worker is asked to do. */
export type Order =
  | { order: 'play'; history: History }
  /** Make a history that breaks a law as short as it gets. */
  | { order: 'shrink'; history: History; law: string }

/** How one history went, as far as whoever counts wants to know. */
export interface Report {
  history: History
  broken: { law: string; message: string } | null
  digest: string
  lines: string[]
  commands: number
  verdicts: Record<'applied' | 'adjusted' | 'rejected', number>
}

/** What a worker is started with. */
export interface WorkerSetting {
  /** A planted fault to run with. */
  mutant: string | null
}
