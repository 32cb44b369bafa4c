import { Subject } from 'rxjs'
import { z } from 'zod'
import { type Progress, progress } from '../../src-main/desk/api/desk-api.ts'
import { id } from '../../src-shared/kernel/id.ts'
import { type Hearing, type Source, settle } from './advance.ts'
import {
  draftEntry,
  hasVerdict,
  type JournalEntry,
  type NewEntry,
  newEntry,
  type PrintedPaper,
  printedPaper,
} from './entry.ts'
import type { Entries } from './entry-table.ts'
import { noted } from './noted.ts'
import { OneOwner } from './one-owner.ts'

const how = z.enum(['dismissed', 'seen', 'alternative'])
export type Settlement = z.infer<typeof how>

/** What any window may have the owner do. Each may be done twice and comes to the same. */
const deed = z.discriminatedUnion('do', [
  z.object({ do: z.literal('append'), entry: newEntry }),
  z.object({ do: z.literal('note'), news: z.array(progress), source: z.enum(['answer', 'event']) }),
  z.object({ do: z.literal('settle'), id, how, commandId: id.optional() }),
  z.object({ do: z.literal('printed'), id, paper: printedPaper }),
  z.object({ do: z.literal('remind') }),
])
type Deed = z.infer<typeof deed>
/** Ids of entries whose verdict is on disk. */
const decidedIds = z.array(id)

export interface JournalOptions {
  open(): Promise<Entries>
  isQuiet(code: string): boolean
  /** Of the lock and the channel; tests run several journals in one place. */
  name?: string
  locks?: LockManager
}

/**
 * The durable record of the commands given on this machine. Every window reads it by itself; one of them writes it for
 * all. What a promise of it resolves is on disk.
 */
export class Journal {
  readonly #options: JournalOptions
  readonly #owner: OneOwner<Deed, string[]>
  #nextOrder = 0
  /** Changes of what is written run one after another; appends need not wait. */
  #changes: Promise<unknown> = Promise.resolve()
  /** Entries as they are written, in whichever window. */
  readonly written = new Subject<JournalEntry[]>()
  /** Another window writes from now on, or this one: what was read before may be old. */
  readonly owned = new Subject<void>()
  /** A window's command did not reach the desk though others do: the desk should be told again. */
  readonly reminded = new Subject<void>()

