import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import type { PullResponse } from '../../src-shared/sync/protocol.ts'
import type { ExchangeNote } from './api/desk-api.ts'
import { type LiveEvents, Refusal, type ServerConnection, Unreachable } from './server-connection.ts'

/** As many as tell how the last minutes went. */
const kept = 50

/** A connection that notes its requests: what for, how long, and what came; never what was in them. */
export class LoggedConnection implements ServerConnection {
  readonly #server: ServerConnection
  readonly #now: () => Date
  #notes: ExchangeNote[] = []
  #last = 0

  constructor(server: ServerConnection, now: () => Date) {
    this.#server = server
    this.#now = now
  }

  /** The last requests, oldest first. */
  get notes(): readonly ExchangeNote[] {
    return this.#notes
  }

  clockOffset(): number | null {
    return this.#server.clockOffset?.() ?? null
  }

  signIn(input: JsonObject) {
    return this.#noted('session', this.#server.signIn(input), () => 1)
  }

  refresh(refreshToken: string) {
    return this.#noted('session', this.#server.refresh(refreshToken), () => 1)
  }

  signOut(token: string): Promise<void> {
    return this.#server.signOut(token)
  }

  push(...sent: Parameters<ServerConnection['push']>) {
    return this.#noted('push', this.#server.push(...sent), () => sent[1].length)
  }

  pull(...asked: Parameters<ServerConnection['pull']>) {
    return this.#noted('pull', this.#server.pull(...asked), rowsOf)
  }

  ask(token: string, name: string, input: Json): Promise<Json> {
    if (!this.#server.ask) throw new Unreachable('This line carries no questions')
    return this.#server.ask(token, name, input)
  }

  async *snapshot(token: string, after: string | null): AsyncIterable<string> {
    const note = this.#begin('snapshot')
    let lines = 0
    try {
      for await (const line of this.#server.snapshot(token, after)) {
        lines += 1
        yield line
      }
      note(lines, null)
    } catch (error) {
      note(lines, codeOf(error))
      throw error
    }
  }

  live(token: string, hear: LiveEvents): () => void {
    return this.#server.live(token, hear)
  }

  async #noted<T>(what: ExchangeNote['what'], answer: Promise<T>, count: (answer: T) => number): Promise<T> {
    const note = this.#begin(what)
    try {
      const given = await answer
      note(count(given), null)
      return given
    } catch (error) {
      note(0, codeOf(error))
      throw error
    }
  }

  #begin(what: ExchangeNote['what']): (count: number, failure: string | null) => void {
    const began = this.#now()
    return (count, failure) => {
      this.#last += 1
      const ms = Math.max(0, this.#now().getTime() - began.getTime())
      this.#notes = [...this.#notes, { n: this.#last, at: began.toISOString(), what, ms, count, failure }].slice(-kept)
    }
  }
}

const rowsOf = ({ tables, verdicts }: PullResponse): number =>
  Object.values(tables).reduce((sum, { rows, gone }) => sum + rows.length + gone.length, verdicts.length)

function codeOf(error: unknown): string {
  if (error instanceof Refusal) return error.code
  return error instanceof Unreachable ? 'unreachable' : 'failed'
}
