import type { PairedDesks } from './paired-desks.ts'

/** A desk of the hub as its screen shows it. */
export interface Attendee {
  key: string
  name: string
  connected: boolean
  /** ISO instant of the last request; null since this start. */
  lastSeenAt: string | null
}

const minute = 60_000

/** Which desks of the hub are here, and how much they ask. */
export class Attendance {
  readonly #desks: PairedDesks
  readonly #now: () => Date
  /** Live sockets by desk. */
  readonly #sockets = new Map<string, number>()
  readonly #seen = new Map<string, Date>()
  #requests: number[] = []

  constructor(desks: PairedDesks, now: () => Date) {
    this.#desks = desks
    this.#now = now
  }

  knows(key: string): boolean {
    return this.#desks.byKey(key) !== null
  }

  joined(key: string): void {
    this.#sockets.set(key, (this.#sockets.get(key) ?? 0) + 1)
    this.asked(key)
  }

  left(key: string): void {
    this.#sockets.set(key, Math.max(0, (this.#sockets.get(key) ?? 0) - 1))
  }

  asked(key: string): void {
    const now = this.#now()
    this.#seen.set(key, now)
    this.#requests = [...this.#requests.filter((at) => at > now.getTime() - minute), now.getTime()]
  }

  /** Requests of the last minute. */
  get requestsAMinute(): number {
    const since = this.#now().getTime() - minute
    return this.#requests.filter((at) => at > since).length
  }

  get desks(): Attendee[] {
    return this.#desks.all.map(({ key, name }) => ({
      ...{ key, name, connected: (this.#sockets.get(key) ?? 0) > 0 },
      lastSeenAt: this.#seen.get(key)?.toISOString() ?? null,
    }))
  }
}
