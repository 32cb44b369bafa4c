import { afterAll, beforeAll, beforeEach, describe, inject } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import { type Actor, systemActor } from '../../src-shared/kernel/actor.ts'
import type { CommandMeta } from '../../src-shared/kernel/command.ts'
import type { Db } from '../../src-shared/kernel/database.ts'
import { naturalId, newId } from '../../src-shared/kernel/id.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import type { BuiltinRole } from '../../src-shared/kernel/permission.ts'
import type { Rejection } from '../../src-shared/kernel/rejection.ts'
import { type RunResult, runCommand } from '../../src-shared/kernel/run-command.ts'
import { runQuery } from '../../src-shared/kernel/run-query.ts'
import { migrate } from '../../sync-server/database/migrate.ts'
import { openPostgres, type ServerDatabase } from '../../sync-server/database/open.ts'
import { inTenant } from '../../sync-server/database/tenant-transaction.ts'
import { createDatabase } from '../fixtures/postgres.ts'
import { openEmpty } from '../fixtures/prepared.ts'

/** Who acts and when, where a test cares. */
export interface Circumstances {
  /** A built-in role (a user of that role is made at need); default owner. */
  as?: BuiltinRole | 'system'
  at?: string
  id?: string
  basisVersion?: number
  desk?: string | null
  meta?: CommandMeta
}

/** The noon at which tests happen unless they say otherwise: a Monday in Istanbul. */
export const noon = '2027-03-01T09:00:00.000Z'

/** One tenant in one database, driven command by command as the server would. */
export class World {
  readonly tenantId = newId()
  version = 0
  readonly #database: ServerDatabase
  readonly #tenant: { id: string; timeZone: string; currency: string; locale: string }

  constructor(database: ServerDatabase, timeZone = 'Europe/Istanbul', currency = 'TRY') {
    this.#database = database
    this.#tenant = { id: this.tenantId, timeZone, currency, locale: 'en' }
  }

  /** The user who stands for a role in this world. */
  userOf(role: BuiltinRole): string {
    return naturalId(this.tenantId, 'test-user', role)
  }

  async open(): Promise<void> {
    const { timeZone, currency, locale } = this.#tenant
    const slug = this.tenantId.slice(0, 36)
    await this.must('identity.open-tenant', { slug, legalName: 'Test', timeZone, currency, locale }, { as: 'system' })
    for (const role of ['owner', 'admin', 'manager', 'frontdesk', 'field', 'viewer', 'member'] as const) {
      await this.must(
        'identity.add-user',
        { userId: this.userOf(role), displayName: role, roles: [role] },
        { as: 'system' },
      )
    }
  }

  #actor(as: Circumstances['as'] = 'owner'): Actor {
    if (as === 'system') return systemActor
    return { kind: 'user', userId: this.userOf(as), grants: domain.grantsOf(as) }
  }

  /** Runs a command; a refusal or a crash leaves nothing behind. */
  async run(name: string, input: JsonObject, how: Circumstances = {}): Promise<RunResult> {
    const { as, at = noon, id = newId(), desk = null, meta = {}, basisVersion = this.version } = how
    const refused: { result?: RunResult } = {}
    try {
      const result = await inTenant(this.#database.db, this.tenantId, async (db) => {
        const invocation = {
          id,
          name,
          input,
          at,
          desk,
          meta,
          basisVersion,
          version: this.version + 1,
          tenant: this.#tenant,
          actor: this.#actor(as),
        }
        const ran = await runCommand(domain, db, invocation)
        if (ran.done) return ran
        refused.result = ran
        throw new Error('refused: roll back')
      })
      this.version += 1
      return result
    } catch (error) {
      if (refused.result) return refused.result
      throw error
    }
  }

  /** Runs a command that must be done, and gives its outcome. */
  async must(name: string, input: JsonObject, how: Circumstances = {}): Promise<JsonObject> {
    const result = await this.run(name, input, how)
    if (result.done) return result.outcome
    throw new Error(`${name} was refused: ${JSON.stringify(result.rejection)}`)
  }

  /** Runs a command that must be refused, and gives the refusal. */
  async refuses(name: string, input: JsonObject, how: Circumstances = {}): Promise<Rejection> {
    const result = await this.run(name, input, how)
    if (!result.done) return result.rejection
    throw new Error(`${name} was done: ${JSON.stringify(result.outcome)}`)
  }

  /** Asks a query and gives its answer; a refusal throws. */
  async ask(name: string, input: JsonObject = {}, how: Pick<Circumstances, 'as' | 'at' | 'desk'> = {}): Promise<Json> {
    const { as, at = noon, desk = null } = how
    const question = { name, input, at, desk, tenant: this.#tenant, actor: this.#actor(as) }
    const result = await this.read((db) => runQuery(domain, db, question))
    if (result.done) return result.value
    throw new Error(`${name} was refused: ${JSON.stringify(result.rejection)}`)
  }

  /** Reads the tenant's tables directly. */
  read<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return inTenant(this.#database.db, this.tenantId, work)
  }
}

/** Runs a suite twice, on PGlite and on real Postgres, with a fresh tenant for each test. */
export function onBothDatabases(title: string, suite: (world: () => World) => void): void {
  for (const kind of ['PGlite', 'Postgres'] as const) {
    describe(`${title} on ${kind}`, () => {
      let database: ServerDatabase
      let world: World
      beforeAll(async () => {
        database = kind === 'PGlite' ? await openEmpty() : await openPostgres(await freshPostgres())
        await migrate(database)
      })
      beforeEach(async () => {
        world = new World(database)
        await world.open()
      })
      afterAll(() => database.close())
      suite(() => world)
    })
  }
}

const freshPostgres = () => createDatabase(inject('postgresUrl'), `contract_${newId().replaceAll('-', '')}`)
