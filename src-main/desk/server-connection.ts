import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { z } from 'zod'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { demoHeader, demoMark } from '../../src-shared/sync/demo.ts'
import {
  failure,
  type PullRequest,
  type PullResponse,
  type PushResponse,
  poke,
  protocolVersion,
  pullResponse,
  pushResponse,
  type SessionGrant,
  sessionGrant,
} from '../../src-shared/sync/protocol.ts'
import { type Arrived, arrived } from '../../src-shared/sync/rescue.ts'
import type { ExchangeNote } from './api/desk-api.ts'
import { CertificateChanged } from './pinned-wire.ts'
import { openWire, type Wire } from './wire.ts'

/** The server could not be reached, or did not answer as itself. */
export class Unreachable extends Error {
  /** Whether no line to a server was ever made, so that nobody can have heard what was to be said. */
  readonly unheard: boolean

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.unheard = hasNoLine(options?.cause)
  }
}

const noLine: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
])

/** What `fetch` throws wraps what the socket said. */
function hasNoLine(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false
  return ('code' in cause && noLine.has(String(cause.code))) || hasNoLine(cause.cause)
}

/** The server answered, and the answer was no. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly params: JsonObject
  /** Seconds after which it may be asked again, where it said so. */
  readonly retryAfter: number | null

  constructor(status: number, code: string, params: JsonObject, retryAfter: number | null) {
    super(code)
    this.status = status
    this.code = code
    this.params = params
    this.retryAfter = retryAfter
  }
}

/** The traffic of a desk; everything that comes in is validated here, and nowhere else. */
export interface ServerConnection {
  signIn(input: JsonObject): Promise<SessionGrant>
  refresh(refreshToken: string): Promise<SessionGrant>
  signOut(token: string): Promise<void>
  push(token: string, commands: JsonObject[]): Promise<PushResponse>
  pull(token: string, request: Omit<PullRequest, 'protocol'>): Promise<PullResponse>
  /** Asks what no replica can answer (sync.md, asking). A line that carries no questions has none. */
  ask?(token: string, name: string, input: Json): Promise<Json>
  /** Lines of a first sync, as text; ends early by throwing where the stream was cut. */
  snapshot(token: string, after: string | null): AsyncIterable<string>
  /** How far the server's clock was ahead of this machine's at its last answer (ms); null before the first. */
  clockOffset?(): number | null
  /** Its last requests, oldest first, where somebody notes them. */
  readonly notes?: readonly ExchangeNote[]
  /** Opens the live socket; the returned function closes it. */
  live(token: string, hear: LiveEvents): () => void
}

/** Asks the server which commands have reached it, from whichever desk. */
export interface RescueLine {
  arrived(token: string, ids: readonly string[]): Promise<Arrived>
}

export interface LiveEvents {
  opened(): void
  poked(version: number): void
  closed(): void
}

/** A server that says nothing for this long is as good as gone (ms); DX section 3 shows it as offline. */
const patience = 5_000
const longPatience = 60_000

/** How a server is spoken to. */
export interface HttpOptions {
  /** What carries it; the open network by default. */
  wire?: Wire
  /** A desk of the demo speaks to servers of the demo alone, and no other desk does (DX-R48). */
  demo?: boolean
}

/** Speaks to a server over HTTP and a WebSocket. */
export class HttpConnection implements ServerConnection, RescueLine {
  readonly #url: string
  readonly #wire: Wire
  readonly #demo: boolean
  #clockOffset: number | null = null

  constructor(url: string, { wire = openWire, demo = false }: HttpOptions = {}) {
    this.#url = url.replace(/\/$/, '')
    this.#wire = wire
    this.#demo = demo
  }

  clockOffset(): number | null {
    return this.#clockOffset
  }

  signIn(input: JsonObject): Promise<SessionGrant> {
    return this.#post('/auth/sign-in', null, input, sessionGrant)
  }

  refresh(refreshToken: string): Promise<SessionGrant> {
    return this.#post('/auth/refresh', null, { refreshToken }, sessionGrant)
  }

  async signOut(token: string): Promise<void> {
    await this.#fetch('/auth/sign-out', { method: 'POST', headers: bearer(token) }, patience)
  }

  push(token: string, commands: JsonObject[]): Promise<PushResponse> {
    return this.#post('/sync/push', token, { protocol: protocolVersion, commands }, pushResponse, longPatience)
  }

  pull(token: string, request: Omit<PullRequest, 'protocol'>): Promise<PullResponse> {
    return this.#post('/sync/pull', token, { protocol: protocolVersion, ...request }, pullResponse, longPatience)
  }

