import type { ServerConnection } from './server-connection.ts'

/** A lost socket is asked for again after about this long (ms). */
const retryPause = 1_000

/** The live socket: it tells of every poke, and of its own end, so that the loop comes round and opens another. */
export class LiveLink {
  readonly #server: ServerConnection
  readonly #poked: (version: number) => void
  readonly #lost: () => void
  #close: (() => void) | null = null

  constructor(server: ServerConnection, poked: (version: number) => void, lost: () => void) {
    this.#server = server
    this.#poked = poked
    this.#lost = lost
  }

  /** Opens the socket where there is none. */
  want(token: string): void {
    this.#close ??= this.#server.live(token, {
      // What happened while there was no socket was not poked.
      opened: () => this.#poked(Number.POSITIVE_INFINITY),
      poked: (version) => this.#poked(version),
      closed: () => {
        if (!this.#close) return
        this.#close = null
        setTimeout(this.#lost, retryPause * (0.5 + Math.random())).unref()
      },
    })
  }

  drop(): void {
    const close = this.#close
    this.#close = null
    close?.()
  }
}
