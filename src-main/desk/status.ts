import type { DeskStatus } from './api/desk-api.ts'
import { afterEvent, type ConnectionEvent } from './connection-state.ts'

/** Before anything is known. */
export const noStatus: DeskStatus = {
  connection: 'starting',
  queued: 0,
  atRisk: 0,
  lastPulledAt: null,
  offlineSince: null,
  offlineUntil: null,
  version: null,
  firstSync: null,
  catchingUp: null,
  waitingUntil: null,
  leaseEnded: false,
  trouble: null,
  user: null,
  tenant: null,
  desk: null,
  rights: {},
}

/** What the desk says of itself; whoever listens hears each change once. */
export class StatusBoard {
  #status: DeskStatus = noStatus
  readonly #listeners = new Set<(status: DeskStatus) => void>()

  get now(): DeskStatus {
    return this.#status
  }

  /** Something happened to the connection; what else is known of it is shown in the same moment. */
  happened(event: ConnectionEvent, change: Partial<Omit<DeskStatus, 'connection'>> = {}): void {
    this.#show({ ...change, connection: afterEvent(this.#status.connection, event) })
  }

  set(change: Partial<Omit<DeskStatus, 'connection'>>): void {
    this.#show(change)
  }

  #show(change: Partial<DeskStatus>): void {
    const next = { ...this.#status, ...change }
    if (JSON.stringify(next) === JSON.stringify(this.#status)) return
    this.#status = next
    for (const hear of this.#listeners) hear(next)
  }

  subscribe(hear: (status: DeskStatus) => void): () => void {
    this.#listeners.add(hear)
    return () => this.#listeners.delete(hear)
  }
}
