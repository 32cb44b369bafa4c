import type { IncomingMessage } from 'node:http'
import type { Sessions } from './sessions.ts'

/**
 * DX-R55: which requests come from the page itself. The address is compared to the letter: a name that resolves to this
 * machine (DNS rebinding) has another Host, and a foreign page has another Origin.
 */
export class Gate {
  readonly origin: string
  /** What the page's policy allows it to connect to. */
  readonly socketOrigin: string
  readonly #host: string
  readonly #cookieName: string
  readonly #sessions: Sessions

  constructor(port: number, sessions: Sessions) {
    this.#host = `127.0.0.1:${port}`
    this.origin = `http://${this.#host}`
    this.socketOrigin = `ws://${this.#host}`
    // Cookies do not tell ports apart, and a machine may run several desks.
    this.#cookieName = `holdfast-${port}`
    this.#sessions = sessions
  }

  rightHost(request: IncomingMessage): boolean {
    return request.headers.host === this.#host
  }

  rightOrigin(request: IncomingMessage): boolean {
    return request.headers.origin === this.origin
  }

  /** Only the WebSocket needs the cookie, so other programs on 127.0.0.1 are not sent it. */
  cookie(value: string): string {
    return `${this.#cookieName}=${value}; Path=/desk; HttpOnly; SameSite=Strict`
  }

  signedIn(request: IncomingMessage): boolean {
    const cookies = (request.headers.cookie ?? '').split(';').map((each) => each.trim())
    const prefix = `${this.#cookieName}=`
    return cookies.some((each) => each.startsWith(prefix) && this.#sessions.knows(each.slice(prefix.length)))
  }
}
