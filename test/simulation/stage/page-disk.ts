import { Subject } from 'rxjs'
import { isUnsent, type JournalEntry, needsAttention } from '../../../src-renderer/journal/entry.ts'
import type { Entries } from '../../../src-renderer/journal/entry-table.ts'
import { currentLife } from '../runtime/life.ts'

/**
 * The journal's rows as a browser keeps them on disk. What is written is there once the write has been answered, and
 * may be there already where it was not.
 */
export class PageDisk implements Entries {
  readonly #rows = new Map<string, string>()
  written = new Subject<JournalEntry[]>()
  /** Told of everything that is written, whoever listens else. */
  wrote: (entries: readonly JournalEntry[]) => void = () => undefined

  /** All entries, in the order in which they were given. */
  get entries(): JournalEntry[] {
    return [...this.#rows.values()].map((text): JournalEntry => JSON.parse(text)).sort((a, b) => a.order - b.order)
  }

  /** A page that is opened anew hears only of what is written from then on. */
  reopen(): void {
    this.written = new Subject()
  }

  async add(entry: JournalEntry): Promise<void> {
    await step()
    if (!this.#rows.has(entry.id)) this.#write([entry])
    await step()
  }

  async read(ids: readonly string[]): Promise<JournalEntry[]> {
    await step()
    return ids.flatMap((id) => {
      const text = this.#rows.get(id)
      return text ? [JSON.parse(text)] : []
    })
  }

  async change(change: (read: Entries['read']) => Promise<JournalEntry[]>): Promise<void> {
    const changed = await change((ids) => this.read(ids))
    await step()
    this.#write(changed.filter(({ id }) => this.#rows.has(id)))
    await step()
  }

  async find({ selector, limit }: Parameters<Entries['find']>[0]): Promise<JournalEntry[]> {
    await step()
    const asked = JSON.stringify(selector ?? {})
    const wanted = (entry: JournalEntry): boolean => {
      if (asked === '{"unsent":true}') return isUnsent(entry)
      if (asked === '{"attention":true}') return needsAttention(entry)
      return true
    }
    const newestFirst = this.entries.reverse().filter(wanted)
    return newestFirst.slice(0, limit ?? newestFirst.length)
  }

  #write(entries: JournalEntry[]): void {
    for (const entry of entries) this.#rows.set(entry.id, JSON.stringify(entry))
    if (entries.length === 0) return
    this.wrote(entries)
    this.written.next(entries)
  }
}

/** A round trip to the disk. */
const step = (): Promise<void> => currentLife()?.step() ?? Promise.resolve()
