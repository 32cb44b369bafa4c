import { Compared } from './compared.ts'
import {
  type BackendMessage,
  describesParameters,
  describesRows,
  type EmbeddedPostgres,
  isComplete,
  isDataRow,
  joined,
  type WireSerializer,
} from './embedded-postgres.ts'

/** What a statement gave: its rows, and how many an insert, update, delete or merge changed. */
export interface Answer {
  rows: Record<string, unknown>[]
  affected: bigint | undefined
  /** What was asked and answered, to ask again by; null where nothing was kept. */
  read: Read | null
}

/** A statement that was run, as bytes: sent again, the database answers the same as long as what it read is the same. */
export interface Read {
  text: string
  /** The name under which it was kept then. */
  name: string
  question: Uint8Array
  answer: Uint8Array
}

/** A statement that the database keeps parsed. */
interface Prepared {
  name: string
  parameters: number[]
  fields: { name: string; parse: (text: string) => unknown }[]
  uses: number
}

/** How many the database keeps: each holds its plan in memory. */
const mostKept = 200
/** Texts longer than this (characters) are lists that hardly ever come twice. */
const longestKept = 20_000
/**
 * After so many uses a statement is prepared anew. A plan that was kept may be one for a table as it was when there was
 * little in it, and nobody here gathers statistics as it grows.
 */
const usesOfOne = 500

/** Errors that a kept statement has and a new one would not: its result changed shape, or it is no longer there. */
const staleCodes: ReadonlySet<string> = new Set(['0A000', '26000'])
const isStale = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && staleCodes.has(error.code)

const jsonOid = 114

const asItIs = (text: string): string => text

/**
 * Statements of one embedded database. Each crosses into it once, parse and plan are kept for the next time: the
 * crossings, and parsing the same text again, cost several times what a look-up by key does. Whoever runs one must have
 * the database to himself.
 */
export class Statements {
  readonly #database: EmbeddedPostgres
  readonly #write: WireSerializer
  readonly #kept = new Map<string, Prepared>()
  /** Names of statements that go with the next message. */
  #leaving: string[] = []
  #named = 0
  /** Done when the last statement that was given is. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(database: EmbeddedPostgres, serializer: WireSerializer) {
    this.#database = database
    this.#write = serializer
  }

  /** How many the database keeps now. */
  get size(): number {
    return this.#kept.size
  }

