import { domain } from '../../src-shared/domain.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import { askForDurableStorage, openMemory } from '../journal/database.ts'
import { Drafts } from '../journal/drafts.ts'
import type { JournalEntry } from '../journal/entry.ts'
import { isUnsent, needsAttention } from '../journal/entry.ts'
import { Journal } from '../journal/journal.ts'
import { LiveEntries } from '../journal/live-entries.ts'
import { Preferences } from '../journal/preferences.ts'
import { DeskClient } from './desk-client.ts'
import { keepJournal } from './keep-journal.ts'
import { keepPrinted } from './keep-printed.ts'
import { dialPort, hasBridge } from './port-transport.ts'
import { followPrinting, type PrintingStore } from './printing-store.ts'
import { Store } from './store.ts'
import { type Submitted, submit } from './submit.ts'
import type { Dial } from './transport.ts'
import { Watches } from './watches.ts'
import { dialWebSocket } from './web-socket-transport.ts'

/** All that the screens of one window have of the desk and of this machine's memory. */
export class Desk {
  readonly client: DeskClient
  readonly journal: Journal
  readonly watches: Watches
  readonly drafts = new Drafts(async () => (await openMemory()).drafts)
  readonly preferences = new Preferences(async () => (await openMemory()).preferences)
  /** Entries that need the person, newest first. */
  readonly attention: LiveEntries
  /** Entries without a verdict, in the order in which they were given. */
  readonly outbox: LiveEntries
  /** Printers and queue of this desk. */
  readonly printing: PrintingStore
  /** Whether the browser promised to keep the journal (DX-R29); null until it has said. */
  readonly durable = new Store<boolean | null>(null)

  constructor(dial: Dial) {
    this.client = new DeskClient(dial)
    this.watches = new Watches(this.client)
    this.journal = new Journal({
      open: async () => (await openMemory()).entries,
      isQuiet: (code) => domain.rejections[code]?.quiet ?? false,
    })
    this.attention = new LiveEntries(this.journal, needsAttention, () => this.journal.unsettled(), 'newest first')
    this.outbox = new LiveEntries(this.journal, isUnsent, () => this.journal.unsent(), 'oldest first')
    keepJournal(this.client, this.journal)
    this.printing = followPrinting(this.client)
    keepPrinted(this.printing, this.journal)
    askForDurableStorage().then(
      (durable) => this.durable.set(durable),
      () => this.durable.set(false),
    )
  }

  /** Gives a command. `meta` says how it hangs together with others, such as `undoOf`. */
  submit(name: string, input: Json, meta: Parameters<typeof submit>[3] = {}): Promise<Submitted> {
    return submit(this.#parts(), name, input, meta)
  }

  /**
   * DX-R10: takes the n-th way out (from 0) that the refusal of an entry offered. The entry is settled when the desk
   * takes it, and comes back with both stories if the server then does not.
   */
  takeAlternative(entry: JournalEntry, n: number): Promise<Submitted> {
    const alternative = entry.rejection?.alternatives[n]
    if (!alternative) throw new Error(`Entry ${entry.id} has no alternative ${n}`)
    return submit(this.#parts(), alternative.command, alternative.input, { resolves: entry.id })
  }

  /** The person is done with an entry that needed them. */
  settle(entry: JournalEntry, how: 'dismissed' | 'seen'): Promise<void> {
    return this.journal.settle(entry.id, how)
  }

  #parts(): Parameters<typeof submit>[0] {
    const { client, journal } = this
    return { client, journal, versionOf: (name) => domain.commands.get(name)?.version ?? 1 }
  }
}

let desk: Desk | undefined

/** The desk of this window, begun at the first call. There is one: it holds the line, the lock and the collections. */
export function theDesk(): Desk {
  desk ??= new Desk(hasBridge() ? dialPort : dialWebSocket)
  return desk
}
