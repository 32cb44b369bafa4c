import { comes, pause, within } from './patience.ts'
import type { Random } from './random.ts'

export const kinds = ['server', 'desk', 'page'] as const
export type Kind = (typeof kinds)[number]

/** What can be killed and started again. */
export interface Target {
  kind: Kind
  alive(): boolean
  kill(): Promise<void>
  start(): Promise<unknown>
  /** Of a dead desk: its replica is taken away. */
  loseReplica?(): Promise<void>
}

export interface ReaperOptions {
  targets: readonly Target[]
  random: Random
  /** Resolves when any clerk begins a submit. */
  nextSubmit(): Promise<void>
  /** How many commands were accepted so far. */
  accepted(): number
  say(line: string): void
}

/** Times (ms): between kills, until what was killed starts again, from the begin of a submit to a kill. */
const times = { between: [100, 1200], dead: [0, 800], intoSubmit: [0, 40] } as const
/** A kill waits so long for work to be done since the last one, and for a submit to fall into (ms). */
const patience = { work: 10_000, submit: 1000 }
/** Of so many kills one is of a desk that loses its replica too: the third, and so on. */
const replicaEvery = 40
const firstReplica = 3

/** Kills processes at random moments, half of them in the middle of a submit, and starts them again. */
export class Reaper {
  readonly #options: ReaperOptions
  readonly #revivals = new Set<Promise<void>>()
  readonly #failures: unknown[] = []
  readonly count: Record<Kind, number> = { server: 0, desk: 0, page: 0 }
  /** Time spent until what was killed could be used, or was killed again, all together (ms). */
  readonly starting: Record<Kind, number> = { server: 0, desk: 0, page: 0 }
  replicasDeleted = 0
  /** Kills before which no work was done since the kill before, however long it waited. */
  idle = 0
  killsPerMinute = 0

  constructor(options: ReaperOptions) {
    this.#options = options
  }

  /** Kills so often, or for so long (ms), some desks with their replica. Ends when all live again. */
  async reap(kills: number, most: number): Promise<void> {
    const { random, accepted, say } = this.#options
    const begun = performance.now()
    const passed = () => performance.now() - begun
    for (let n = 1; n <= kills && passed() < most; n += 1) {
      const before = accepted()
      await pause(random.between(...times.between))
      if (!(await comes(() => accepted() > before, patience.work))) this.idle += 1
      const andReplica = n % replicaEvery === firstReplica
      const drawn = random.pick(kinds) ?? 'desk'
      await this.#killOne(andReplica ? 'desk' : drawn, andReplica)
      this.killsPerMinute = (n / passed()) * 60_000
      if (n % 10 === 0) say(`${n} kills, ${this.killsPerMinute.toFixed(1)} a minute, ${accepted()} commands accepted`)
      if (this.#failures.length > 0) throw this.#failures[0]
    }
    say('no more kills; waiting until all live')
    await Promise.all(this.#revivals)
    if (this.#failures.length > 0) throw this.#failures[0]
  }

  async #killOne(kind: Kind, andReplica: boolean): Promise<void> {
    const { targets, random, nextSubmit } = this.#options
    const midway = random.chance(0.5)
    const delay = random.between(...times.intoSubmit)
    const ofKind = targets.filter((target) => target.kind === kind)
    const chosen = random.below(ofKind.length)
    const dead = random.between(...times.dead)
    await comes(() => ofKind.some((target) => target.alive()), 60_000)
    // The one the seed chose, or its neighbour while that is dead.
    const target = [...ofKind.slice(chosen), ...ofKind.slice(0, chosen)].find((each) => each.alive())
    if (!target) throw new Error(`No ${kind} came back to life`)
    if (midway) {
      await Promise.race([nextSubmit(), pause(patience.submit)])
      await pause(delay)
    }
    await target.kill()
    this.count[kind] += 1
    if (andReplica && target.loseReplica) {
      await target.loseReplica()
      this.replicasDeleted += 1
    }
    this.#reviveIn(dead, target)
  }

  #reviveIn(ms: number, target: Target): void {
    const revival = pause(ms)
      .then(async () => {
        const begun = performance.now()
        await within(`a ${target.kind} starts`, target.start())
        this.starting[target.kind] += performance.now() - begun
      })
      .then(
        () => undefined,
        (error: unknown) => void this.#failures.push(error),
      )
      .then(() => void this.#revivals.delete(revival))
    this.#revivals.add(revival)
  }
}
