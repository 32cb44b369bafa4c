import type { DeskStatus } from './api/desk-api.ts'

type Rebuilt = NonNullable<DeskStatus['rebuilt']>

/** What a person is told of a replica that was made anew: how long it took, and how much was done again in it. */
export class Rebuilding {
  readonly #now: () => Date
  readonly #begun: Date
  #told: Rebuilt | null = null

  /** Begins now. */
  constructor(now: () => Date) {
    this.#now = now
    this.#begun = now()
  }

  /** The rows are there; only the first time counts. */
  filled(): Rebuilt {
    this.#told ??= this.#tell(0)
    return this.#told
  }

  /** One more command of the journal was done again. */
  didAgain(): Rebuilt {
    this.#told = this.#tell((this.#told?.reapplied ?? 0) + 1)
    return this.#told
  }

  #tell(reapplied: number): Rebuilt {
    const now = this.#now()
    return { at: now.toISOString(), seconds: Math.round((now.getTime() - this.#begun.getTime()) / 1000), reapplied }
  }
}
