import { openMemory } from '../../src-renderer/journal/database.ts'
import { draftEntry, type NewEntry } from '../../src-renderer/journal/entry.ts'
import { Journal } from '../../src-renderer/journal/journal.ts'
import { newId } from '../../src-shared/kernel/id.ts'

/** A durable append to the real journal, by turns with a bare strict `put` of the same text. */

export interface JournalResult {
  appends: number[]
  puts: number[]
}

declare global {
  interface Window {
    journalAppends(rounds: number): Promise<JournalResult>
  }
}

const entry = (): NewEntry => ({
  ...{
    id: newId(),
    name: 'plant-slots.allocate',
    version: 1,
    at: new Date().toISOString(),
    meta: {},
    actorId: newId(),
    tenantId: newId(),
  },
  input: { membershipId: newId(), pick: { quantity: 2, locationId: newId() } },
})

const openBare = (): Promise<IDBDatabase> =>
  new Promise((done, fail) => {
    const opening = indexedDB.open('bare', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('entries', { keyPath: 'id' })
    opening.onsuccess = () => done(opening.result)
    opening.onerror = () => fail(opening.error)
  })

const put = (database: IDBDatabase, row: object): Promise<void> =>
  new Promise((done, fail) => {
    const transaction = database.transaction('entries', 'readwrite', { durability: 'strict' })
    transaction.oncomplete = () => done()
    transaction.onabort = () => fail(transaction.error)
    transaction.objectStore('entries').put(row)
    transaction.commit()
  })

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

window.journalAppends = async (rounds) => {
  const journal = new Journal({ open: async () => (await openMemory()).entries, isQuiet: () => false })
  const database = await openBare()
  const append = () => {
    const given = entry()
    return timed(() => journal.append(given))
  }
  const bare = () => {
    const given = entry()
    return timed(() => put(database, { id: given.id, entry: JSON.stringify(draftEntry(given, 0)) }))
  }
  const result: JournalResult = { appends: [], puts: [] }
  const warm = 20
  for (let n = 0; n < rounds + warm; n += 1) {
    // By turns, and in turned order, so that neither always follows the other.
    const first = n % 2 === 0
    const [one, other] = first ? [await append(), await bare()] : [await bare(), await append()]
    if (n < warm) continue
    result.appends.push(first ? one : other)
    result.puts.push(first ? other : one)
  }
  journal.close()
  return result
}
