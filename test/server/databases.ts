import { afterAll, beforeAll, describe, inject } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import { type Deployment, migrate } from '../../sync-server/database/migrate.ts'
import { openPostgres, type ServerDatabase } from '../../sync-server/database/open.ts'
import { createDatabase } from '../fixtures/postgres.ts'
import { openEmpty } from '../fixtures/prepared.ts'

/** A migrated database, and the URL of the Postgres it lies on (null for PGlite). */
export interface Ground {
  kind: 'PGlite' | 'Postgres'
  database: ServerDatabase
  deployment: Deployment
  url: string | null
}

const freshPostgres = () => createDatabase(inject('postgresUrl'), `server_${newId().replaceAll('-', '')}`)

/** Runs a suite twice, on PGlite and on real Postgres. The database is one for the suite; tenants are made per test. */
export function onBothDatabases(title: string, suite: (ground: () => Ground) => void): void {
  for (const kind of ['PGlite', 'Postgres'] as const) {
    describe(`${title} on ${kind}`, () => {
      let ground: Ground
      beforeAll(async () => {
        const url = kind === 'Postgres' ? await freshPostgres() : null
        const database = url ? await openPostgres(url) : await openEmpty()
        ground = { kind, database, deployment: await migrate(database), url }
      })
      afterAll(() => ground.database.close())
      suite(() => ground)
    })
  }
}

/** A clock that stands still until a test moves it. */
export class TestClock {
  #now: number

  constructor(at: string = new Date().toISOString()) {
    this.#now = Date.parse(at)
  }

  now(): Date {
    return new Date(this.#now)
  }

  set(at: string): void {
    this.#now = Date.parse(at)
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds
  }
}
