import type { Life } from './life.ts'

interface Waiting {
  life: Life | null
  begin: () => void
}

/** A line in which one is served at a time. */
export class Turns {
  #busy = false
  #waiting: Waiting[] = []

  /** Resolves when it is this life's turn. Whoever got it gives it back with `end`. */
  begin(life: Life | null): Promise<void> {
    if (!this.#busy) {
      this.#busy = true
      return Promise.resolve()
    }
    return new Promise((begin) => this.#waiting.push({ life, begin }))
  }

  end(): void {
    this.#waiting = this.#waiting.filter(({ life }) => life === null || life.alive)
    const next = this.#waiting.shift()
    if (next) next.begin()
    else this.#busy = false
  }

  get free(): boolean {
    return !this.#busy
  }

  clear(): void {
    this.#busy = false
    this.#waiting = []
  }
}
