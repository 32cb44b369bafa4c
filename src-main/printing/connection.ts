import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { PrinterState } from '../desk/api/printing-api.ts'

/**
 * What became of bytes on their way to a printer. `not_sent`: the printer saw none of them. `broken_off`: it saw some,
 * and nobody knows how many it printed.
 */
export type Sent = { sent: 'all' } | { sent: 'nothing'; because: Exclude<PrinterState, 'ready'> } | { sent: 'some' }

export interface Address {
  host: string
  port: number
}

export interface SendTimes {
  /** For the connection to stand (ms). */
  connect: number
  /** For the printer's word on paper and cover; many printers give none (ms). */
  answer: number
  /** Without any progress, before the line counts as dead (ms). */
  stall: number
}

export const usualTimes: SendTimes = { connect: 3000, answer: 200, stall: 20_000 }

/** `DLE EOT 2` and `4`: is the cover open, is there paper. Answered at once, whatever is being printed. */
const askState = Uint8Array.of(0x10, 0x04, 2, 0x10, 0x04, 4)
/** `GS r 1`: answered in turn, so when the answer comes all before it has been taken in. */
const askTurn = Uint8Array.of(0x1d, 0x72, 1)

/** Takes bytes to a raw port (9100). Never throws: what went wrong is an answer. */
export async function send(bytes: Uint8Array, address: Address, talks: boolean, times = usualTimes): Promise<Sent> {
  const socket = connect(address)
  // Errors show as the end of the line; without a listener they would end the process.
  socket.on('error', () => {})
  try {
    if (!(await opened(socket, times.connect))) return { sent: 'nothing', because: 'unreachable' }
    const line = new Line(socket)
    const state = talks ? await line.state(times.answer) : null
    if (state !== null && state !== 'ready') return { sent: 'nothing', because: state }
    return { sent: (await line.write(bytes, state !== null, times.stall)) ? 'all' : 'some' }
  } finally {
    socket.destroy()
  }
}

const opened = (socket: Socket, within: number): Promise<boolean> =>
  Promise.race([
    once(socket, 'connect').then(
      () => true,
      () => false,
    ),
    after(within).then(() => false),
  ])

const after = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms).unref())

/** An open line to a printer, with what it says back. */
class Line {
  readonly #socket: Socket
  readonly #heard: number[] = []
  #closed = false
  #wake: () => void = () => {}

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (data) => {
      this.#heard.push(...data)
      this.#wake()
    })
    socket.on('close', () => {
      this.#closed = true
      this.#wake()
    })
  }

  /** Whether it can print now; null where it does not say. */
  async state(within: number): Promise<PrinterState | null> {
    this.#socket.write(askState)
    await this.#until(() => this.#heard.length >= 2, within)
    const [cover = 0, paper = 0] = this.#heard.splice(0)
    // Bits 1 and 4 are set in every answer of this kind; anything else is no answer.
    if ((cover & 0x93) !== 0x12 || (paper & 0x93) !== 0x12) return null
    if ((paper & 0x60) !== 0) return 'paper_out'
    if ((cover & 0x04) !== 0) return 'cover_open'
    return (cover & 0x60) === 0 ? 'ready' : 'stopped'
  }

  /**
   * Whether all of it was taken: by the printer's own word where it talks, else by its ending the line after us, which
   * it does when it has read everything.
   */
  async write(bytes: Uint8Array, talks: boolean, stall: number): Promise<boolean> {
    const socket = this.#socket
    if (talks) socket.write(Buffer.concat([bytes, askTurn]))
    else socket.end(bytes)
    const taken = () => (talks ? this.#heard.length > 0 : this.#closed && !socket.errored)
    const left = () => socket.writableLength
    // As long as bytes go out, it is at work.
    for (let before = Number.POSITIVE_INFINITY; !taken() && !this.#closed && left() < before; ) {
      before = left()
      await this.#until(taken, stall)
    }
    return taken()
  }

  async #until(holds: () => boolean, within: number): Promise<void> {
    const end = Date.now() + within
    while (!holds() && !this.#closed && Date.now() < end) {
      await new Promise<void>((wake) => {
        this.#wake = wake
        setTimeout(wake, end - Date.now()).unref()
      })
    }
  }
}