  /** Whoever gives several at once may rely on their order; one that must first be prepared would else come too late. */
  #inOrder<Value>(work: () => Promise<Value>): Promise<Value> {
    const mine = this.#last.then(work)
    this.#last = mine.catch(() => undefined)
    return mine
  }

  /** Runs one that takes nothing and gives no rows, as `begin` does; answers with what was done. */
  control(text: string): Promise<string> {
    return this.#inOrder(() => this.#control(text))
  }

  async #control(text: string): Promise<string> {
    const { messages } = await this.#database.execProtocol(this.#write.query(text), noSync)
    return messages.find(isComplete)?.text ?? ''
  }

  /** Runs one statement with its parameters. Throws the database's error, with its `code`, `constraint`, `detail` … */
  run(text: string, parameters: readonly unknown[]): Promise<Answer> {
    return this.#inOrder(() => this.#run(text, parameters))
  }

  async #run(text: string, parameters: readonly unknown[]): Promise<Answer> {
    const prepared = await this.#prepared(text)
    const values = parameters.map((value, index) => this.#asText(value, prepared.parameters[index]))
    const question = joined([this.#write.bind({ statement: prepared.name, values }), this.#write.execute()])
    const farewells = this.#farewells()
    const message = joined([...farewells, question, this.#write.sync()])
    try {
      const { messages, data } = await this.#database.execProtocol(message, noSync)
      const answer = data.subarray(farewells.length * farewellLength)
      return { ...answerOf(messages, prepared), read: { text, name: prepared.name, question, answer } }
    } catch (error) {
      // What made one stale will have made others so.
      if (isStale(error)) for (const known of [...this.#kept.keys()]) this.#forget(known)
      throw error
    }
  }

  /** Runs a `copy … from stdin` with what it reads; gives the number of rows. All of them, or its error and none. */
  copyIn(command: string, data: Uint8Array): Promise<number> {
    return this.#inOrder(() => this.#copyIn(command, data))
  }

  async #copyIn(command: string, data: Uint8Array): Promise<number> {
    const message = joined([
      this.#write.query(command),
      copyHead(data.length),
      data,
      this.#write.copyDone(),
      this.#write.sync(),
    ])
    const { messages } = await this.#database.execProtocol(message, noSync)
    return Number(messages.find(isComplete)?.text.replace('COPY ', ''))
  }

  /**
   * Of each of several sets of statements whether it would still be answered as it was, byte for byte. Cheaper by far
   * than running them: all cross together, in a transaction of their own, and nothing is made of the answers. An error
   * is an answer too, another one; what comes behind it counts as another as well.
   */
  stillAnswer(sets: readonly (readonly Read[])[]): Promise<boolean[]> {
    return this.#inOrder(() => this.#stillAnswer(sets))
  }

  async #stillAnswer(sets: readonly (readonly Read[])[]): Promise<boolean[]> {
    for (const { text, name } of sets.flat()) if (this.#kept.get(text)?.name === name) await this.#prepared(text)
    // Whatever had to be prepared anew kept its name; what was thrown out meanwhile did not.
    const known = sets.map((reads) => reads.every(({ text, name }) => this.#kept.get(text)?.name === name))
    const asked = sets.flatMap((reads, at) => (known[at] ? reads : []))
    const compared = new Compared(asked.map(({ answer }) => answer))
    if (asked.length > 0) {
      const message = joined([...asked.map(({ question }) => question), this.#write.sync()])
      await this.#database.execProtocolRawStream(message, { ...noSync, onRawData: (piece) => compared.add(piece) })
    }
    const same = compared.same.values()
    return sets.map((reads, at) => known[at] === true && [...same.take(reads.length)].every(Boolean))
  }

  async #prepared(text: string): Promise<Prepared> {
    const kept = this.#kept.get(text)
    if (kept && kept.uses < usesOfOne) {
      kept.uses += 1
      // The one that was used last leaves last.
      this.#kept.delete(text)
      this.#kept.set(text, kept)
      return kept
    }
    if (kept) this.#forget(text)
    const prepared = await this.#prepare(text, kept?.name ?? `s${++this.#named}`)
    if (text.length > longestKept) return prepared
    this.#kept.set(text, prepared)
    const oldest = this.#kept.keys().next()
    if (this.#kept.size > mostKept && !oldest.done) this.#forget(oldest.value)
    return prepared
  }

  async #prepare(text: string, itsName: string): Promise<Prepared> {
    // The nameless one is replaced by the next nameless one.
    const name = text.length > longestKept ? '' : itsName
    const message = joined([
      ...this.#farewells(),
      this.#write.parse({ name, text }),
      this.#write.describe({ type: 'S', name }),
      this.#write.sync(),
    ])
    const { messages } = await this.#database.execProtocol(message, noSync)
    const fields = messages.find(describesRows)?.fields ?? []
    return {
      name,
      parameters: messages.find(describesParameters)?.dataTypeIDs ?? [],
      fields: fields.map(({ name: column, dataTypeID }) => ({
        name: column,
        parse: this.#database.parsers[dataTypeID] ?? asItIs,
      })),
      uses: 1,
    }
  }

  #forget(text: string): void {
    const kept = this.#kept.get(text)
    if (!kept) return
    this.#kept.delete(text)
    this.#leaving.push(kept.name)
  }

  #farewells(): Uint8Array[] {
    const leaving = this.#leaving
    if (leaving.length > 0) this.#leaving = []
    return leaving.map((name) => this.#write.close({ type: 'S', name }))
  }

  /** JSON may be given as the bytes of its text: a long one need not be a string first. */
  #asText(value: unknown, oid: number | undefined): string | Uint8Array | null {
    if (value === null || value === undefined) return null
    if (oid === jsonOid && value instanceof Uint8Array) return value
    const serialize = oid === undefined ? undefined : this.#database.serializers[oid]
    return serialize ? serialize(value) : String(value)
  }
}

/** The beginning of `CopyData`; the serializer would copy what follows once more. */
function copyHead(length: number): Uint8Array {
  const head = new Uint8Array(5)
  head[0] = 'd'.charCodeAt(0)
  new DataView(head.buffer).setUint32(1, length + 4)
  return head
}

/** `CloseComplete`: a letter and a length. */
const farewellLength = 5

/** The desk's and the server's folders are real files: there is nothing to copy after a statement. */
const noSync = { syncToFs: false }

const changing = /^(?:INSERT|UPDATE|DELETE|MERGE)\b.* (\d+)$/

function answerOf(messages: readonly BackendMessage[], { fields }: Prepared): Omit<Answer, 'read'> {
  const answer: Omit<Answer, 'read'> = { rows: [], affected: undefined }
  for (const message of messages) {
    if (isDataRow(message)) {
      const row: Record<string, unknown> = {}
      for (const [index, { name, parse }] of fields.entries()) {
        const text = message.fields[index]
        row[name] = text === null || text === undefined ? null : parse(text)
      }
      answer.rows.push(row)
    } else if (isComplete(message)) {
      const changed = changing.exec(message.text)?.[1]
      if (changed !== undefined) answer.affected = BigInt(changed)
    }
  }
  return answer
}
