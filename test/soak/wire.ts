import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { pause } from './patience.ts'
import type { Random } from './random.ts'

/** Of all connections: those cut in the middle of a request, or of an answer; and those that are slow. */
const shares = { cutInRequest: 0.12, cutInAnswer: 0.25, slow: 0.15, otherServer: 0.2 }
/** Bytes that pass before a cut. An answer begins with some hundred bytes of headers. */
const bytes = { request: [1, 2000], answer: [1, 4000] } as const
/** Times (ms): between two events of the weather, for which nobody is let in, and of one slow piece. */
const times = { fair: [1000, 6000], refused: [100, 1500], slow: [5, 150] } as const

const host = '127.0.0.1'
const weathers = ['cut', 'refuse', 'move', 'move'] as const

/** What happened on a wire. */
export interface WireCount {
  connections: number
  slow: number
  cutInRequest: number
  cutInAnswer: number
  /** Connections that were open when all were cut at once. */
  cutTogether: number
  /** Times during which no connection was accepted. */
  refusals: number
  /** Changes of the server that the wire leads to. */
  moves: number
}

/** One way of a connection, and what becomes of it. */
interface Way {
  from: Socket
  to: Socket
  /** Waited before each piece goes on (ms). */
  delay: number
  /** How much passes before it is cut; infinite where it is not. */
  bytes: number
  cut: 'cutInRequest' | 'cutInAnswer'
}

/**
 * The network between one desk and the servers: a TCP proxy on a port of its own that leads to one server or another,
 * is slow, cuts connections half way through a request or an answer, or all at once, and refuses new ones for a while.
 */
export class Wire {
  readonly #servers: readonly number[]
  readonly #random: Random
  readonly #open = new Set<Socket>()
  #listener: Server | null = null
  #port = 0
  #server = 0
  #calm = true
  readonly count: WireCount = {
    ...{ connections: 0, slow: 0, cutInRequest: 0, cutInAnswer: 0, cutTogether: 0, refusals: 0, moves: 0 },
  }

  /** `servers` are their ports on this machine. */
  constructor(servers: readonly number[], random: Random) {
    this.#servers = servers
    this.#random = random
  }

  get url(): string {
    return `http://${host}:${this.#port}`
  }

  /** Accepts connections, always on the port of the first time. */
  async listen(): Promise<void> {
    const listener = createServer((desk) => this.#accept(desk)).listen(this.#port, host)
    await once(listener, 'listening')
    const address = listener.address()
    if (address === null || typeof address === 'string') throw new Error('A listening socket has a port.')
    this.#port = address.port
    this.#listener = listener
  }

  /** Makes weather until it is told that it is over; then all connections are new and good. */
  async storm(over: () => boolean): Promise<void> {
    const random = this.#random
    this.#calm = false
    while (!over()) {
      await pause(random.between(...times.fair))
      const weather = random.pick(weathers)
      if (weather === 'cut') this.#cutAll()
      if (weather === 'move') this.#move()
      if (weather === 'refuse') await this.#refuse(random.between(...times.refused))
    }
    this.#calm = true
    this.#cutAll()
  }

  async close(): Promise<void> {
    for (const socket of this.#open) socket.destroy()
    this.#listener?.close()
  }

  #cutAll(): void {
    this.count.cutTogether += Math.ceil(this.#open.size / 2)
    for (const socket of this.#open) socket.resetAndDestroy()
  }

  #move(): void {
    this.count.moves += 1
    this.#server = (this.#server + 1) % this.#servers.length
  }

  async #refuse(ms: number): Promise<void> {
    this.count.refusals += 1
    this.#listener?.close()
    this.#cutAll()
    await pause(ms)
    await this.listen()
  }

  #accept(desk: Socket): void {
    const random = this.#random
    this.count.connections += 1
    const other = this.#calm ? false : random.chance(shares.otherServer)
    const index = (this.#server + (other ? 1 : 0)) % this.#servers.length
    const server = connect(this.#servers[index] ?? 0, host)
    for (const socket of [desk, server]) {
      this.#open.add(socket)
      // Whoever passes pieces on hears of it too, and ends the other side.
      socket.on('error', () => undefined)
      socket.on('close', () => this.#open.delete(socket))
    }
    const delay = this.#delay()
    void this.#pass({ from: desk, to: server, delay, bytes: this.#bytes('request'), cut: 'cutInRequest' })
    void this.#pass({ from: server, to: desk, delay, bytes: this.#bytes('answer'), cut: 'cutInAnswer' })
  }

  #delay(): number {
    if (this.#calm || !this.#random.chance(shares.slow)) return 0
    this.count.slow += 1
    return this.#random.between(...times.slow)
  }

  #bytes(way: keyof typeof bytes): number {
    const share = way === 'request' ? shares.cutInRequest : shares.cutInAnswer
    if (this.#calm || !this.#random.chance(share)) return Number.POSITIVE_INFINITY
    const [least, most] = bytes[way]
    return Math.floor(this.#random.between(least, most))
  }

  /** Lets pieces through until one of the ends closes, or until the cut. Nothing here is large enough to wait for. */
  async #pass({ from, to, delay, bytes: most, cut }: Way): Promise<void> {
    let left = most
    try {
      for await (const piece of from.iterator({ destroyOnReturn: false })) {
        if (!Buffer.isBuffer(piece)) return
        if (delay > 0) await pause(delay)
        if (piece.length >= left) {
          this.count[cut] += 1
          // The half that passed arrives before the cut does.
          await new Promise<void>((done) => to.write(piece.subarray(0, left), () => done()))
          to.resetAndDestroy()
          return
        }
        left -= piece.length
        to.write(piece)
      }
      to.end()
    } catch {
      to.destroy()
    }
  }
}
