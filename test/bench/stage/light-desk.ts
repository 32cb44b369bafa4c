import { Agent, type IncomingMessage, request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { WebSocket } from 'ws'
import { z } from 'zod'
import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import {
  type Cursor,
  protocolVersion,
  pullPageRows,
  snapshotHeader,
  verdict,
} from '../../../src-shared/sync/protocol.ts'

const pushed = z.object({ verdicts: z.array(verdict) })
export type Verdicts = z.infer<typeof pushed>['verdicts']

export interface Pulled {
  cursor: Cursor
  tables: Record<string, { rows: JsonObject[] }>
}

/**
 * The traffic of a desk without a desk behind it: a hundred of these leave the machine to the server. It speaks like
 * Node's `fetch`, which desks use, on one kept connection.
 */
export class LightDesk {
  readonly #url: string
  readonly #headers: Record<string, string>
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })

  constructor(url: string, token: string) {
    this.#url = url
    this.#headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'accept-encoding': 'gzip, deflate',
    }
  }

  async push(commands: readonly JsonObject[]): Promise<Verdicts> {
    const { body } = await this.post('/sync/push', { protocol: protocolVersion, commands: [...commands] })
    return pushed.parse(JSON.parse(body)).verdicts
  }

  /** What is new since a cursor, with the bytes of the answer on the wire. The server's rows are taken at its word. */
  async pull(cursor: Cursor): Promise<Pulled & { bytes: number; jsonBytes: number }> {
    const asked = { protocol: protocolVersion, cursor, limit: pullPageRows, verdictsAfter: 0 }
    const { body, bytes } = await this.post('/sync/pull', asked)
    const pulled: Pulled = JSON.parse(body)
    return { ...pulled, bytes, jsonBytes: Buffer.byteLength(body) }
  }

  /** Where the server stands, from the first line of a snapshot; the rest is not read. */
  async cursor(): Promise<Cursor> {
    const response = await this.#send('GET', `/sync/snapshot?protocol=${protocolVersion}`, '')
    const text = await new Promise<string>((done, fail) => {
      let line = ''
      response.on('data', (part) => {
        line += String(part)
        if (!line.includes('\n')) return
        response.destroy()
        done(line.slice(0, line.indexOf('\n')))
      })
      response.on('error', fail)
    })
    return snapshotHeader.parse(JSON.parse(text)).cursor
  }

  /** Opens the live socket and resolves when it is open. */
  live(poked: (version: number) => void): Promise<void> {
    const socket = new WebSocket(`${this.#url.replace(/^http/, 'ws')}/sync/live`, { headers: this.#headers })
    this.#hangUp = () => socket.terminate()
    socket.on('message', (data) => poked(Number(JSON.parse(String(data)).version)))
    return new Promise((done, fail) => {
      socket.once('open', () => done())
      socket.once('error', fail)
    })
  }
  #hangUp = (): void => undefined

  close(): void {
    this.#hangUp()
    this.#agent.destroy()
  }

  post(path: string, body: object): Promise<{ body: string; bytes: number }> {
    return this.#answered('POST', path, JSON.stringify(body))
  }

  get(path: string): Promise<{ body: string; bytes: number }> {
    return this.#answered('GET', path, '')
  }

  async #answered(method: 'GET' | 'POST', path: string, sent: string): Promise<{ body: string; bytes: number }> {
    const response = await this.#send(method, path, sent)
    const parts: Buffer[] = []
    for await (const part of response) parts.push(part)
    const whole = Buffer.concat(parts)
    const text = (response.headers['content-encoding'] === 'gzip' ? gunzipSync(whole) : whole).toString()
    const { statusCode = 0 } = response
    if (statusCode < 200 || statusCode > 201) throw new Error(`${path}: ${statusCode} ${text}`)
    return { body: text, bytes: whole.length }
  }

  #send(method: string, path: string, body: string): Promise<IncomingMessage> {
    const headers = body ? { ...this.#headers, 'content-length': Buffer.byteLength(body) } : this.#headers
    return new Promise((done, fail) => {
      const sent = request(this.#url + path, { method, agent: this.#agent, headers }, done)
      sent.on('error', fail)
      sent.end(body)
    })
  }
}

/** A command as a desk pushes it; nobody was told an outcome, so none is compared. */
export const pushedForm = (
  deskSeq: number,
  actorId: string,
  { id, name, input }: { id: string; name: string; input: JsonObject },
): JsonObject => ({
  ...{ id, deskSeq, name, version: 1, input, at: new Date().toISOString(), actorId },
  ...{ basisVersion: 0, outcome: null, meta: {} },
})
