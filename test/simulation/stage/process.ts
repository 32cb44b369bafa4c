import type { Life } from '../runtime/life.ts'

/** What every simulated process is started with. */
export interface ProcessSetting {
  name: string
  newLife: (name: string) => Life
}

/** Something that runs, may die at any await, and can be started again: each run is a life of its own. */
export abstract class SimulatedProcess {
  readonly name: string
  life: Life
  readonly #newLife: ProcessSetting['newLife']
  #clockOffset = 0

  constructor({ name, newLife }: ProcessSetting) {
    this.name = name
    this.#newLife = newLife
    this.life = newLife(name)
    this.life.end()
  }

  /** How far the clock of its machine is off (ms). */
  set clockOffset(ms: number) {
    this.#clockOffset = ms
    this.life.clockOffset = ms
  }

  /** Starts a new run, where none is alive. */
  start(): void {
    if (this.life.alive) return
    this.life = this.#newLife(this.name)
    this.life.clockOffset = this.#clockOffset
    this.begin(this.life)
  }

  /** What a run begins with. */
  protected abstract begin(life: Life): void
}
