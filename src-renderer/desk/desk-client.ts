import { z } from 'zod'
import {
  type CallFailure,
  type CallInput,
  type CallName,
  callTimeout,
  type DeskEvent,
  type DeskStatus,
  deskStatus,
  event,
  type Progress,
  reply,
} from '../../src-main/desk/api/desk-api.ts'
import type { PrintingState } from '../../src-main/desk/api/printing-api.ts'
import { id, newId } from '../../src-shared/kernel/id.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import { rejection } from '../../src-shared/kernel/rejection.ts'
import { Store } from './store.ts'
import { type Dial, keepDialling, type Line } from './transport.ts'

/** A call's answer; a refusal is a value. */
export type Called<T> = { ok: true; value: T } | { ok: false; failure: CallFailure }

/** `refused`: this page is not let in. Opening it from the app again helps, waiting does not. */
export type Link = 'connecting' | 'connected' | 'lost' | 'refused'

export interface DeskState {
  link: Link
  /** As last heard; null before the first word. */
  status: DeskStatus | null
}

/** What a watch is told. */
export type Watched = { value: Json } | { failure: CallFailure }

interface Watch {
  name: string
  input: Json
  tell(watched: Watched): void
}

const unavailable = (reason: string): { ok: false; failure: CallFailure } => ({
  ok: false,
  failure: rejection('desk_unavailable', { reason }),
})

/** What JSON.parse has read is JSON; walking a long result once more would cost the screen a frame. */
const anyJson = z.custom<Json>((value) => value !== undefined)
const incoming = z.union([
  z.object({ event: z.literal('result'), watchId: id, value: anyJson }),
  z.object({ reply: z.int(), ok: z.literal(true), value: anyJson }),
  event,
  reply,
])

/** The screen's side of the door: calls and their answers, the desk's events, and watches that survive a broken line. */
export class DeskClient {
  readonly state = new Store<DeskState>({ link: 'connecting', status: null })
  readonly #line: Line
  readonly #calls = new Map<number, (answer: Called<Json>) => void>()
  readonly #watches = new Map<string, Watch>()
  readonly #progressListeners = new Set<(entries: Progress[]) => void>()
  readonly #printingListeners = new Set<(printing: PrintingState) => void>()
  #lastCall = 0
  #statusesHeard = 0

  constructor(dial: Dial) {
    this.#line = keepDialling(dial, {
      opened: () => this.#opened(),
      received: (text) => this.#received(text),
      closed: (end) => this.#closed(end),
    })
  }

  /** Calls the desk. A desk that is away or silent for 30 s answers `desk_unavailable`. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Called<Json>> {
    if (this.state.get().link !== 'connected') return Promise.resolve(unavailable('away'))
    this.#lastCall += 1
    const call = this.#lastCall
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#answered(call, unavailable('silent')), callTimeout)
      this.#calls.set(call, (answer) => {
        clearTimeout(timer)
        resolve(answer)
      })
      this.#line.send(JSON.stringify({ call, name, input }))
    })
  }

  /** As `call`, for an answer whose shape is known. */
  async callFor<Name extends CallName, T>(name: Name, input: CallInput<Name>, shape: z.ZodType<T>): Promise<Called<T>> {
    const answer = await this.call(name, input)
    if (!answer.ok) return answer
    const read = shape.safeParse(answer.value)
    return read.success ? { ok: true, value: read.data } : unavailable('misunderstood')
  }

  /**
   * Keeps telling what a query answers, newest last, until the function it gives is called. A failure says that the
   * value before it may be old.
   */
  watch(name: string, input: Json, tell: Watch['tell']): () => void {
    const watchId = newId()
    this.#watches.set(watchId, { name, input, tell })
    void this.#startWatch(watchId)
    return () => {
      this.#watches.delete(watchId)
      void this.call('unwatch', { watchId })
    }
  }

  /** Hears what became of commands. Gives what ends it. */
  onProgress(listener: (entries: Progress[]) => void): () => void {
    this.#progressListeners.add(listener)
    return () => void this.#progressListeners.delete(listener)
  }

  /** Hears what became of printing. Gives what ends it. */
  onPrinting(listener: (printing: PrintingState) => void): () => void {
    this.#printingListeners.add(listener)
    return () => void this.#printingListeners.delete(listener)
  }

  close(): void {
    this.#line.close()
    this.#closed('lost')
  }

  #opened(): void {
    this.state.set({ ...this.state.get(), link: 'connected' })
    for (const watchId of this.#watches.keys()) void this.#startWatch(watchId)
    void this.#askStatus()
  }

  #closed(link: 'lost' | 'refused'): void {
    this.state.set({ ...this.state.get(), link })
    // Whether the desk has heard them nobody knows; ids make it safe to say everything again.
    for (const call of [...this.#calls.keys()]) this.#answered(call, unavailable('away'))
  }

  async #askStatus(): Promise<void> {
    const before = this.#statusesHeard
    const answer = await this.callFor('status', {}, deskStatus)
    // What the desk has said by itself meanwhile is newer.
    if (answer.ok && before === this.#statusesHeard) this.#heardStatus(answer.value)
  }

  #heardStatus(status: DeskStatus): void {
    this.#statusesHeard += 1
    this.state.set({ ...this.state.get(), status })
  }

  async #startWatch(watchId: string): Promise<void> {
    const watch = this.#watches.get(watchId)
    if (!watch || this.state.get().link !== 'connected') return
    const answer = await this.call('watch', { watchId, name: watch.name, input: watch.input })
    // Without a line it begins again when there is one.
    if (!answer.ok && this.state.get().link === 'connected') watch.tell({ failure: answer.failure })
  }

  #answered(call: number, answer: Called<Json>): void {
    const resolve = this.#calls.get(call)
    this.#calls.delete(call)
    resolve?.(answer)
  }

  #received(text: string): void {
    const message = incoming.safeParse(parsed(text))
    // What is not of the protocol says nothing; a call it was meant to answer runs out of time.
    if (!message.success) return
    if ('event' in message.data) {
      this.#heard(message.data)
    } else {
      const { reply: call, ...answer } = message.data
      this.#answered(call, answer)
    }
  }

  #heard(heard: DeskEvent): void {
    if (heard.event === 'status') this.#heardStatus(heard.status)
    else if (heard.event === 'progress') for (const listener of this.#progressListeners) listener(heard.entries)
    else if (heard.event === 'printing') for (const listener of this.#printingListeners) listener(heard.printing)
    else if (heard.event === 'result') this.#watches.get(heard.watchId)?.tell({ value: heard.value })
    else this.#watches.get(heard.watchId)?.tell({ failure: heard.failure })
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
