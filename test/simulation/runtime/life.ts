import { AsyncLocalStorage } from 'node:async_hooks'
import type { Random } from '../../soak/random.ts'
import type { Scheduler } from './scheduler.ts'

/** Moments at which a process may die: at any step, or right before or after what it writes becomes durable. */
export type Point = 'any step' | 'before a commit' | 'after a commit'

/** Whose code is running: what it sets off later is its own too. */
const running = new AsyncLocalStorage<Life>()

/** The life whose code is running; undefined outside of the simulation. */
export const currentLife = (): Life | undefined => running.getStore()

/** What is never answered: the promise of a process that died over it. */
const never = new Promise<never>(() => undefined)

/** The instant at which histories begin: a Monday in Istanbul, a quarter of an hour before midnight. */
export const beginning = Date.parse('2027-03-01T20:45:00.000Z')

let lives = 0

/**
 * One run of a simulated process, from its start to its end. It has a clock and a chance of its own, and can end at any
 * await: what it had set off never comes back to it.
 */
export class Life {
  readonly name: string
  /** No other life of the same thread has it. */
  readonly number: number
  readonly scheduler: Scheduler
  readonly random: Random
  alive = true
  /** How far its clock is off (ms). */
  clockOffset = 0
  /** After so many of these moments it dies; null is not yet. */
  #end: { point: Point; left: number } | null = null
  readonly #mourners: (() => void)[] = []

  constructor(name: string, scheduler: Scheduler, random: Random) {
    this.name = name
    lives += 1
    this.number = lives
    this.scheduler = scheduler
    this.random = random
  }

  /** What its clock shows (ms since 1970). */
  get clock(): number {
    return Math.floor(beginning + this.scheduler.now + this.clockOffset)
  }

  /** Runs code as this process. */
  run<T>(code: () => T): T {
    return running.run(this, code)
  }

  /**
   * A point at which others may come between, and at which it may die: before a statement, after a commit, between two
   * messages.
   */
  async step(point: Point = 'any step'): Promise<void> {
    if (this.#end && (this.#end.point === point || this.#end.point === 'any step')) {
      this.#end.left -= 1
      if (this.#end.left < 0) this.end()
    }
    if (!this.alive) return never
    const { promise, resolve } = Promise.withResolvers<void>()
    this.scheduler.after(this.random.between(0, 0.4), this, resolve)
    return promise
  }

  /** Has it die after so many of these moments. */
  endAfter(count: number, point: Point): void {
    this.#end = { point, left: count }
  }

  end(): void {
    if (!this.alive) return
    this.alive = false
    for (const tell of this.#mourners) tell()
  }

  /** Calls back at its end. */
  mourn(tell: () => void): void {
    this.#mourners.push(tell)
  }

  /** Where the dead wait. */
  static get limbo(): Promise<never> {
    return never
  }
}
