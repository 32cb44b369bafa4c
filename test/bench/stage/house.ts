import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { domain } from '../../../src-shared/domain.ts'
import { newId } from '../../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import type { BuiltinRole } from '../../../src-shared/kernel/permission.ts'
import { systemClock } from '../../../sync-server/clock.ts'
import { openPostgres, type ServerDatabase } from '../../../sync-server/database/open.ts'
import { addPerson, openTenant } from '../../../sync-server/identity/tenants.ts'
import { Tokens } from '../../../sync-server/identity/tokens.ts'
import { SystemCommands } from '../../../sync-server/sync/system-commands.ts'
import { TenantWriters } from '../../../sync-server/sync/tenant-writer.ts'
import { type SeededKind, type Shape, seed, seededIds, writeAsOne } from './seed.ts'
import { type OrganisationSize, seedOrganisation } from './seed-organisation.ts'

const password = 'a password for benches'

const tenantOf = (slug: string) => ({
  ...{ slug, legalName: slug, timeZone: 'Europe/Istanbul', currency: 'TRY', locale: 'en' as const },
})

/** A tenant as a figure uses it. */
export interface House {
  tenantId: string
  /** Of the person at the front desk. */
  userId: string
  locationIds: string[]
  /** In the order of their numbers; the later ones hold no slots. */
  membershipIds: string[]
  memberIds: string[]
}

/** The house of the performance tables. */
export interface OrganisationHouse extends House {
  credentials: Credentials
  /** Every tenth is archived. */
  planIds: string[]
}

/** How a desk of the bench signs in. */
export interface Credentials {
  email: string
  password: string
}

/** A database filled for a figure, as its owner sees it: the figure's own hand, not what is measured. */
export class Premises {
  readonly url: string
  readonly database: ServerDatabase
  readonly #writers: TenantWriters
  readonly #commands: SystemCommands

  private constructor(url: string, database: ServerDatabase) {
    this.url = url
    this.database = database
    this.#writers = new TenantWriters(database.db)
    const reportCrash = ({ error }: { error: unknown }) => {
      throw error
    }
    this.#commands = new SystemCommands({ domain, writers: this.#writers, clock: systemClock, reportCrash })
  }

  static async at(url: string): Promise<Premises> {
    return new Premises(url, await openPostgres(url))
  }

  /** Opens a tenant through the server's own commands, with one person, and fills it. */
  async openHouse(slug: string, shape: Shape): Promise<House & { credentials: Credentials }> {
    const { tenantId, userId, credentials } = await this.#open(slug, ['frontdesk'])
    const house = await this.#fill(tenantId, userId, shape)
    await this.analyze()
    return { ...house, credentials }
  }

  /** The organisation of the performance tables, with one person who may do everything a figure asks. */
  async openOrganisation(slug: string, size: OrganisationSize): Promise<OrganisationHouse> {
    const { tenantId, userId, credentials } = await this.#open(slug, ['admin'])
    await seedOrganisation(this.database, tenantId, userId, size, [...domain.schedules.keys()])
    await this.analyze()
    const ids = (kind: SeededKind, to: number) => seededIds(this.database, tenantId, kind, { to })
    return {
      ...{ tenantId, userId, credentials },
      locationIds: await ids('location', size.locations),
      memberIds: await ids('member', size.members),
      membershipIds: await ids('membership', size.members),
      planIds: await ids('plan', size.plans),
    }
  }

