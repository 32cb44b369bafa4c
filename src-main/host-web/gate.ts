import type { IncomingMessage } from 'node:http'
import { cookieLasts, type Sessions } from './sessions.ts'

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

  /**
   * Only the WebSocket needs the cookie, so other programs on 127.0.0.1 are not sent it. It outlives the browser: who
   * closes it in the evening opens the same address in the morning.
   */
  cookie(value: string): string {
    return `${this.#cookieName}=${value}; Max-Age=${cookieLasts}; Path=/desk; HttpOnly; SameSite=Strict`
  }

  signedIn(request: IncomingMessage): boolean {
    return this.#values(request).some((value) => this.#sessions.knows(value))
  }

  /** The cookie to set again on a page that is in and has used its own for a while; undefined where it need not be. */
  renewed(request: IncomingMessage): string | undefined {
    if (!this.rightOrigin(request)) return undefined
    const value = this.#values(request).find((each) => this.#sessions.renew(each))
    return value === undefined ? undefined : this.cookie(value)
  }

  #values(request: IncomingMessage): string[] {
    const cookies = (request.headers.cookie ?? '').split(';').map((each) => each.trim())
    const prefix = `${this.#cookieName}=`
    return cookies.filter((each) => each.startsWith(prefix)).map((each) => each.slice(prefix.length))
  }
}
