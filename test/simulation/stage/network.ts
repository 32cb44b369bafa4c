import type { z } from 'zod'
import {
  type LiveEvents,
  Refusal,
  type ServerConnection,
  Unreachable,
} from '../../../src-main/desk/server-connection.ts'
import { domain } from '../../../src-shared/domain.ts'
import type { Json, JsonObject } from '../../../src-shared/kernel/json.ts'
import {
  type PullRequest,
  poke,
  protocolVersion,
  pullResponse,
  pushResponse,
  sessionGrant,
} from '../../../src-shared/sync/protocol.ts'
import type { Random } from '../../soak/random.ts'
import type { Life } from '../runtime/life.ts'
import type { Scheduler } from '../runtime/scheduler.ts'
import type { Path } from './path.ts'
import type { SimulatedServer } from './server.ts'

/** How well a desk is connected; faults change it for a while. */
export interface Link {
  up: boolean
  /** Milliseconds a message takes, at least and at most. */
  delay: [least: number, most: number]
  /** Shares of messages: answers that are cut off, requests that arrive twice, pokes that never arrive. */
  cutAnswers: number
  twice: number
  lostPokes: number
  /** The protocol that the desk speaks, against this app's. */
  protocolOffset: number
}

const goodLink = (): Link => ({
  ...{ up: true, delay: [1, 8], cutAnswers: 0, twice: 0, lostPokes: 0, protocolOffset: 0 },
})

/** A server that is silent for this long is given up (ms), as over HTTP. */
const patience = 60_000
/** A duplicate comes at most so much later (ms). */
const lateness = 8_000

/** Carries what desks and servers say, late, twice, in part, or not at all. */
export class Network {
  readonly #scheduler: Scheduler
  readonly #random: Random
  readonly #servers: readonly SimulatedServer[]
  readonly #links = new Map<string, Link>()
  /** Live sockets, so that a cut can end them. */
  readonly #sockets = new Set<Socket>()

  constructor(scheduler: Scheduler, random: Random, servers: readonly SimulatedServer[]) {
    this.#scheduler = scheduler
    this.#random = random
    this.#servers = servers
  }

  link(desk: string): Link {
    const link = this.#links.get(desk) ?? goodLink()
    this.#links.set(desk, link)
    return link
  }

  /** Puts a desk's link right again. */
  mend(desk: string): void {
    this.#links.set(desk, goodLink())
  }

