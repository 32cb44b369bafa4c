import type { Awake } from '../hub/awake.ts'

/** Electron's way to keep the system from sleeping. */
export interface PowerSaveBlocker {
  start(type: 'prevent-app-suspension'): number
  stop(id: number): unknown
}

/** Keeps the machine awake while other desks are connected to its hub, and knows how many they are (DX-R50). */
export class StayAwake implements Awake {
  readonly #blocker: PowerSaveBlocker
  #block: number | null = null
  desks = 0

  constructor(blocker: PowerSaveBlocker) {
    this.#blocker = blocker
  }

  readonly serving = (desks: number): void => {
    this.desks = desks
    if (desks > 0) this.#block ??= this.#blocker.start('prevent-app-suspension')
    else if (this.#block !== null) {
      this.#blocker.stop(this.#block)
      this.#block = null
    }
  }
}
