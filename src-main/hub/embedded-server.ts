import { setTimeout as after } from 'node:timers/promises'
import type { Json } from '../../src-shared/kernel/json.ts'
import { rejection } from '../../src-shared/kernel/rejection.ts'
import { type ServerWord, serverWord } from '../../src-shared/sync/server-control.ts'
import type { Answer } from '../desk/answer.ts'
import type { Log } from '../host/log.ts'
import { restartDelay } from '../host-electron/restart-delay.ts'
import type { ForkServer, ServerProcess } from './server-process.ts'

/** How an embedded server is started. */
export interface EmbeddedServerOptions {
  /** Where its database lives; made where there is none. One process at a time has it. */
  folder: string
  /** Address on which it listens: `127.0.0.1` for this machine alone. */
  host: string
  /** 0 takes any free one, and keeps it from then on. */
  port: number
  /** Whoever carries its process. */
  fork: ForkServer
  log: Log
  /** Further settings, as the environment of a server names them. */
  settings?: Readonly<Record<string, string>>
}

/** How long a first start may take: on a slow disk the database is made and filled (ms). */
const startWithin = 120_000
/** How long it may take to let what has begun end before it is ended (ms). */
const stopWithin = 10_000
/** How often it is asked whether it lives, and how long it may think about it (ms). */
const health = { every: 15_000, within: 30_000 }
/** How long a task may take that says nothing else (ms). */
const taskWithin = 30_000

type Waiting = (word: Extract<ServerWord, { word: 'done' | 'refused' }> | null) => void

/**
 * The sync server inside this app (DX-R49): the same program as any server, in a process of its own. It is started
 * again when it dies or falls silent, at the same address, and ends with the process that started it.
 */
export class EmbeddedServer {
  readonly #options: EmbeddedServerOptions
  readonly #delay = restartDelay()
  readonly #waiting = new Map<number, Waiting>()
  #calls = 0
  #process: ServerProcess | null = null
  #gone: Promise<void> = Promise.resolve()
  #url = ''
  #stopping = false
  #timer: NodeJS.Timeout | undefined

  private constructor(options: EmbeddedServerOptions) {
    this.#options = options
  }

  /** Starts a server and waits until it serves. Throws where it ends before, such as when its folder is in use. */
  static async start(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
    const server = new EmbeddedServer(options)
    await server.#launch()
    return server
  }

  /** Where it is reached; the same over all its restarts. */
  get url(): string {
    return this.#url
  }

  /** Asks it for a task of `server-control.ts`. Answers `desk_unavailable` where it is gone or does not answer. */
  async ask(task: string, input: Json, within = taskWithin): Promise<Answer<Json>> {
    const server = this.#process
    const call = ++this.#calls
    if (!server) return { ok: false, failure: rejection('desk_unavailable') }
    const word = await new Promise<Parameters<Waiting>[0]>((done) => {
      const timer = setTimeout(() => done(null), within).unref()
      this.#waiting.set(call, (said) => {
        clearTimeout(timer)
        done(said)
      })
      server.tell({ order: 'do', call, task, input })
    })
    this.#waiting.delete(call)
    if (word?.word === 'done') return { ok: true, value: word.value }
    return { ok: false, failure: word?.refusal ?? rejection('desk_unavailable') }
  }

  /** Lets what has begun end, then ends it; done when its process is gone. */
  async stop(): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#timer)
    const server = this.#process
    if (!server) return this.#gone
    server.tell({ order: 'stop' })
    const timer = setTimeout(() => server.kill(), stopWithin)
    await this.#gone
    clearTimeout(timer)
  }

  /** One process, from its start until it is ready. */
  async #launch(): Promise<void> {
    const { folder, host, port, fork, settings = {} } = this.#options
    const lastingPort = this.#url ? new URL(this.#url).port : String(port)
    const server = fork({
      HOLDFAST_LOG_LEVEL: 'warn',
      ...settings,
      ...{ HOLDFAST_FOLDER: folder, HOLDFAST_HOST: host, HOLDFAST_PORT: lastingPort },
    })
    this.#process = server
    const ready = Promise.withResolvers<string>()
    this.#gone = new Promise((gone) => {
      server.onGone((code) => {
        this.#ended(code)
        ready.reject(new Error(`The server ended with ${code ?? 'a signal'} before it was ready`))
        gone()
      })
    })
    server.onWord((said) => {
      const word = serverWord.safeParse(said)
      if (!word.success) return
      if (word.data.word === 'ready') ready.resolve(word.data.address)
      else this.#waiting.get(word.data.call)?.(word.data)
    })
    const late = setTimeout(() => server.kill(), startWithin)
    try {
      this.#url = await ready.promise
    } finally {
      clearTimeout(late)
    }
    void this.#watch(server)
  }

  #ended(code: number | null): void {
    this.#process = null
    for (const wake of this.#waiting.values()) wake(null)
    // One that never served is the starter's to try again; so is one that was told to stop.
    if (this.#stopping || !this.#url) return
    this.#options.log('server gone', { code: code ?? 'signal' })
    this.#timer = setTimeout(() => this.#launch().catch(() => undefined), this.#delay())
  }

  /** A server that answers nobody any more is ended, and then started again like any that died. */
  async #watch(server: ServerProcess): Promise<void> {
    while (this.#process === server && !this.#stopping) {
      await after(health.every, undefined, { ref: false })
      if (this.#process !== server || this.#stopping) return
      const { ok } = await this.ask('health', {}, health.within)
      if (ok || this.#process !== server) continue
      this.#options.log('server silent', {})
      server.kill()
    }
  }
}
