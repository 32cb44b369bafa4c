import { z } from 'zod'

/** What windows say to each other. */
const message = z.discriminatedUnion('kind', [
  /** To whoever owns. */
  z.object({ kind: z.literal('ask'), from: z.string(), ask: z.int(), input: z.unknown() }),
  z.object({ kind: z.literal('answer'), to: z.string(), ask: z.int(), value: z.unknown() }),
  z.object({ kind: z.literal('failed'), to: z.string(), ask: z.int(), name: z.string(), message: z.string() }),
  /** There is a new owner: what is not answered may be lost, and is asked again. */
  z.object({ kind: z.literal('owned') }),
])
type Message = z.infer<typeof message>

const asError = (cause: unknown): Error => (cause instanceof Error ? cause : new Error(String(cause)))

/** After the window could not begin the work (ms). */
const queueAgainAfter = 1000

interface Waiting<Ask, Answer> {
  input: Ask
  resolve(value: Answer): void
  refuse(cause: Error): void
}

export interface OwnerOptions<Ask, Answer> {
  ask: z.ZodType<Ask>
  answer: z.ZodType<Answer>
  /** Of the lock and of the channel between windows. */
  name: string
  /** Runs once this window owns, before it does anything; nobody else owns then. */
  prepare(): Promise<void>
  /** Does the work. The same may be asked twice, when an owner died over it: it must come to the same. */
  perform(input: Ask): Promise<Answer>
  /** A window, this one or another, has begun to do the work. */
  owned(): void
  locks?: LockManager
}

/**
 * One window of many that does a piece of work for all (DX-R29). The browser's lock decides which: it is given to the
 * next in line as soon as its holder is gone, however it went. Asks of other windows travel over a broadcast channel;
 * each keeps what it asked until it is answered, and asks every new owner again.
 */
export class OneOwner<Ask, Answer> {
  readonly #options: OwnerOptions<Ask, Answer>
  readonly #self = crypto.randomUUID()
  readonly #channel: BroadcastChannel
  readonly #waiting = new Map<number, Waiting<Ask, Answer>>()
  readonly #closed = new AbortController()
  #asks = 0
  #owns = false

  constructor(options: OwnerOptions<Ask, Answer>) {
    this.#options = options
    this.#channel = new BroadcastChannel(options.name)
    this.#channel.onmessage = ({ data }) => {
      const heard = message.safeParse(data)
      if (heard.success) void this.#hear(heard.data)
    }
    void this.#queueForLock(options.locks ?? navigator.locks)
  }

  /** Whether this window does the work. */
  get owns(): boolean {
    return this.#owns
  }

  /** Has the owner, perhaps this window, perform it. Waits while there is none. */
  ask(input: Ask): Promise<Answer> {
    if (this.#owns) return this.#options.perform(input)
    this.#asks += 1
    const ask = this.#asks
    return new Promise((resolve, refuse) => {
      this.#waiting.set(ask, { input, resolve, refuse })
      this.#say({ kind: 'ask', from: this.#self, ask, input })
    })
  }

  /** Gives the lock to the next window. What this window has asked and not been told stays unanswered. */
  close(): void {
    this.#owns = false
    this.#closed.abort()
    this.#channel.close()
  }

  async #queueForLock(locks: LockManager): Promise<void> {
    const { signal } = this.#closed
    while (!signal.aborted) {
      try {
        await locks.request(this.#options.name, { signal }, async () => {
          await this.#take()
          if (signal.aborted) return
          await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
        })
      } catch (cause) {
        // Another window may manage what this one could not; whoever waits here is told now.
        for (const { refuse } of this.#waiting.values()) refuse(asError(cause))
        this.#waiting.clear()
        await new Promise((resolve) => setTimeout(resolve, queueAgainAfter))
      }
    }
  }

  async #take(): Promise<void> {
    await this.#options.prepare()
    if (this.#closed.signal.aborted) return
    this.#owns = true
    this.#say({ kind: 'owned' })
    for (const [ask, { input, resolve, refuse }] of this.#waiting) {
      this.#waiting.delete(ask)
      this.#options.perform(input).then(resolve, refuse)
    }
    this.#options.owned()
  }

  async #hear(heard: Message): Promise<void> {
    if (heard.kind === 'owned') {
      this.#options.owned()
      for (const [ask, { input }] of this.#waiting) this.#say({ kind: 'ask', from: this.#self, ask, input })
    } else if (heard.kind === 'ask') {
      if (this.#owns) this.#say(await this.#answer(heard.from, heard.ask, heard.input))
    } else if (heard.to === this.#self) {
      const waiting = this.#waiting.get(heard.ask)
      this.#waiting.delete(heard.ask)
      if (heard.kind === 'answer') waiting?.resolve(this.#options.answer.parse(heard.value))
      else waiting?.refuse(Object.assign(new Error(heard.message), { name: heard.name }))
    }
  }

  async #answer(to: string, ask: number, input: unknown): Promise<Message> {
    try {
      return { kind: 'answer', to, ask, value: await this.#options.perform(this.#options.ask.parse(input)) }
    } catch (cause) {
      const { name, message } = asError(cause)
      return { kind: 'failed', to, ask, name, message }
    }
  }

  #say(said: Message): void {
    if (!this.#closed.signal.aborted) this.#channel.postMessage(said)
  }
}
