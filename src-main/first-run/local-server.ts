import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as after } from 'node:timers/promises'
import type { Log } from '../host/log.ts'
import { EmbeddedServer } from '../hub/embedded-server.ts'
import type { ForkServer } from '../hub/server-process.ts'

/** Only this machine reaches it: others join a hub. */
const host = '127.0.0.1'

/** Before a server that did not start is tried again (ms). */
const patience = 5_000

export interface LocalServerOptions {
  folder: string
  port: number
  fork: ForkServer
  log: Log
}

/** A port that is free now, to be kept. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, host)
  await once(probe, 'listening')
  const address = probe.address()
  await new Promise((closed) => probe.close(closed))
  if (address === null || typeof address === 'string') throw new Error('This machine gave no port')
  return address.port
}

/** The address of the server on this computer, whether or not it is up. */
export const localAddress = (port: number): string => `http://${host}:${port}`

/**
 * The sync server on this computer, for one desk on it. It is tried until it starts: the desk works without it
 * meanwhile, as without any network.
 */
export class LocalServer {
  readonly #options: LocalServerOptions
  readonly #stop = new AbortController()
  #running: Promise<EmbeddedServer | null>

  private constructor(options: LocalServerOptions, running: Promise<EmbeddedServer | null>) {
    this.#options = options
    this.#running = running
  }

  /** Starts it and waits; throws where it does not start. */
  static async start(options: LocalServerOptions): Promise<LocalServer> {
    return new LocalServer(options, Promise.resolve(await begin(options)))
  }

  /** Starts it as soon as that is possible; `started` is told when it is up. */
  static keepTrying(options: LocalServerOptions, started: () => void): LocalServer {
    const server = new LocalServer(options, Promise.resolve(null))
    server.#running = server.#try(started)
    return server
  }

  /** Null where it was stopped before it had started. */
  running(): Promise<EmbeddedServer | null> {
    return this.#running
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await (await this.#running)?.stop()
  }

  async #try(started: () => void): Promise<EmbeddedServer | null> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      const server = await begin(this.#options).catch((error: unknown) => {
        this.#options.log('local server not started', { reason: error instanceof Error ? error.message : 'unknown' })
        return null
      })
      if (server) {
        started()
        return server
      }
      await after(patience, undefined, { signal, ref: false }).catch(() => undefined)
    }
    return null
  }
}

const begin = (options: LocalServerOptions): Promise<EmbeddedServer> => EmbeddedServer.start({ ...options, host })
