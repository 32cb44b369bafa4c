import { askForDurableStorage, openMemory } from '../../../src-renderer/journal/database.ts'
import type { NewEntry } from '../../../src-renderer/journal/entry.ts'
import { Journal } from '../../../src-renderer/journal/journal.ts'
import { newId } from '../../../src-shared/kernel/id.ts'

declare global {
  interface Window {
    journalPage: typeof journalPage
    /** Gives the test a word at once, before anything else can happen in the page. */
    tell?: (word: string) => Promise<void>
  }
}

const journal = new Journal({ open: async () => (await openMemory()).entries, isQuiet: () => false })
let takenOverAt: number | null = null
journal.owned.subscribe(() => {
  if (journal.owns) takenOverAt = Date.now()
})

const tenantId = '0199b2a0-0000-7000-8000-000000000001'

const given = (id: string = newId()): NewEntry => ({
  tenantId,
  id,
  name: 'plant-slots.allocate',
  version: 1,
  input: { membershipId: newId(), pick: { kind: 'specific', slotIds: [newId(), newId()] } },
  at: new Date().toISOString(),
  meta: {},
  actorId: newId(),
})

const journalPage = {
  owns: () => journal.owns,
  takenOverAt: () => takenOverAt,
  durable: askForDurableStorage,
  append: (id?: string) => journal.append(given(id)),
  /** Appends one after another until the page is no more, telling the test of each that resolved. */
  async appendForEver(): Promise<never> {
    for (;;) {
      const entry = given()
      await journal.append(entry)
      await window.tell?.(entry.id)
    }
  },
  /** As many appends at once, each known by the id it is given. */
  appendAll: (ids: string[]) => Promise.all(ids.map((id) => journal.append(given(id)))).then(() => {}),
  /** Appends large commands until the disk takes no more. */
  async fillDisk(): Promise<{ written: string[]; refusal: string }> {
    const written: string[] = []
    for (;;) {
      const entry = { ...given(), input: { text: 'x'.repeat(200_000) } }
      try {
        await journal.append(entry)
      } catch (error) {
        return { written, refusal: error instanceof Error ? error.name : String(error) }
      }
      written.push(entry.id)
    }
  },
  ids: async () => (await journal.page({ tenantId, limit: 1_000_000 })).map(({ id }) => id),
  orders: async () => (await journal.page({ tenantId, limit: 1_000_000 })).map(({ order }) => order),
}
window.journalPage = journalPage
