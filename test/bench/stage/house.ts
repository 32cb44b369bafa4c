import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { domain } from '../../../src-shared/domain.ts'
import { newId } from '../../../src-shared/kernel/id.ts'
import { systemClock } from '../../../sync-server/clock.ts'
import { openPostgres, type ServerDatabase } from '../../../sync-server/database/open.ts'
import { addPerson, openTenant } from '../../../sync-server/identity/tenants.ts'
import { Tokens } from '../../../sync-server/identity/tokens.ts'
import { SystemCommands } from '../../../sync-server/sync/system-commands.ts'
import { TenantWriters } from '../../../sync-server/sync/tenant-writer.ts'
import { analyze, type Shape, seed, seededIds } from './seed.ts'

const password = 'a password for benches'

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
    const { db } = this.database
    const tenant = { slug, legalName: slug, timeZone: 'Europe/Istanbul', currency: 'TRY', locale: 'en' as const }
    const tenantId = await openTenant(db, this.#commands, tenant)
    const credentials = { email: `frontdesk@${slug}.test`, password }
    const person = { ...credentials, displayName: 'Elif', roles: ['frontdesk' as const] }
    const userId = await addPerson(db, this.#commands, tenantId, person)
    await seed(this.database, tenantId, shape)
    await analyze(this.database)
    const ids = (kind: 'location' | 'member' | 'membership', to: number) =>
      seededIds(this.database, tenantId, kind, { to })
    return {
      ...{ tenantId, userId, credentials },
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

  /** Rows of a tenant's table, as the server counts them. */
  async count(tenantId: string, table: 'plant_slots' | 'command_log'): Promise<number> {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.table(table)} where tenant_id = ${tenantId}`.execute(this.database.db)
    return rows[0]?.n ?? 0
  }

  async close(): Promise<void> {
    await this.#writers.idle()
    await this.database.close()
  }
}
