/** How long the same code again is the same scan (ms): a hand that shakes, a reader that reads twice (DX-R23). */
const sameWithin = 1_500

/** Remembers the last code, to leave out its echo. */
export class Repeats {
  #last = { code: '', at: Number.NEGATIVE_INFINITY }

  /** Whether a code read at this time (ms) is only the last one again. */
  isEcho(code: string, at: number): boolean {
    const echo = code === this.#last.code && at - this.#last.at < sameWithin
    // Seen again, it begins anew: a code that stays before a camera is read once.
    this.#last = { code, at }
    return echo
  }
}
