import { protocol } from '@electric-sql/pglite'
import type {
  BackendMessage,
  EmbeddedPostgres,
  WireSerializer,
} from '../../../src-shared/database/embedded-postgres.ts'
import type { Engine } from './engine.ts'
import { Life } from './life.ts'

/** Told of what a life has written once it is durable, before anybody else can write. */
export type Committed = (statements: readonly string[]) => Promise<void>

/**
 * The way of one life to an engine: each crossing, and each commit, is a step at which others come between and at which
 * it may die. What a dead life had not committed is taken back; what it waited for is given to the next.
 */
export class GatedPostgres implements EmbeddedPostgres {
  readonly ready = true
  readonly closed = false
  readonly waitReady = Promise.resolve()
  readonly serializers: EmbeddedPostgres['serializers']
  readonly parsers: EmbeddedPostgres['parsers']
  readonly #engine: Engine
  readonly #life: Life
  readonly #committed: Committed
  #holds = false
  /** Statements of the transaction that is open; null while none is. */
  #ran: string[] | null = null

  constructor(engine: Engine, life: Life, committed: Committed = () => Promise.resolve()) {
    this.#engine = engine
    this.#life = life
    this.#committed = committed
    this.serializers = engine.pglite.serializers
    this.parsers = engine.pglite.parsers
    life.mourn(() => void this.#takeBack())
  }

  /** Writes messages in which kept statements bear this life's name: several lives share one session of the engine. */
  get serializer(): WireSerializer {
    const { serialize } = protocol
    const ours = (name: string): string => (name === '' ? '' : `${this.#life.number}-${name}`)
    return {
      ...serialize,
      parse: ({ name, text }) => {
        this.#names.set(ours(name), text)
        return serialize.parse({ name: ours(name), text })
      },
      describe: ({ name }) => serialize.describe({ type: 'S', name: ours(name) }),
      bind: ({ statement, values }) => {
        this.#ran?.push(this.#names.get(ours(statement)) ?? '')
        return serialize.bind({ statement: ours(statement), values })
      },
      close: ({ name }) => serialize.close({ type: 'S', name: ours(name) }),
    }
  }
  readonly #names = new Map<string, string>()

  async execProtocol(
    message: Uint8Array,
    options: { syncToFs: boolean },
  ): Promise<{ messages: BackendMessage[]; data: Uint8Array }> {
    if (!this.#life.alive) return Life.limbo
    const control = controlOf(message)
    // Dying here it has committed nothing, dying after it everything, and nobody has been told.
    const writes = control === 'commit' && (this.#ran ?? []).some((statement) => writing.test(statement))
    if (control === 'commit') await this.#life.step(writes ? 'before a commit' : 'any step')
    const answer = await this.#engine.pglite.execProtocol(message, options)
    if (control === 'begin') this.#ran = []
    if (control === 'commit' || control === 'rollback') {
      const ran = this.#ran ?? []
      this.#ran = null
      if (control === 'commit') await this.#committed(ran)
    }
    await this.#life.step(writes ? 'after a commit' : 'any step')
    return answer
  }

  async execProtocolRawStream(
    message: Uint8Array,
    options: { syncToFs: boolean; onRawData: (piece: Uint8Array) => void },
  ): Promise<void> {
    await this.#engine.pglite.execProtocolRawStream(message, options)
    await this.#life.step()
  }

  async _runExclusiveTransaction<Value>(work: () => Promise<Value>): Promise<Value> {
    if (!this.#life.alive) return Life.limbo
    await this.#engine.turns.begin(this.#life)
    if (!this.#life.alive) {
      // It died between being called and coming.
      this.#engine.turns.end()
      return Life.limbo
    }
    this.#holds = true
    try {
      return await work()
    } finally {
      this.#holds = false
      this.#engine.turns.end()
    }
  }

  async close(): Promise<void> {}

  async #takeBack(): Promise<void> {
    if (!this.#holds) return
    if (this.#ran) await this.#engine.pglite.execProtocol(protocol.serialize.query('rollback'), { syncToFs: false })
    this.#ran = null
    this.#holds = false
    this.#engine.turns.end()
  }
}

const writing = /^\s*(?:insert|update|delete|with)\b/i

const text = new TextDecoder()

/** What a simple query of the driver does with the transaction. */
function controlOf(message: Uint8Array): 'begin' | 'commit' | 'rollback' | null {
  if (message[0] !== 'Q'.charCodeAt(0) || message.length > 120) return null
  const words = text.decode(message.subarray(5))
  if (words.startsWith('begin')) return 'begin'
  if (words.startsWith('commit')) return 'commit'
  return words.startsWith('rollback') && !words.startsWith('rollback to') ? 'rollback' : null
}
