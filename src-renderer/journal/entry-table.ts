import type { MangoQuery, RxCollection, RxDocumentData } from 'rxdb'
import { map, type Observable, share } from 'rxjs'
import { isUnsent, type JournalEntry, journalEntry, needsAttention } from './entry.ts'
import type { EntryRow } from './rows.ts'

const toRow = (entry: JournalEntry): EntryRow => ({
  id: entry.id,
  newest: -entry.order,
  unsent: isUnsent(entry),
  attention: needsAttention(entry),
  entry: JSON.stringify(entry),
})

const fromRow = (row: EntryRow): JournalEntry => journalEntry.parse(JSON.parse(row.entry))

/** Another window may have written between our reading and writing; then both are done again. */
const attempts = 5

/** Entries as a journal keeps them. */
export type Entries = Pick<EntryTable, 'written' | 'add' | 'read' | 'change' | 'find'>

/**
 * The entries on disk. Reads go past RxDB's caches to the storage: those learn of other windows' writes by messages,
 * and a window that dies between a write and its message would leave them wrong.
 */
export class EntryTable {
  readonly #rows: RxCollection<EntryRow>
  /** Entries as they are written, in any window. */
  readonly written: Observable<JournalEntry[]>

  constructor(rows: RxCollection<EntryRow>) {
    this.#rows = rows
    this.written = rows.eventBulks$.pipe(
      map(({ events }) =>
        events.flatMap(({ operation, documentData }) => (operation === 'DELETE' ? [] : [fromRow(documentData)])),
      ),
      share(),
    )
  }

  /** Writes a new entry down, strictly: what resolves survives a power cut. An id that is there stays as it is. */
  async add(entry: JournalEntry): Promise<void> {
    const { error } = await this.#rows.bulkInsert([toRow(entry)])
    if (error[0] && error[0].status !== 409) throw error[0]
  }

  async read(ids: readonly string[]): Promise<JournalEntry[]> {
    return (await this.#rows.storageInstance.findDocumentsById([...ids], false)).map(fromRow)
  }

  /**
   * Reads entries, lets `change` say which become what, and writes those, all in one transaction. The reading may
   * follow a trail: `change` is given a way to read more.
   */
  async change(change: (read: Entries['read']) => Promise<JournalEntry[]>): Promise<void> {
    const storage = this.#rows.storageInstance
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const found = new Map<string, RxDocumentData<EntryRow>>()
      const changed = await change(async (ids) => {
        const documents = await storage.findDocumentsById([...ids], false)
        for (const document of documents) found.set(document.id, document)
        return documents.map(fromRow)
      })
      const writes = changed.flatMap((entry) => {
        const previous = found.get(entry.id)
        const row = toRow(entry)
        return previous && previous.entry !== row.entry ? [{ previous, document: { ...previous, ...row } }] : []
      })
      if (writes.length === 0) return
      const { error } = await storage.bulkWrite(writes, 'journal')
      if (error.length === 0) return
    }
    throw new Error('The journal is written by two windows at once.')
  }

  /** Newest first. */
  async find(query: Omit<MangoQuery<EntryRow>, 'sort'>): Promise<JournalEntry[]> {
    const prepared = this.#rows.find({ ...query, sort: [{ newest: 'asc' }] }).getPreparedQuery()
    return (await this.#rows.storageInstance.query(prepared)).documents.map(fromRow)
  }
}
