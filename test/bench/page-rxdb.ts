import { createRxDatabase, type RxCollection, type RxJsonSchema } from 'rxdb'
import { replicateRxCollection } from 'rxdb/plugins/replication'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'

/**
 * The baseline of a first sync, in the browser: the same rows from a tiny HTTP endpoint into RxDB on Dexie storage, as
 * quick as that stack lets us (no validation, no other window, large batches, relaxed durability).
 */

export interface RxTable {
  name: string
  fields: { name: string; kind: string }[]
  indexes: string[][]
}
type Row = Record<string, string | number | boolean | null>
type Place = { id: string }

export interface RxRequest {
  how: 'replication' | 'bulkInsert'
  tables: RxTable[]
  batch: number
  locationId: string
}
export interface RxResult {
  rows: number
  /** From nothing to empty collections, to their rows, to the answer (ms). */
  openMs: number
  rowsMs: number
  totalMs: number
  answerRows: number
}

declare global {
  interface Window {
    rxFirstSync(request: RxRequest): Promise<RxResult>
  }
}

const field = (kind: string) =>
  kind === 'number'
    ? { type: 'number', minimum: 0, maximum: 1e12, multipleOf: 1 }
    : kind === 'boolean'
      ? { type: 'boolean' }
      : { type: 'string', maxLength: 100 }

const schemaOf = ({ fields, indexes }: RxTable): RxJsonSchema<Row> => ({
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: Object.fromEntries(
    fields.map(({ name, kind }) => [name, name === 'id' ? { type: 'string', maxLength: 36 } : field(kind)]),
  ),
  required: [...new Set(['id', ...indexes.flat()])],
  indexes,
})

const beginning = '00000000-0000-0000-0000-000000000000'

async function rowsAfter(table: string, after: string, limit: number): Promise<Row[]> {
  const response = await fetch(`/rows?${new URLSearchParams({ table, after, limit: String(limit) })}`)
  return response.json()
}

const idOf = (row: Row | undefined): string => String(row?.id ?? '')

async function replicate(name: string, collection: RxCollection<Row>, batch: number): Promise<number> {
  let received = 0
  const state = replicateRxCollection<Row, Place>({
    collection,
    replicationIdentifier: `bench-${name}`,
    live: false,
    pull: {
      batchSize: batch,
      async handler(place, limit) {
        const rows = await rowsAfter(name, place?.id ?? beginning, limit)
        received += rows.length
        const last = rows.at(-1)
        return {
          documents: rows.map((row) => ({ ...row, _deleted: false })),
          checkpoint: last ? { id: idOf(last) } : place,
        }
      },
    },
  })
  state.error$.subscribe((error) => {
    throw error
  })
  await state.awaitInitialReplication()
  return received
}

async function insertAll(name: string, collection: RxCollection<Row>, batch: number): Promise<number> {
  let received = 0
  for (let after = beginning; ; ) {
    const rows = await rowsAfter(name, after, batch)
    if (rows.length > 0) await collection.bulkInsert(rows)
    received += rows.length
    if (rows.length < batch) return received
    after = idOf(rows.at(-1))
  }
}

window.rxFirstSync = async ({ how, tables, batch, locationId }) => {
  const began = performance.now()
  const database = await createRxDatabase<Record<string, RxCollection<Row>>>({
    name: `bench-${how}`,
    storage: getRxStorageDexie(),
    multiInstance: false,
  })
  const collections = await database.addCollections(
    Object.fromEntries(tables.map((table) => [table.name, { schema: schemaOf(table) }])),
  )
  const opened = performance.now()
  const load = how === 'replication' ? replicate : insertAll
  let rows = 0
  for (const { name } of tables) {
    const collection = collections[name]
    if (collection) rows += await load(name, collection, batch)
  }
  const loaded = performance.now()
  const answer = await collections.plant_slots?.find({ selector: { location_id: locationId } }).exec()
  const answered = performance.now()
  await database.remove()
  return {
    rows,
    openMs: opened - began,
    rowsMs: loaded - opened,
    totalMs: answered - began,
    answerRows: answer?.length ?? 0,
  }
}
