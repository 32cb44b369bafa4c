/** What ends a round of the loop, and what to do about it. */
export type RoundEnd =
  | { kind: 'done' }
  /** The server cannot be reached: try again with growing pauses. */
  | { kind: 'unreachable' }
  /** It asked for patience (seconds). */
  | { kind: 'wait'; seconds: number }
  /** Only a person can help: nothing is tried until something changes. */
  | { kind: 'stuck' }

/** Pauses between tries, and between polls while there is no live socket (ms). */
const shortestPause = 1_000
const longestPause = 60_000

/**
 * When to speak to the server: at once when there is a reason, otherwise with growing, jittered pauses. One round runs
 * at a time; reasons that come meanwhile ask for another right after it.
 */
export class SyncLoop {
  readonly #round: () => Promise<RoundEnd>
  #running = false
  #again = false
  #stopped = false
  #failures = 0
  #timer: NodeJS.Timeout | undefined
  #idle: (() => void)[] = []

  constructor(round: () => Promise<RoundEnd>) {
    this.#round = round
  }

  /** There is a reason: a command was queued, a poke came, the network is back, a person asks. */
  wake(): void {
    if (this.#stopped) return
    clearTimeout(this.#timer)
    if (this.#running) this.#again = true
    else void this.#run()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    if (this.#running) await new Promise<void>((resolve) => this.#idle.push(resolve))
  }

  async #run(): Promise<void> {
    this.#running = true
    let end: RoundEnd
    do {
      this.#again = false
      end = await this.#round()
      // Whatever a round ended with, a reason that came meanwhile may be the remedy: a sign-in, a network, a click.
    } while (this.#again && end.kind !== 'wait' && !this.#stopped)
    this.#running = false
    for (const resolve of this.#idle.splice(0)) resolve()
    if (!this.#stopped) this.#schedule(end)
  }

  #schedule(end: RoundEnd): void {
    this.#failures = end.kind === 'unreachable' ? this.#failures + 1 : 0
    if (end.kind === 'stuck') return
    const pause = end.kind === 'wait' ? end.seconds * 1000 : this.#pause(end.kind === 'done')
    this.#timer = setTimeout(() => this.wake(), pause).unref()
  }

  /** With a live socket the poll is only a safety net; without an answer the pauses double. */
  #pause(quiet: boolean): number {
    const base = quiet ? longestPause : Math.min(longestPause, shortestPause * 2 ** (this.#failures - 1))
    // Desks that lost the server together must not all come back in the same moment.
    return base * (0.5 + Math.random() / 2)
  }
}
