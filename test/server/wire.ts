import { WebSocket } from 'ws'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import {
  type Cursor,
  type PullResponse,
  type PushResponse,
  protocolVersion,
  pullPageRows,
  pullResponse,
  pushResponse,
  type SessionGrant,
  sessionGrant,
  snapshotHeader,
  snapshotRows,
  type Verdict,
} from '../../src-shared/sync/protocol.ts'
import { password } from '../fixtures/authority.ts'

/** An answer as it came. */
export interface Answered {
  status: number
  /** Parsed, or the text where it is no JSON. */
  body: Json
  headers: Headers
}

const bodyOf = (text: string): Json => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** One request to a server; nothing is judged. */
export async function send(
  url: string,
  path: string,
  {
    token,
    body,
    method = body === undefined ? 'GET' : 'POST',
    headers = {},
  }: {
    token?: string | undefined
    body?: Json
    method?: string
    headers?: Record<string, string>
  } = {},
): Promise<Answered> {
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: bodyOf(await response.text()), headers: response.headers }
}

/** Asks for a session as a desk does. */
export const askForSession = (url: string, email: string, deskId: string, given = password): Promise<Answered> =>
  send(url, '/auth/sign-in', {
    body: { email, password: given, desk: { id: deskId, name: 'Desk', platform: 'linux' } },
  })

/** What a first sync brings. */
export interface Snapshot {
  cursor: Cursor
  counts: Record<string, number>
  rows: Map<string, JsonObject[]>
}

/** A desk as far as the server sees it: a session and a count. What it sends is not held to any rule. */
export class WireDesk {
  readonly url: string
  readonly id: string
  session: SessionGrant
  seq = 0
  readonly #now: () => Date

  private constructor(url: string, id: string, session: SessionGrant, now: () => Date) {
    this.url = url
    this.id = id
    this.session = session
    this.#now = now
  }

  static async signIn(url: string, email: string, id = newId(), now = () => new Date()): Promise<WireDesk> {
    const { body } = await askForSession(url, email, id)
    return new WireDesk(url, id, sessionGrant.parse(body), now)
  }

  get token(): string {
    return this.session.accessToken
  }

  /** The same desk, heard by another process of the server. */
  at(url: string): WireDesk {
    const desk = new WireDesk(url, this.id, this.session, this.#now)
    desk.seq = this.seq
    return desk
  }

  next(name: string, input: Json, more: JsonObject = {}): JsonObject & { id: string } {
    this.seq += 1
    return {
      ...{ id: newId(), deskSeq: this.seq, name, version: 1, input, at: this.#now().toISOString() },
      ...{ actorId: this.session.user.id, basisVersion: 0, outcome: null, meta: {}, ...more },
    }
  }

  async push(commands: JsonObject[]): Promise<PushResponse> {
    const body = { protocol: protocolVersion, commands }
    const answer = await send(this.url, '/sync/push', { token: this.token, body })
    if (answer.status !== 200) throw new Error(`push: ${answer.status} ${JSON.stringify(answer.body)}`)
    return pushResponse.parse(answer.body)
  }

  /** Gives one command and tells its verdict. */
  async give(name: string, input: Json, more: JsonObject = {}): Promise<Verdict> {
    const [verdict] = (await this.push([this.next(name, input, more)])).verdicts
    if (!verdict) throw new Error(`${name} without a verdict`)
    return verdict
  }

  /** Gives a command that must be done, and tells its outcome. */
  async must(name: string, input: Json): Promise<JsonObject> {
    const { verdict, outcome, rejection } = await this.give(name, input)
    if (verdict === 'rejected') throw new Error(`${name} was refused: ${JSON.stringify(rejection)}`)
    return outcome ?? {}
  }

  askToPull(cursor: JsonObject, more: JsonObject = {}): Promise<Answered> {
    const body = { protocol: protocolVersion, cursor, limit: pullPageRows, verdictsAfter: 0, ...more }
    return send(this.url, '/sync/pull', { token: this.token, body })
  }

  async pull(cursor: Cursor, more: JsonObject = {}): Promise<PullResponse> {
    const answer = await this.askToPull({ ...cursor }, more)
    if (answer.status !== 200) throw new Error(`pull: ${answer.status} ${JSON.stringify(answer.body)}`)
    return pullResponse.parse(answer.body)
  }

  async snapshot(): Promise<Snapshot> {
    const answer = await fetch(`${this.url}/sync/snapshot?protocol=${protocolVersion}`, {
      headers: { authorization: `Bearer ${this.token}` },
    })
    const [first = '{}', ...lines] = (await answer.text()).trim().split('\n')
    const rows = new Map<string, JsonObject[]>()
    for (const line of lines.slice(0, -1)) {
      const { table, rows: more } = snapshotRows.parse(JSON.parse(line))
      rows.set(table, [...(rows.get(table) ?? []), ...more])
    }
    return { ...snapshotHeader.parse(JSON.parse(first)), rows }
  }

  ask(name: string, input: Json = {}): Promise<Answered> {
    return send(this.url, `/api/v1/queries/${name}`, { token: this.token, body: input })
  }

  /** A live socket; what it heard, and how it ended. */
  live(token: string | null = this.token): LiveEar {
    return new LiveEar(this.url, token)
  }
}

/** Listens on a live socket. */
export class LiveEar {
  readonly heard: Json[] = []
  readonly opened: Promise<boolean>
  /** Code with which it was closed. */
  readonly closed: Promise<number>
  readonly socket: WebSocket

  constructor(url: string, token: string | null) {
    const headers = token === null ? {} : { authorization: `Bearer ${token}` }
    this.socket = new WebSocket(`${url.replace(/^http/, 'ws')}/sync/live`, { headers })
    this.socket.on('message', (data) => this.heard.push(JSON.parse(String(data))))
    this.socket.on('error', () => undefined)
    this.opened = new Promise((done) => {
      this.socket.once('open', () => done(true))
      this.socket.once('close', () => done(false))
    })
    this.closed = new Promise((done) => {
      this.socket.once('close', (code) => done(code))
    })
  }
}

/** Waits until something holds; a test that waits too long fails by its own time limit, and says for what. */
export async function until<T>(what: string, ask: () => T | Promise<T>, patience = 15_000): Promise<T> {
  const end = performance.now() + patience
  for (;;) {
    const found = await ask()
    if (found) return found
    if (performance.now() > end) throw new Error(`Waited in vain: ${what}`)
    await new Promise((done) => setTimeout(done, 10))
  }
}
