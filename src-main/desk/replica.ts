import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite, protocol } from '@electric-sql/pglite'
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'
import { Kysely, sql } from 'kysely'
import { type Ear, EmbeddedDialect } from '../../src-shared/database/embedded-dialect.ts'
import type { EmbeddedPostgres, WireSerializer } from '../../src-shared/database/embedded-postgres.ts'
import { type Read, Statements } from '../../src-shared/database/statements.ts'
import { readSchema, schemaNumber, sharedSchema } from '../../src-shared/schema/read-schema.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import { valueParsers } from '../../src-shared/schema/value-parsers.ts'
import type { DeskDb, DeskTables } from './desk-tables.ts'
import { forgetImage, imageOf, unpack } from './replica-image.ts'

/** The desk's Postgres: a cache of the tenant's rows, plus what unconfirmed commands did to them. */
export interface Replica {
  db: DeskDb
  /** Reads apart, so that the SQL of a live query can be listened to. */
  reading: DeskDb
  /** Told of every statement that `reading` runs; put there by who listens. */
  onRead: Ear
  /** Of each of several sets of statements that `reading` ran, whether they would still give what they gave. */
  stillRead(sets: readonly (readonly Read[])[]): Promise<boolean[]>
  /** Number of the schema it was made with. */
  schema: string
  /** Runs `copy … from stdin`; only inside a transaction of `db`, which it is then part of. Gives the number of rows. */
  copyIn(command: string, data: Uint8Array): Promise<number>
  close(): Promise<void>
}

/** Hears nothing. */
export const deaf: Ear = { hear: () => undefined, note: () => undefined }

/** How a replica came to be open. */
export interface OpenedReplica {
  replica: Replica
  /** Whether there was one, and it was given up: it would not open, or an older app had made it. */
  rebuilt: 'no' | 'schema' | 'broken'
  /** Whether the queue of the replica that was given up could still be read; it is in the new one then. */
  queueRescued: boolean
}

const shared = sharedSchema()
/** The shared part is what desk and server must agree on; the desk's own part changes with the app alone. */
const sharedNumber = schemaNumber(shared)
/** The schema of a whole replica, in order. */
const files = [...shared, ...readSchema(join(import.meta.dirname, 'schema'))]
const wholeNumber = schemaNumber(files)

/** Opens the replica of a tenant, making it anew where it cannot be used as it is. No migration ever runs here. */
export async function openReplica(folder: string, tenantId: string): Promise<OpenedReplica> {
  const mark = join(folder, 'replica-schema')
  if (!existsSync(mark)) return { replica: await makeReplica(folder, tenantId), rebuilt: 'no', queueRescued: false }
  let queue: string | null = null
  let rebuilt: OpenedReplica['rebuilt'] = 'schema'
  let found: Replica | null = null
  try {
    found = await connect(join(folder, 'replica'), tenantId)
    // A database that opens may still be damaged; reading its own tables tells early.
    queue = await queueText(found.db)
    if (readFileSync(mark, 'utf8') === wholeNumber) return { replica: found, rebuilt: 'no', queueRescued: false }
  } catch {
    rebuilt = 'broken'
  }
  // A damaged one may be unable to; it is deleted next.
  await found?.close().catch(() => undefined)
  const replica = await makeReplica(folder, tenantId)
  if (queue !== null) {
    await sql`insert into desk_queue select * from jsonb_populate_recordset(null::desk_queue, ${queue}::jsonb)`.execute(
      replica.db,
    )
  }
  return { replica, rebuilt, queueRescued: queue !== null }
}

async function queueText(db: DeskDb): Promise<string> {
  const { rows } = await sql<{ queue: string }>`
    select coalesce(jsonb_agg(to_jsonb(desk_queue.*)), '[]')::text as queue from desk_queue`.execute(db)
  return rows[0]?.queue ?? '[]'
}

async function makeReplica(folder: string, tenantId: string): Promise<Replica> {
  const data = join(folder, 'replica')
  const mark = join(folder, 'replica-schema')
  // The mark goes first and comes last: a replica without it was never finished.
  rmSync(mark, { force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const begun = async (): Promise<Replica> => {
    rmSync(data, { recursive: true, force: true })
    unpack(await replicaImage(), data)
    const replica = await connect(data, tenantId)
    await sql`update desk_state set born = now()`.execute(replica.db)
    return replica
  }
  const replica = await begun().catch(() => {
    // A damaged image would be damaged the next time too.
    forgetImage(imageKey)
    return begun()
  })
  writeFileSync(mark, wholeNumber)
  return replica
}

/** Counts up when an image of the same schema is made in another way. */
const imageForm = 1
const imageKey = `${wholeNumber}-${imageForm}`

/** What every empty replica begins as; made at the first start of a version that brings none. */
export const replicaImage = (): Promise<Buffer> =>
  imageOf(imageKey, async (folder) => {
    const pglite = await openPGlite(folder)
    await pglite.exec(files.map((file) => file.sql).join('\n'))
    // Nobody makes further databases here, and these two are most of the files.
    await pglite.exec(`update pg_database set datistemplate = false`)
    await pglite.exec('drop database template0')
    await pglite.exec('drop database template1')
    await pglite.close()
  })

/**
 * How a replica's Postgres runs. The system keeps its files in memory anyway, so its own buffers can be small: with the
 * 128 MB they have by default, a desk holds a hundred more.
 */
const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=32MB']

async function openPGlite(dataDir: string): Promise<PGlite> {
  const pglite = await PGlite.create({
    ...{ dataDir, startParams },
    extensions: { btree_gin, btree_gist, pg_trgm, unaccent },
    parsers: { ...valueParsers },
  })
  await pglite.exec(`set timezone to 'UTC'`)
  return pglite
}

async function connect(dataDir: string, tenantId: string): Promise<Replica> {
  const pglite = await openPGlite(dataDir)
  return replicaOver(pglite, protocol.serialize, tenantId)
}

/** The replica of a tenant over an open database that has its schema. */
export async function replicaOver(
  database: EmbeddedPostgres,
  serializer: WireSerializer,
  tenantId: string,
): Promise<Replica> {
  const onRead: Ear = { ...deaf }
  type Tables = Database & DeskTables
  const statements = new Statements(database, serializer)
  const embedded = { database, statements }
  const db = new Kysely<Tables>({ dialect: new EmbeddedDialect(embedded) })
  const reading = new Kysely<Tables>({ dialect: new EmbeddedDialect({ ...embedded, ear: onRead }) })
  await sql`select set_config('holdfast.tenant', ${tenantId}, false)`.execute(db)
  return {
    ...{ db, reading, onRead, schema: sharedNumber },
    stillRead: (sets) => database._runExclusiveTransaction(() => statements.stillAnswer(sets)),
    copyIn: (command, data) => statements.copyIn(command, data),
    close: () => database.close(),
  }
}
