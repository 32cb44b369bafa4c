import { createHash } from 'node:crypto'
import type { Scheduler } from '../runtime/scheduler.ts'

/** What happened, line by line: the same for the same history, byte for byte. */
export class Trace {
  readonly #scheduler: Scheduler
  readonly lines: string[] = []

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
  }

  say(what: string): void {
    this.lines.push(`${this.#scheduler.now.toFixed(3).padStart(12)} ${what}`)
  }

  /** A short name of the whole. */
  get digest(): string {
    return createHash('sha256').update(this.lines.join('\n')).digest('hex').slice(0, 16)
  }
}