  async ask(token: string, name: string, input: Json): Promise<Json> {
    const path = `/api/v1/queries/${encodeURIComponent(name)}`
    return (await this.#post(path, token, input, answered, longPatience)).data
  }

  arrived(token: string, ids: readonly string[]): Promise<Arrived> {
    return this.#post('/sync/arrived', token, { ids }, arrived)
  }

  async *snapshot(token: string, after: string | null): AsyncIterable<string> {
    const query = new URLSearchParams({ protocol: String(protocolVersion), ...(after ? { after } : {}) })
    const response = await this.#fetch(`/sync/snapshot?${query}`, { headers: bearer(token) }, patience, true)
    if (!response.body) throw new Unreachable('A snapshot without a body')
    // The two declarations of the same web stream, of the DOM and of Node, are not one type.
    const body = Readable.fromWeb(response.body as ReadableStream)
    try {
      yield* createInterface({ input: body, crlfDelay: Number.POSITIVE_INFINITY })
    } catch (cause) {
      throw new Unreachable('The snapshot was cut', { cause })
    }
  }

  live(token: string, hear: LiveEvents): () => void {
    const headers = { ...bearer(token), ...this.#mark() }
    const socket = this.#wire.socket(`${this.#url.replace(/^http/, 'ws')}/sync/live`, headers)
    socket.on('open', () => hear.opened())
    socket.on('message', (data) => {
      const message = poke.safeParse(parseJson(String(data)))
      if (message.success) hear.poked(message.data.version)
    })
    socket.on('close', () => hear.closed())
    // `close` follows every error.
    socket.on('error', () => undefined)
    return () => socket.terminate()
  }

  async #post<T>(
    path: string,
    token: string | null,
    body: Json | object,
    schema: z.ZodType<T>,
    wait = patience,
  ): Promise<T> {
    const headers = { 'content-type': 'application/json', ...(token ? bearer(token) : {}) }
    const response = await this.#fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }, wait)
    const read = schema.safeParse(await readJson(response))
    if (read.success) return read.data
    throw new Unreachable(`Not an answer of ours: ${z.prettifyError(read.error)}`)
  }

  /** One request. `endless` bounds only the wait for the answer to begin. */
  async #fetch(path: string, init: Init, wait: number, endless = false): Promise<Response> {
    const abort = new AbortController()
    // Left running it bounds the reading of the body too; once all is read it does nothing.
    const timer = setTimeout(() => abort.abort(), wait).unref()
    let response: Response
    try {
      const headers = { ...init.headers, ...this.#mark() }
      response = await this.#wire.fetch(this.#url + path, { ...init, headers, signal: abort.signal })
    } catch (cause) {
      if (cause instanceof CertificateChanged) throw new Refusal(409, 'hub_certificate_changed', {}, null)
      throw new Unreachable('The server does not answer', { cause })
    }
    if (endless) clearTimeout(timer)
    const told = Date.parse(response.headers.get('date') ?? '')
    if (!Number.isNaN(told)) this.#clockOffset = told - Date.now()
    if (!response.ok) throw await refusalOf(response)
    // A server that was not asked whether it may be one of the demo, such as one before it knew of demos.
    const demo = response.headers.get(demoHeader) === demoMark
    if (demo !== this.#demo) throw new Refusal(403, demo ? 'demo_server' : 'demo_desk', {}, null)
    return response
  }

  #mark(): Record<string, string> {
    return this.#demo ? { [demoHeader]: demoMark } : {}
  }
}

/** PL-R1: an answer in the envelope. */
const answered = z.object({ success: z.literal(true), data: z.json() as z.ZodType<Json> })
/** PL-R1: of a refusal there the parameters are called details. */
const detailed = z.object({ error: z.object({ details: z.record(z.string(), z.json() as z.ZodType<Json>) }) })

type Init = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> }

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` })

async function refusalOf(response: Response): Promise<Refusal | Unreachable> {
  const body = await readJson(response).catch(() => null)
  const told = failure.safeParse(body)
  if (!told.success) return new Unreachable(`Status ${response.status} without a reason`)
  const { code, params = detailed.safeParse(body).data?.error.details } = told.data.error
  const retryAfter = Number(response.headers.get('retry-after'))
  return new Refusal(response.status, code, params ?? {}, retryAfter > 0 ? retryAfter : null)
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text().catch((cause: unknown) => {
    throw new Unreachable('The answer was cut', { cause })
  })
  const value = parseJson(text)
  if (value === undefined) throw new Unreachable('The answer is not JSON')
  return value
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