  constructor(options: JournalOptions) {
    this.#options = options
    options.open().then(
      (table) => table.written.subscribe(this.written),
      // Whoever reads or writes is told.
      () => {},
    )
    this.#owner = new OneOwner({
      ask: deed,
      answer: decidedIds,
      name: options.name ?? 'holdfast-journal',
      locks: options.locks,
      prepare: async () => {
        const [newest] = await (await options.open()).find({ selector: {}, index: ['newest'], limit: 1 })
        this.#nextOrder = newest ? newest.order + 1 : 0
      },
      perform: (asked) => this.#do(asked),
      owned: () => this.owned.next(),
    })
  }

  /** Whether this window writes for all, and so talks to the desk about what is unsent. */
  get owns(): boolean {
    return this.#owner.owns
  }

  /** SY-9: writes a command down before anyone acts on it. Refused (`QuotaExceededError`) when the disk is full. */
  async append(entry: NewEntry): Promise<void> {
    await this.#owner.ask({ do: 'append', entry })
  }

  /** Writes what became of commands. Gives the ids of those whose verdict is on disk now, so the desk may forget them. */
  async note(news: readonly Progress[], source: Source): Promise<string[]> {
    return this.#owner.ask({ do: 'note', news: [...news], source })
  }

  /** The person is done with an entry that needed them. */
  async settle(id: string, how: Settlement, commandId?: string): Promise<void> {
    await this.#owner.ask({ do: 'settle', id, how, ...(commandId === undefined ? {} : { commandId }) })
  }

  /** A paper of an entry came out. Told twice, it is one paper. */
  async notePrinted(id: string, paper: PrintedPaper): Promise<void> {
    await this.#owner.ask({ do: 'printed', id, paper })
  }

  /** Has the owner tell the desk again what is unsent. */
  async remind(): Promise<void> {
    await this.#owner.ask({ do: 'remind' })
  }

  async entry(id: string): Promise<JournalEntry | null> {
    const [entry] = await (await this.#options.open()).read([id])
    return entry ?? null
  }

  /** What has no verdict, of every organisation, in the order in which it was given. */
  async unsent(): Promise<JournalEntry[]> {
    const table = await this.#options.open()
    return (await table.find({ selector: { unsent: true }, index: ['unsent', 'newest'] })).reverse()
  }

  /** What needs the person, of every organisation, newest first. */
  async unsettled(): Promise<JournalEntry[]> {
    const table = await this.#options.open()
    return table.find({ selector: { attention: true }, index: ['attention', 'newest'] })
  }

  /** The newest entries, of every organisation. */
  async newest(limit: number): Promise<JournalEntry[]> {
    return (await this.#options.open()).find({ selector: {}, index: ['newest'], limit })
  }

  /** An organisation's entries, newest first; `before` is the order of the last entry of the page before. */
  async page({
    tenantId,
    before,
    limit,
  }: {
    tenantId: string
    before?: number
    limit: number
  }): Promise<JournalEntry[]> {
    const table = await this.#options.open()
    const page: JournalEntry[] = []
    let last = before
    // Nearly always there is one organisation on a machine, and the first look fills the page.
    while (page.length < limit) {
      const selector = last === undefined ? {} : { newest: { $gt: -last } }
      const found = await table.find({ selector, index: ['newest'], limit })
      page.push(...found.filter((entry) => entry.tenantId === tenantId))
      last = found.at(-1)?.order
      if (found.length < limit) break
    }
    return page.slice(0, limit)
  }

  /** For tests: the next window takes over. */
  close(): void {
    this.#owner.close()
  }

  #do(asked: Deed): Promise<string[]> {
    if (asked.do === 'append') return this.#append(asked.entry)
    if (asked.do === 'note') return this.#inTurn(() => this.#note(asked.news, asked.source))
    if (asked.do === 'settle') return this.#inTurn(() => this.#settle(asked))
    if (asked.do === 'printed') return this.#inTurn(() => this.#printed(asked.id, asked.paper))
    this.reminded.next()
    return Promise.resolve([])
  }

  async #append(entry: NewEntry): Promise<string[]> {
    const order = this.#nextOrder
    this.#nextOrder += 1
    await (await this.#options.open()).add(draftEntry(entry, order))
    return []
  }

  async #note(news: readonly Progress[], source: Source): Promise<string[]> {
    const hearing: Hearing = { source, now: new Date().toISOString(), isQuiet: this.#options.isQuiet }
    const told = new Set(news.map(({ id }) => id))
    let decided: string[] = []
    await (await this.#options.open()).change(async (read) => {
      const entries = await noted(read, news, hearing)
      decided = entries.filter((entry) => told.has(entry.id) && hasVerdict(entry)).map(({ id }) => id)
      return entries
    })
    return decided
  }

  async #settle({ id, how, commandId }: Extract<Deed, { do: 'settle' }>): Promise<string[]> {
    const settled = { at: new Date().toISOString(), how, ...(commandId === undefined ? {} : { commandId }) }
    await (await this.#options.open()).change(async (read) => (await read([id])).map((entry) => settle(entry, settled)))
    return []
  }

  async #printed(id: string, paper: PrintedPaper): Promise<string[]> {
    await (await this.#options.open()).change(async (read) =>
      (await read([id])).map((entry) =>
        entry.printed.some((known) => known.id === paper.id) ? entry : { ...entry, printed: [...entry.printed, paper] },
      ),
    )
    return []
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const done = this.#changes.then(run, run)
    this.#changes = done.catch(() => {})
    return done
  }
}
