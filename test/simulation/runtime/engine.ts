import { PGlite } from '@electric-sql/pglite'
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'
import { valueParsers } from '../../../src-shared/schema/value-parsers.ts'
import { type Image, ImageTaker } from './image.ts'
import { Turns } from './turns.ts'

/** Small, so that little is copied at each beginning; and nothing is written for the sake of a disk that is none. */
const settings = ['shared_buffers=8MB', 'full_page_writes=off', 'wal_level=minimal', 'max_wal_senders=0']

/** The files of a new database. */
let blank: Promise<Blob> | undefined

/**
 * A real Postgres in memory that outlives the simulated processes on it, as a disk does. It can be put back to an
 * earlier moment in some milliseconds, so that histories begin from a prepared state.
 */
export class Engine {
  readonly pglite: PGlite
  /** One transaction at a time, in the order in which they were asked for; the dead are passed over. */
  readonly turns = new Turns()
  /** Hears what is said with `pg_notify`. */
  readonly heard = new Set<(payload: string) => void>()
  readonly #images: ImageTaker

  private constructor(pglite: PGlite) {
    this.pglite = pglite
    this.#images = new ImageTaker(pglite)
  }

  /** Opens one that knows nothing. To make the files of the first costs seconds; the others begin with a copy. */
  static async open(): Promise<Engine> {
    blank ??= PGlite.create({ postgresqlconf: settings }).then(async (first) => {
      const files = await first.dumpDataDir('none')
      await first.close()
      return files
    })
    const pglite = await PGlite.create({
      extensions: { btree_gin, btree_gist, pg_trgm, unaccent },
      parsers: { ...valueParsers },
      loadDataDir: await blank,
    })
    await pglite.exec(`set timezone to 'UTC'`)
    return new Engine(pglite)
  }

  /** Listens in the name of whoever will serve from here. */
  async listen(channel: string): Promise<void> {
    await this.pglite.listen(channel, (payload) => {
      for (const hear of [...this.heard]) hear(payload)
    })
  }

  takeImage(): Image {
    return this.#images.take()
  }

  /** Puts everything back. Nobody may be in a transaction. */
  restore(image: Image): void {
    this.heard.clear()
    this.turns.clear()
    this.#images.restore(image)
  }

  /** Asks past all gates; between two transactions, or in the turn of one that has just ended. */
  async ask<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return (await this.pglite.query<Row>(sql, parameters)).rows
  }
}
