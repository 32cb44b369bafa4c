import { domain } from '../../src-shared/domain.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import { askForDurableStorage, openMemory } from '../journal/database.ts'
import { Drafts } from '../journal/drafts.ts'
import type { JournalEntry } from '../journal/entry.ts'
import { isUnsent, needsAttention } from '../journal/entry.ts'
import { Journal, type Settlement } from '../journal/journal.ts'
import { LiveEntries } from '../journal/live-entries.ts'
import { Preferences } from '../journal/preferences.ts'
import { isUndoable } from '../journal/undo-steps.ts'
import { adopt } from './adopt.ts'
import { DeskClient } from './desk-client.ts'
import { keepJournal } from './keep-journal.ts'
import { keepPrinted } from './keep-printed.ts'
import { dialPort, hasBridge } from './port-transport.ts'
import { followPrinting, type PrintingStore } from './printing-store.ts'
import { Store } from './store.ts'
import { type Submitted, submit } from './submit.ts'
import { TakeBack } from './take-back.ts'
import type { Dial } from './transport.ts'
import { Watches } from './watches.ts'
import { dialWebSocket } from './web-socket-transport.ts'

/** Entries that are looked through at a start for what can be taken back: 100 of them, and some that cannot. */
const undoReach = 400

/** All that the screens of one window have of the desk and of this machine's memory. */
export class Desk {
  readonly client: DeskClient
  readonly journal: Journal
  readonly watches: Watches
  readonly drafts = new Drafts(async () => (await openMemory()).drafts)
  readonly preferences = new Preferences(async () => (await openMemory()).preferences)
  /** Entries that only this desk can bring to the person, newest first. */
  readonly attention: LiveEntries
  /** Entries without a verdict, in the order in which they were given. */
  readonly outbox: LiveEntries
  /** Printers and queue of this desk. */
  readonly printing: PrintingStore
  /** What can be taken back, newest first; of everybody here. */
  readonly undoable: LiveEntries
  readonly takeBack = new TakeBack((name, input, meta) => submit(this.#parts(), name, input, meta))
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
    const isUndoableHere = (entry: JournalEntry) => isUndoable(domain, entry)
    this.undoable = new LiveEntries(this.journal, isUndoableHere, () => this.journal.newest(undoReach), 'newest first')
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
    this.takeBack.forget()
    return submit(this.#parts(), name, input, meta)
  }

  /** Gives a command that nobody pressed: what can be done again stays as it is. */
  submitQuietly(name: string, input: Json): Promise<Submitted> {
    return submit(this.#parts(), name, input)
  }

  /** DX-R35: gives a command of saved work as one's own; see `adopt`. */
  adopt(entry: JournalEntry, savedId: string): Promise<Submitted> {
    return adopt(this.#parts(), entry, savedId)
  }

  /** The person is done with an entry that only this desk can bring to them; with `commandId`, by another command. */
  settle(entry: JournalEntry, how: Settlement, commandId?: string): Promise<void> {
    return this.journal.settle(entry.id, how, commandId)
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
