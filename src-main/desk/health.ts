import type { StatusBoard } from './status.ts'

/** Less free space than this (bytes), and a person should make some before work cannot be kept any more. */
const enoughSpace = 500 * 1024 * 1024
/** A clock that is further off than this (ms) dates work wrongly; the server bounds what it accepts of it (SY-15). */
const clockPatience = 2 * 60_000

/** What can be looked at of this machine; null where it is not known. */
export interface HealthParts {
  status: StatusBoard
  now: () => Date
  freeBytes: () => Promise<number | null>
  /** How far the server's clock is ahead of this machine's (ms). */
  clockOffset: () => number | null
  /** Something that was wrong is right again: what waited for it may be tried. */
  mended: () => void
}

/** Looks whether this machine can go on: space, clock, and the right to work offline (`desk-ux.md` section 3). */
export class Health {
  readonly #parts: HealthParts

  constructor(parts: HealthParts) {
    this.#parts = parts
  }

  async look(): Promise<void> {
    this.#lookAtLease()
    const free = await this.#parts.freeBytes().catch(() => null)
    if (free !== null) this.#tell(free < enoughSpace, 'disk_low', 'machine.disk_low', 'machine.disk_ok')
    const off = this.#clockError()
    if (off !== null) this.#tell(off > clockPatience, 'clock_off', 'machine.clock_off', 'machine.clock_right')
  }

  #clockError(): number | null {
    const { now, clockOffset } = this.#parts
    const offset = clockOffset()
    return offset === null ? null : Math.abs(Date.now() + offset - now().getTime())
  }

  #lookAtLease(): void {
    const { status, now } = this.#parts
    const { offlineUntil, leaseEnded } = status.now
    if (!offlineUntil || leaseEnded || now() <= new Date(offlineUntil)) return
    status.happened('machine.lease_ends', { leaseEnded: true })
  }

  /** One trouble is shown at a time; another one waits until the first is mended. */
  #tell(
    wrong: boolean,
    trouble: 'disk_low' | 'clock_off',
    broke: 'machine.disk_low' | 'machine.clock_off',
    mended: 'machine.disk_ok' | 'machine.clock_right',
  ): void {
    const { status } = this.#parts
    const shown = status.now.trouble
    if (wrong && (shown === null || shown === trouble || shown === 'replica_rebuilt'))
      status.happened(broke, { trouble })
    if (!wrong && shown === trouble) {
      status.happened(mended, { trouble: null })
      this.#parts.mended()
    }
  }
}