  /** A socket may hear of the cut at once, later, or never. */
  cut(desk: string): void {
    this.link(desk).up = false
    for (const socket of this.#sockets) {
      if (socket.desk !== desk) continue
      if (this.#random.chance(0.7)) this.#scheduler.after(this.#random.between(0, 5_000), null, () => socket.close())
      else socket.mute = true
    }
  }

  /** The way of one run of a desk to the servers. */
  connect(desk: string, life: Life): ServerConnection {
    const ask = <T>(path: Path, token: string | null, body: JsonObject, shape: z.ZodType<T>) =>
      this.#ask(desk, life, path, token, body).then((answer) => {
        const read = shape.safeParse(answer)
        if (!read.success) throw new Unreachable('Not an answer of ours')
        return read.data
      })
    const protocol = () => protocolVersion + this.link(desk).protocolOffset
    return {
      signIn: (input) => ask('/auth/sign-in', null, input, sessionGrant),
      refresh: (refreshToken) => ask('/auth/refresh', null, { refreshToken }, sessionGrant),
      signOut: () => Promise.resolve(),
      push: (token, commands) => ask('/sync/push', token, { protocol: protocol(), commands }, pushResponse),
      pull: (token, request) => ask('/sync/pull', token, { protocol: protocol(), ...asJson(request) }, pullResponse),
      snapshot: (token, after) =>
        this.#snapshot(desk, life, token, { protocol: protocol(), ...(after ? { after } : {}) }),
      live: (token, hear) => this.#live(desk, life, token, hear),
    }
  }

  #delay(desk: string): number {
    return this.#random.between(...this.link(desk).delay)
  }

  #server(): SimulatedServer | undefined {
    return this.#random.pick(this.#servers.filter((server) => server.serves))
  }

  #ask(desk: string, life: Life, path: Path, token: string | null, body: JsonObject): Promise<Json> {
    const { promise, resolve, reject } = Promise.withResolvers<Json>()
    let over = false
    const end = (tell: () => void): void => {
      if (over) return
      over = true
      tell()
    }
    const fail = (why: string): void => end(() => reject(new Unreachable(why)))
    this.#scheduler.after(patience, life, () => fail('The server does not answer'))
    const request = JSON.stringify(body)
    const answered = (text: string): void => {
      const cut = this.#random.chance(this.link(desk).cutAnswers)
      this.#scheduler.after(this.#delay(desk), life, () => {
        if (cut || !this.link(desk).up) fail('The answer was cut')
        else end(() => settle(text, resolve, reject))
      })
    }
    const broken = (): void => void this.#scheduler.after(this.#delay(desk), life, () => fail('The connection broke'))
    const send = (hear: (text: string) => void, lost: () => void): void => {
      const server = this.#server()
      if (!this.link(desk).up || !server) lost()
      else server.handle(path, token, request, { answered: hear, died: lost })
    }
    this.#scheduler.after(this.#delay(desk), null, () => send(answered, broken))
    if (this.#random.chance(this.link(desk).twice)) {
      const later = this.#random.between(0, lateness)
      this.#scheduler.after(later, null, () => send(ignored, ignored))
    }
    return promise
  }

  async *#snapshot(desk: string, life: Life, token: string, query: JsonObject): AsyncGenerator<string> {
    const server = this.#server()
    const pass = (): Promise<void> => new Promise((done) => this.#scheduler.after(this.#delay(desk), life, done))
    const whole = (): boolean => this.link(desk).up && server?.serves === true
    await pass()
    if (!server || !whole()) throw new Unreachable('The server does not answer')
    const run = server.life
    const lines = await within(server, life, () => server.snapshot(token, JSON.parse(JSON.stringify(query))))
    if ('code' in lines) throw refusalOf(lines)
    for (;;) {
      await pass()
      const cut = this.#random.chance(this.link(desk).cutAnswers)
      if (!whole() || server.life !== run || cut) throw new Unreachable('The snapshot was cut')
      const line = await within(server, life, () => lines.next())
      if (line.done) return
      yield line.value.trimEnd()
    }
  }

  #live(desk: string, life: Life, token: string, hear: LiveEvents): () => void {
    const socket = new Socket(desk, () => {
      this.#sockets.delete(socket)
      this.#scheduler.after(this.#delay(desk), life, () => hear.closed())
    })
    this.#sockets.add(socket)
    const heard = (version: number): void => {
      if (this.#random.chance(this.link(desk).lostPokes)) return
      this.#scheduler.after(this.#delay(desk), life, () => {
        const message = poke.safeParse({ version })
        if (socket.open && !socket.mute && this.link(desk).up && message.success) hear.poked(message.data.version)
      })
    }
    this.#scheduler.after(this.#delay(desk), null, () => {
      const server = this.#server()
      if (!this.link(desk).up || !server) return socket.close()
      server.live(token, heard, {
        begun: (end) => {
          socket.ended = end
          this.#scheduler.after(this.#delay(desk), life, () => socket.open && hear.opened())
        },
        refused: () => socket.close(),
        died: () => socket.close(),
      })
    })
    life.mourn(() => socket.drop())
    return () => {
      this.#sockets.delete(socket)
      socket.drop()
    }
  }
}

const ignored = (): void => undefined
const asJson = (request: Omit<PullRequest, 'protocol'>): JsonObject => JSON.parse(JSON.stringify(request))

/** What a server's text means to the desk that asked. */
function settle(text: string, resolve: (answer: Json) => void, reject: (error: Error) => void): void {
  const answer = JSON.parse(text)
  if ('code' in answer) reject(refusalOf(answer))
  else resolve(answer)
}

const refusalOf = ({ code, params }: { code: string; params: JsonObject }): Refusal =>
  new Refusal(domain.rejections[code]?.status ?? 500, code, params, null)

/** Work of a server that a desk waits for: it throws where the server dies over it. */
function within<T>(server: SimulatedServer, desk: Life, work: () => Promise<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const { life } = server
  life.mourn(() => desk.scheduler.after(1, desk, () => reject(new Unreachable('The connection broke'))))
  life.run(() => work().then(resolve, reject))
  return promise
}

class Socket {
  readonly desk: string
  readonly #tell: () => void
  open = true
  /** The desk has not noticed that nobody is there any more. */
  mute = false
  ended: () => void = () => undefined

  constructor(desk: string, tell: () => void) {
    this.desk = desk
    this.#tell = tell
  }

  close(): void {
    if (!this.open) return
    this.drop()
    this.#tell()
  }

  drop(): void {
    this.open = false
    this.ended()
  }
}
