import { PGlite, protocol } from '@electric-sql/pglite'
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'
import { Kysely } from 'kysely'
import { Client, Pool } from 'pg'
import { EmbeddedDialect } from '../../src-shared/database/embedded-dialect.ts'
import { Statements } from '../../src-shared/database/statements.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import { valueParsers } from '../../src-shared/schema/value-parsers.ts'
import { DurableFolder, durableParams } from './durable-folder.ts'
import { BatchingDialect } from './postgres-dialect.ts'
import { valueTypes } from './value-types.ts'

/** A database of the server, embedded or not. */
export interface ServerDatabase {
  db: Kysely<Database>
  /** Hears what any process on this database says with `pg_notify`. */
  listen(channel: string, hear: (payload: string) => void): Promise<void>
  /** Runs a whole SQL file. */
  script(sql: string): Promise<void>
  /** Counts the tables anew for the planner. Postgres does so by itself; PGlite has nobody who would. */
  refreshStatistics(): Promise<void>
  /**
   * Runs work unless another process on this database runs work of the same number; says whether it ran. PGlite belongs
   * to one process, so it has none.
   */
  alone?(number: number, work: () => Promise<void>): Promise<boolean>
  /** The whole database as a packed image, of one moment; Postgres has its own ways. */
  dump?(): Promise<Blob>
  close(): Promise<void>
}

/** Connections one server process holds: each tenant's writer takes one, reads share the rest. */
const poolSize = 12
/** PL-R13: no statement runs longer, no transaction idles longer (ms). */
const limits = { statement_timeout: 25_000, idle_in_transaction_session_timeout: 10_000, lock_timeout: 10_000 }

/** Opens Postgres (15 or later) by its URL. */
export async function openPostgres(url: string): Promise<ServerDatabase> {
  const settings = { connectionString: url, types: valueTypes, options: '-c timezone=UTC' }
  const pool = new Pool({ ...settings, ...limits, max: poolSize })
  // A lost idle connection is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined)
  const listeners: (() => Promise<void>)[] = []
  return {
    db: new Kysely<Database>({ dialect: new BatchingDialect(pool) }),
    async listen(channel, hear) {
      listeners.push(await listenTo(settings, channel, hear))
    },
    async script(sql) {
      await pool.query(sql)
    },
    refreshStatistics: () => Promise.resolve(),
    alone: (number, work) => alone(pool, number, work),
    async close() {
      await Promise.all(listeners.map((end) => end()))
      await pool.end()
    },
  }
}

/** The lock is the connection's, so it ends with the process, however that ends. */
async function alone(pool: Pool, number: number, work: () => Promise<void>): Promise<boolean> {
  const client = await pool.connect()
  let broken = true
  try {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as held', [number])
    const held = rows[0]?.held === true
    if (held) {
      try {
        await work()
      } finally {
        await client.query('select pg_advisory_unlock($1)', [number])
      }
    }
    broken = false
    return held
  } finally {
    client.release(broken)
  }
}

/** A lost ear is grown again after this long (ms). */
const listenAgainAfter = 1_000

/** A connection of its own, since a pooled one would forget what it listens to. Gives what ends it. */
async function listenTo(
  settings: { connectionString: string },
  channel: string,
  hear: (payload: string) => void,
): Promise<() => Promise<void>> {
  let client: Client
  let ended = false
  const listen = async (): Promise<void> => {
    client = new Client(settings)
    client.on('error', () => undefined)
    client.on('notification', (message) => hear(message.payload ?? ''))
    await client.connect()
    client.on('end', again)
    await client.query(`listen ${client.escapeIdentifier(channel)}`)
  }
  const again = (): void => {
    setTimeout(() => {
      if (!ended) listen().catch(again)
    }, listenAgainAfter).unref()
  }
  await listen()
  return async () => {
    ended = true
    await client.end()
  }
}

/** Opens PGlite in a folder, where commits reach the disk, or in memory without one; `image` is a dumped data directory to begin from. */
export async function openPGlite(folder?: string, image?: Blob): Promise<ServerDatabase> {
  const pglite = await PGlite.create({
    ...(folder ? { fs: new DurableFolder(folder), startParams: durableParams } : {}),
    ...(image ? { loadDataDir: image } : {}),
    extensions: { btree_gin, btree_gist, pg_trgm, unaccent },
    parsers: { ...valueParsers },
  })
  await pglite.exec(`set timezone to 'UTC'`)
  const embedded = { database: pglite, statements: new Statements(pglite, protocol.serialize) }
  return {
    db: new Kysely<Database>({ dialect: new EmbeddedDialect(embedded) }),
    async listen(channel, hear) {
      await pglite.listen(channel, hear)
    },
    async script(sql) {
      await pglite.exec(sql)
    },
    async refreshStatistics() {
      await pglite.exec('analyze')
    },
    async dump() {
      await pglite.exec('checkpoint')
      return pglite.dumpDataDir('gzip')
    },
    close: () => pglite.close(),
  }
}
