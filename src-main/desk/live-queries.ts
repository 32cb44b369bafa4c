import type { Json } from '../../src-shared/kernel/json.ts'
import type { QueryResult } from '../../src-shared/kernel/run-query.ts'

/** How live queries ask, and ask again for less. */
export interface Source<Grounds> {
  /** Runs a query, tells every SQL statement it uses, and gives what its answer is made of, where that can be kept. */
  ask(
    name: string,
    input: Json,
    heard: (statement: string) => void,
    keep: (grounds: Grounds) => void,
  ): Promise<QueryResult>
  /** Of each of several answers whether it is still what asking again would give. */
  stillHold(grounds: readonly Grounds[]): Promise<boolean[]>
}

/** One screen that watches. */
export type Watcher = (result: QueryResult) => void

interface Watch<Grounds> {
  name: string
  input: Json
  /** Who watches, with the text of what each was told last. */
  watchers: Map<Watcher, string | null>
  /** Tables its SQL named the last time it ran. */
  tables: Set<string>
  /** Tables it has named so far where it is running now: what changes them from here on it may have missed. */
  naming: Set<string>
  /** The last answer, as text, to tell whether there is a new one. */
  last: { text: string; result: QueryResult; grounds: Grounds | null } | null
  due: boolean
}

/**
 * Queries whose answers are kept up to date. Equal ones run once, however many screens watch. They run one after
 * another, so that a screen never gets an older answer after a newer one.
 */
export class LiveQueries<Grounds> {
  readonly #source: Source<Grounds>
  readonly #table: RegExp
  readonly #watches = new Map<string, Watch<Grounds>>()
  #running: Promise<void> | null = null

  constructor(source: Source<Grounds>, tables: Iterable<string>) {
    this.#source = source
    this.#table = new RegExp(`\\b(?:${[...tables].join('|')})\\b`, 'g')
  }

  /** Tells `watcher` the answer now and whenever it changes, until the returned function is called. */
  watch(name: string, input: Json, watcher: Watcher): () => void {
    const key = JSON.stringify([name, input])
    const watch = this.#watches.get(key) ?? {
      ...{ name, input, watchers: new Map(), tables: new Set(), naming: new Set(), last: null, due: true },
    }
    this.#watches.set(key, watch)
    watch.watchers.set(watcher, null)
    if (watch.last && !watch.due) tell(watch)
    else this.#run()
    return () => {
      watch.watchers.delete(watcher)
      if (watch.watchers.size === 0 && this.#watches.get(key) === watch) this.#watches.delete(key)
    }
  }

  /** Rows of these tables have changed. */
  changed(tables: Iterable<string>): void {
    const names = new Set(tables)
    for (const watch of this.#watches.values()) {
      watch.due ||= !names.isDisjointFrom(watch.tables) || !names.isDisjointFrom(watch.naming)
    }
    this.#run()
  }

  /** Everything may read differently: another person, another day, a rebuilt replica. */
  changedAll(): void {
    for (const watch of this.#watches.values()) {
      watch.due = true
      // Whoever begins to watch now must not be told what another person was.
      watch.last = null
    }
    this.#run()
  }

  /** Resolves when every watch has its newest answer. */
  async settled(): Promise<void> {
    while (this.#running !== null) await this.#running
  }

  #run(): void {
    this.#running ??= this.#runDue().finally(() => {
      this.#running = null
      if (this.#nextDue()) this.#run()
    })
  }

  #nextDue(): Watch<Grounds> | undefined {
    for (const watch of this.#watches.values()) if (watch.due) return watch
    return undefined
  }

  async #runDue(): Promise<void> {
    // Whoever made the change hears first that it is made: a query holds the processor until it is answered. Changes of
    // one turn of the event loop are answered together.
    await new Promise((resolve) => setImmediate(resolve))
    await this.#passOver()
    for (let watch = this.#nextDue(); watch; watch = this.#nextDue()) await this.#refresh(watch)
  }

  /** A row of their tables has changed, and hardly ever one that they read: those whose answers hold are not asked. */
  async #passOver(): Promise<void> {
    const due = [...this.#watches.values()].filter((watch) => watch.due)
    for (let from = 0; from < due.length; from += passedTogether) {
      const kept = due.slice(from, from + passedTogether).flatMap((watch) => {
        const { last } = watch
        return last?.grounds ? [{ watch, last, grounds: last.grounds }] : []
      })
      if (kept.length === 0) continue
      // What changes from here on they may have missed.
      for (const { watch } of kept) watch.due = false
      const held = await this.#source.stillHold(kept.map(({ grounds }) => grounds))
      for (const [at, { watch, last }] of kept.entries()) {
        if (!held[at] || watch.last !== last) watch.due = true
        // Those who joined are told all the same.
        else if (!watch.due) tell(watch)
      }
    }
  }

  async #refresh(watch: Watch<Grounds>): Promise<void> {
    watch.due = false
    watch.naming.clear()
    let grounds: Grounds | null = null
    const hear = (statement: string): void => {
      for (const [table] of statement.matchAll(this.#table)) watch.naming.add(table)
    }
    const result = await this.#source.ask(watch.name, watch.input, hear, (found) => {
      grounds = found
    })
    // A refused or failed query may have read less than it will; it keeps what it read before too.
    watch.tables = result.done ? new Set(watch.naming) : watch.naming.union(watch.tables)
    watch.last = { text: JSON.stringify(result), result, grounds }
    tell(watch)
  }
}

/** Answers that are looked at in one crossing: the desk does nothing else meanwhile. */
const passedTogether = 16

/** Tells the last answer to those who have not been told it. */
function tell<Grounds>({ watchers, last }: Watch<Grounds>): void {
  if (!last) return
  for (const [watcher, told] of [...watchers]) {
    if (told === last.text) continue
    watchers.set(watcher, last.text)
    watcher(last.result)
  }
}
