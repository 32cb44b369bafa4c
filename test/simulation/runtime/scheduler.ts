// The module's own: the global one belongs to the simulated processes.
import { setImmediate } from 'node:timers'

/** Whoever things happen to, for as long as they are alive. */
interface Mortal {
  readonly alive: boolean
  /** Runs code as theirs. */
  run(code: () => void): void
}

/** Something that is going to happen. */
interface Event {
  /** Simulated milliseconds. */
  at: number
  /** Of two at the same time the one that was asked for first comes first. */
  order: number
  /** Whose it is: the dead hear nothing. Null is the world's own. */
  life: Mortal | null
  run: () => void
}

const before = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

/** Lets everything run that was set off and waits for nothing outside: promises never need a turn of the event loop. */
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

/** Owns time: one event after another, in the order of simulated time, each with all that follows from it. */
export class Scheduler {
  /** Simulated milliseconds since the history began. */
  now = 0
  /** Events that have happened. */
  happened = 0
  #order = 0
  /** A binary heap: the first is the next. */
  readonly #heap: Event[] = []

  /** Has something happen after so many milliseconds, unless the life it belongs to has ended. Gives what takes it back. */
  after(ms: number, life: Mortal | null, run: () => void): () => void {
    this.#order += 1
    const event = { at: this.now + Math.max(0, ms), order: this.#order, life, run }
    this.#push(event)
    return () => {
      event.run = () => undefined
    }
  }

  /** Everything that is due sleeps through this time and comes late, all at once: a machine that was closed. */
  sleep(ms: number): void {
    this.now += ms
  }

  /** Runs events until none is left before a time, or until the function says so. */
  async run(until: number, done: () => boolean = () => false): Promise<void> {
    await settled()
    while (!done()) {
      const next = this.#heap[0]
      if (!next || next.at > until) break
      this.#pop()
      this.happened += 1
      this.now = Math.max(this.now, next.at)
      if (next.life && !next.life.alive) continue
      if (next.life) next.life.run(next.run)
      else next.run()
      await settled()
    }
    if (!done()) this.now = Math.max(this.now, until)
  }

  #push(event: Event): void {
    const heap = this.#heap
    let place = heap.push(event) - 1
    while (place > 0) {
      const parent = (place - 1) >> 1
      const above = heap[parent]
      if (!above || before(above, event)) break
      heap[place] = above
      place = parent
    }
    heap[place] = event
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (!last || heap.length === 0) return
    let place = 0
    for (;;) {
      const [left, right] = [heap[2 * place + 1], heap[2 * place + 2]]
      const child = left && right && before(right, left) ? right : left
      if (!child || before(last, child)) break
      heap[place] = child
      place = child === left ? 2 * place + 1 : 2 * place + 2
    }
    heap[place] = last
  }
}
