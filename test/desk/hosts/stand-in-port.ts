import { EventEmitter } from 'node:events'
import type * as api from '../../../src-main/host-electron/electron-api.ts'

/** One end of a channel, in main, in the desk's process or in a page. */
export class StandInPort extends EventEmitter implements api.Port {
  peer: StandInPort | undefined
  closed = false
  readonly #waiting: unknown[] = []
  #started = false

  postMessage(message: unknown): void {
    const { peer } = this
    const copy = structuredClone(message)
    setImmediate(() => peer?.arrive(copy))
  }

  arrive(data: unknown): void {
    if (this.closed) return
    if (this.#started) this.emit('message', { data })
    else this.#waiting.push(data)
  }

  start(): void {
    this.#started = true
    for (const data of this.#waiting.splice(0)) this.emit('message', { data })
  }

  /** As in Electron, only the other end hears of it. */
  close(): void {
    if (this.closed) return
    this.closed = true
    const { peer } = this
    if (!peer || peer.closed) return
    peer.closed = true
    peer.emit('close')
  }
}

export class StandInChannel {
  readonly port1 = new StandInPort()
  readonly port2 = new StandInPort()
  constructor() {
    this.port1.peer = this.port2
    this.port2.peer = this.port1
  }
}
