import {
  addRxStorageMultiInstanceSupport,
  type BulkWriteRow,
  categorizeBulkWriteRows,
  type EventBulk,
  type RxDocumentData,
  type RxStorage,
  type RxStorageChangeEvent,
  type RxStorageDefaultCheckpoint,
  type RxStorageInstanceCreationParams,
} from 'rxdb'
import {
  DEXIE_DOCS_TABLE_NAME,
  fromStorageToDexie,
  getRxStorageDexie,
  type RxStorageInstanceDexie,
} from 'rxdb/plugins/storage-dexie'
import { type Observable, Subject } from 'rxjs'

type Dexie = ReturnType<typeof getRxStorageDexie>
type Settings = Dexie['settings']
type Internals = Dexie extends RxStorage<infer I, Settings> ? I : never
type Changes<Row> = EventBulk<RxStorageChangeEvent<RxDocumentData<Row>>, RxStorageDefaultCheckpoint>

/**
 * RxDB's Dexie storage, strict, with appends to one collection made cheaper. As it comes, the storage first reads what
 * is there, then writes, then goes through attachments, each a round trip to the browser's storage process, and tells
 * everyone before it says that it is done: a lone insert takes twice the time of a bare put. Here new documents are
 * added in one transaction that commits at once, and are told of right after. Everything else goes the usual way, also
 * an insert that finds its id taken.
 */
export function appendStorage(collection: string): RxStorage<Internals, Settings> {
  const dexie = getRxStorageDexie({ chromeTransactionDurability: 'strict' })
  return {
    name: dexie.name,
    rxdbVersion: dexie.rxdbVersion,
    async createStorageInstance<Row>(params: RxStorageInstanceCreationParams<Row, Settings>) {
      if (params.collectionName !== collection) return dexie.createStorageInstance<Row>(params)
      // Other windows are told below, so that they hear of appends too.
      const instance = await dexie.createStorageInstance<Row>({ ...params, multiInstance: false })
      const write = instance.bulkWrite.bind(instance)
      const told = toldAfterwards(instance.changeStream())
      instance.changeStream = () => told.changes$
      instance.bulkWrite = async (rows, context) => {
        const changes = rows.some(({ previous }) => previous) ? null : await append(instance, rows, context)
        if (!changes) return write(rows, context)
        told.tellSoon(changes)
        return { error: [] }
      }
      addRxStorageMultiInstanceSupport(dexie.name, params, instance)
      return instance
    },
  }
}

/** Lets the writer go on first. What is told at once waits for what is still to be told: changes keep their order. */
function toldAfterwards<Change>(atOnce$: Observable<Change>) {
  const changes$ = new Subject<Change>()
  let waiting: Change[] = []
  const tell = (): void => {
    const due = waiting
    waiting = []
    for (const change of due) changes$.next(change)
  }
  atOnce$.subscribe({
    next(change) {
      tell()
      changes$.next(change)
    },
    complete() {
      tell()
      changes$.complete()
    },
  })
  return {
    changes$: changes$.asObservable(),
    tellSoon(change: Change): void {
      waiting.push(change)
      if (waiting.length === 1) setTimeout(tell)
    },
  }
}

/** Adds all rows or none; null where one of them is there already. */
async function append<Row>(
  instance: RxStorageInstanceDexie<Row>,
  rows: BulkWriteRow<Row>[],
  context: string,
): Promise<Changes<Row> | null> {
  const { dexieDb, booleanIndexes } = await instance.internals
  // The primary key is a field of the row itself, not one of those RxDB adds.
  const primary = instance.primaryPath as Extract<keyof Row, string>
  const { eventBulk, newestRow } = categorizeBulkWriteRows<Row>(instance, primary, new Map(), rows, context)
  const transaction = dexieDb.backendDB().transaction(DEXIE_DOCS_TABLE_NAME, 'readwrite', { durability: 'strict' })
  const committed = new Promise<boolean>((resolve, refuse) => {
    transaction.oncomplete = () => resolve(true)
    transaction.onabort = () =>
      transaction.error?.name === 'ConstraintError' ? resolve(false) : refuse(transaction.error)
  })
  const documents = transaction.objectStore(DEXIE_DOCS_TABLE_NAME)
  for (const { document } of rows) documents.add(fromStorageToDexie(booleanIndexes, document))
  // Nothing more comes: without this the transaction waits for the page to have heard of each request.
  transaction.commit()
  if (!(await committed)) return null
  if (newestRow) eventBulk.checkpoint = { id: newestRow.document[primary], lwt: newestRow.document._meta.lwt }
  return eventBulk
}
