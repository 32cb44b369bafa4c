import type { RxCollection } from 'rxdb'
import { createRxDatabase } from 'rxdb'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { EntryTable } from '../../../src-renderer/journal/entry-table.ts'
import { Journal } from '../../../src-renderer/journal/journal.ts'
import { type EntryRow, journalSchema } from '../../../src-renderer/journal/rows.ts'
import { newId } from '../../../src-shared/kernel/id.ts'

/** A store of entries without a disk, and journals of several windows over it. */
export async function memoryJournals() {
  const name = `holdfast-${newId()}`
  const database = await createRxDatabase<{ journal: RxCollection<EntryRow> }>({ name, storage: getRxStorageMemory() })
  const { journal: rows } = await database.addCollections({ journal: { schema: journalSchema } })
  const table = new EntryTable(rows)
  const open: Journal[] = []
  return {
    table,
    window(isQuiet = (code: string): boolean => code === 'text_superseded'): Journal {
      const journal = new Journal({ name, open: async () => table, isQuiet })
      open.push(journal)
      return journal
    },
    async [Symbol.asyncDispose]() {
      for (const journal of open) journal.close()
      await database.close()
    },
  }
}