  async #open(slug: string, roles: BuiltinRole[]) {
    const { db } = this.database
    const tenantId = await openTenant(db, this.#commands, tenantOf(slug))
    const credentials = { email: `frontdesk@${slug}.test`, password }
    const userId = await addPerson(db, this.#commands, tenantId, { ...credentials, displayName: 'Elif', roles })
    return { tenantId, userId, credentials }
  }

  /** The same with a person who never signs in, so that nobody waits for a password to be hashed. */
  async openLightHouse(slug: string, shape: Shape): Promise<House> {
    const { db } = this.database
    const tenantId = await openTenant(db, this.#commands, tenantOf(slug))
    const [userId, accountId] = [newId(), newId()]
    await this.#commands.run(tenantId, 'identity.add-user', { userId, displayName: 'Elif', roles: ['frontdesk'] })
    const account = { id: accountId, email: `frontdesk@${slug}.test`, password_hash: '' }
    await db.insertInto('control.accounts').values(account).execute()
    const place = { account_id: accountId, tenant_id: tenantId, user_id: userId }
    await db.insertInto('control.account_tenants').values(place).execute()
    return this.#fill(tenantId, userId, shape)
  }

  /** The planner must know what there is, as it does in a database that has lived a while. */
  async analyze(): Promise<void> {
    await this.database.script('analyze')
  }

  async #fill(tenantId: string, userId: string, shape: Shape): Promise<House> {
    await seed(this.database, tenantId, shape)
    const ids = (kind: 'location' | 'member' | 'membership', to: number) =>
      seededIds(this.database, tenantId, kind, { to })
    return {
      ...{ tenantId, userId },
      locationIds: await ids('location', shape.locations),
      memberIds: await ids('member', shape.members),
      membershipIds: await ids('membership', shape.members),
    }
  }

  /**
   * Desks with a session each, written as the server would write them: to sign in a hundred desks would spend the time
   * on hashing passwords. Gives an access token per desk.
   */
  async openDesks({ tenantId, userId }: House, n: number): Promise<{ deskId: string; token: string }[]> {
    const { db } = this.database
    const deployment = await db.selectFrom('control.deployment').select('signing_key').executeTakeFirstOrThrow()
    const tokens = await Tokens.of(JSON.parse(JSON.stringify(deployment.signing_key)))
    const account = await db
      .selectFrom('control.account_tenants')
      .select('account_id')
      .where('tenant_id', '=', tenantId)
      .executeTakeFirstOrThrow()
    const now = new Date()
    const desks = Array.from({ length: n }, () => ({ deskId: newId(), sessionId: newId() }))
    for (const { deskId } of desks) {
      const input = { deskId, name: 'Light desk', platform: 'linux', registeredBy: userId }
      await this.#commands.run(tenantId, 'identity.register-desk', input)
    }
    const until = new Date(now.getTime() + 24 * 3_600_000).toISOString()
    await db
      .insertInto('control.sessions')
      .values(
        desks.map(({ deskId, sessionId }) => ({
          ...{ id: sessionId, account_id: account.account_id, tenant_id: tenantId, user_id: userId, desk_id: deskId },
          ...{ refresh_hash: randomBytes(32), created_at: now.toISOString(), rotated_at: now.toISOString() },
          expires_at: until,
        })),
      )
      .execute()
    await db
      .insertInto('offline_grants')
      .values(
        desks.map(({ deskId, sessionId }) => ({
          ...{ tenant_id: tenantId, id: sessionId, desk_id: deskId, user_id: userId },
          ...{ issued_at: now.toISOString(), expires_at: until },
        })),
      )
      .execute()
    return Promise.all(
      desks.map(async ({ deskId, sessionId }) => ({
        deskId,
        token: await tokens.sign({ userId, tenantId, sessionId, deskId }, now),
      })),
    )
  }

  /** A command of the server's own, as the clock gives it; gives its outcome. A refusal throws. */
  command(tenantId: string, name: string, input: JsonObject): Promise<JsonObject> {
    return this.#commands.run(tenantId, name, input)
  }

  /** Writes rows as somebody else's command would have; see `seed`. */
  write(tenantId: string, statements: string): Promise<void> {
    return writeAsOne(this.database, tenantId, statements)
  }

  /** Changes so many taken slots, as one command of somebody else would. */
  async touchTakenSlots(tenantId: string, n: number): Promise<void> {
    await this.database.script(`
      begin;
      select set_config('holdfast.tenant', '${tenantId}', true), set_config('holdfast.at', now()::text, true),
        set_config('holdfast.version', (version + 1)::text, true) from tenant_heads where tenant_id = '${tenantId}' for update;
      update plant_slots set last_clean_date = current_date where id in (
        select id from plant_slots where tenant_id = '${tenantId}' and status = 'allocated' order by id limit ${n});
      update tenant_heads set version = version + 1 where tenant_id = '${tenantId}';
      commit;`)
  }

  /** Some slots that are taken, with who holds them. */
  async takenSlots(tenantId: string, n: number): Promise<{ slotId: string; membershipId: string }[]> {
    const { rows } = await sql<{ slotId: string; membershipId: string }>`
      select id as "slotId", membership_id as "membershipId" from plant_slots
      where tenant_id = ${tenantId} and status = 'allocated' order by id limit ${n}`.execute(this.database.db)
    return rows
  }

  async close(): Promise<void> {
    await this.#writers.idle()
    await this.database.close()
  }
}
