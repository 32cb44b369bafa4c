import type { JournalEntry } from './entry.ts'
import type { Journal } from './journal.ts'

/**
 * The entries of one kind as they come and go, for screens to look at. They are read once and then follow what is
 * written: a list of a thousand unsent commands must not be read anew for each further one.
 */
export class LiveEntries {
  readonly #journal: Journal
  readonly #belongs: (entry: JournalEntry) => boolean
  readonly #read: () => Promise<JournalEntry[]>
  readonly #sign: 1 | -1
  readonly #listeners = new Set<() => void>()
  readonly #entries = new Map<string, JournalEntry>()
  #shown: readonly JournalEntry[] | null = null
  /** What was written while the list was being read; the reading may or may not have seen it. */
  #meanwhile: JournalEntry[] | null = null
  #readAgain = false
  #begun = false

  constructor(
    journal: Journal,
    belongs: (entry: JournalEntry) => boolean,
    read: () => Promise<JournalEntry[]>,
    order: 'oldest first' | 'newest first',
  ) {
    this.#journal = journal
    this.#belongs = belongs
    this.#read = read
    this.#sign = order === 'oldest first' ? 1 : -1
  }

  /** The list; the same array until something changes, null until it has been read. */
  readonly get = (): readonly JournalEntry[] | null => this.#shown

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#begin()
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  #begin(): void {
    if (this.#begun) return
    this.#begun = true
    this.#journal.written.subscribe((entries) => {
      if (this.#meanwhile) this.#meanwhile.push(...entries)
      else this.#follow(entries)
    })
    // A window that died may have written what it did not live to tell.
    this.#journal.owned.subscribe(() => void this.#readAll())
    void this.#readAll()
  }

  async #readAll(): Promise<void> {
    this.#readAgain = this.#meanwhile !== null
    if (this.#readAgain) return
    this.#meanwhile = []
    // A journal that cannot be read is no empty one: the list stays as it is.
    const read = await this.#read().catch(() => null)
    const meanwhile = this.#meanwhile
    this.#meanwhile = null
    if (read) {
      this.#entries.clear()
      this.#shown = []
    }
    this.#follow([...(read ?? []), ...meanwhile], read !== null)
    if (this.#readAgain) await this.#readAll()
  }

  #follow(entries: readonly JournalEntry[], changed = false): void {
    for (const entry of entries) {
      const belongs = this.#belongs(entry)
      if (!belongs && !this.#entries.delete(entry.id)) continue
      if (belongs) this.#entries.set(entry.id, entry)
      changed = true
    }
    if (!changed || !this.#shown) return
    this.#shown = [...this.#entries.values()].sort((a, b) => (a.order - b.order) * this.#sign)
    for (const listener of [...this.#listeners]) listener()
  }
}
