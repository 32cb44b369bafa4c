import { createRxDatabase, type RxCollection } from 'rxdb'
import { appendStorage } from './append-storage.ts'
import { EntryTable } from './entry-table.ts'
import {
  type DraftRow,
  draftsSchema,
  type EntryRow,
  journalSchema,
  type PreferenceRow,
  preferencesSchema,
} from './rows.ts'

/** What this machine remembers by itself (`desk-ux.md` section 2.2). */
export interface Memory {
  entries: EntryTable
  drafts: RxCollection<DraftRow>
  preferences: RxCollection<PreferenceRow>
}

let opened: Promise<Memory> | undefined

/**
 * Opened once for all who ask in this window: at most 13 collections may be open in one, and React mounts twice in its
 * strict mode. Refused where the browser keeps no storage for the page; asking again tries again.
 */
export function openMemory(): Promise<Memory> {
  opened ??= open().catch((cause: unknown) => {
    opened = undefined
    throw cause
  })
  return opened
}

async function open(): Promise<Memory> {
  const database = await createRxDatabase<{
    journal: RxCollection<EntryRow>
    drafts: RxCollection<DraftRow>
    preferences: RxCollection<PreferenceRow>
  }>({ name: 'holdfast', storage: appendStorage('journal') })
  const { journal, drafts, preferences } = await database.addCollections({
    journal: { schema: journalSchema },
    drafts: { schema: draftsSchema },
    preferences: { schema: preferencesSchema },
  })
  return { entries: new EntryTable(journal), drafts, preferences }
}

/** Asks the browser never to clear the storage by itself (DX-R29); false is no, and then the person should know. */
export const askForDurableStorage = async (): Promise<boolean> =>
  (await navigator.storage.persisted()) || (await navigator.storage.persist())
