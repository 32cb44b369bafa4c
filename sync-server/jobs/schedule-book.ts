import type { Kysely } from 'kysely'
import type { Tenant } from '../../src-shared/kernel/actor.ts'
import { tenantOf } from '../../src-shared/modules/identity/queries.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import { inTenant, readTenant } from '../database/tenant-transaction.ts'

/** How far one schedule of a tenant has come. */
export interface Standing {
  enabled: boolean
  lastRunAt: Date
  failedCount: number
  retryAt: Date | null
}

/** The longest that a schedule which fails waits before it is tried again (ms). */
const longestWait = 60 * 60_000

/** What the clock has done for each tenant: the table `schedules`. */
export class ScheduleBook {
  readonly #db: Kysely<Database>
  constructor(db: Kysely<Database>) {
    this.#db = db
  }

  /** Tenants that live here: not those that have moved away, nor those that have not begun here yet. */
  async tenants(): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('control.tenant_directory as here')
      .select('here.tenant_id')
      .where('here.tenant_id', 'not in', (eb) => eb.selectFrom('control.moved_tenants').select('tenant_id'))
      .where('here.tenant_id', 'not in', (eb) => eb.selectFrom('control.arrived_tenants').select('tenant_id'))
      .orderBy('here.tenant_id')
      .execute()
    return rows.map(({ tenant_id }) => tenant_id)
  }

  /** A tenant with how far its schedules have come, by key; null before it has its first row. */
  read(tenantId: string): Promise<{ tenant: Tenant; standings: Map<string, Standing> } | null> {
    return readTenant(this.#db, tenantId, async (db) => {
      const tenant = await tenantOf(db)
      if (!tenant) return null
      const rows = await db.selectFrom('schedules').selectAll().execute()
      const standings = rows.map((row): [string, Standing] => [
        row.key,
        {
          enabled: row.enabled,
          lastRunAt: new Date(row.last_run_at),
          failedCount: row.failed_count,
          retryAt: row.retry_at === null ? null : new Date(row.retry_at),
        },
      ])
      return { tenant, standings: new Map(standings) }
    })
  }

  /** All that was due until this moment is done. */
  async done(tenantId: string, key: string, until: Date): Promise<void> {
    const reached = { last_run_at: until.toISOString(), failed_count: 0, retry_at: null, last_error: null }
    await inTenant(this.#db, tenantId, (db) =>
      db
        .insertInto('schedules')
        .values({ key, ...reached })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'key']).doUpdateSet(reached))
        .execute(),
    )
  }

  /** What failed stays due, and is tried again later and later; `since` is what was done before. */
  async failed(tenantId: string, key: string, at: { since: Date; now: Date; count: number }, error: unknown) {
    const wait = Math.min(60_000 * 2 ** (at.count - 1), longestWait)
    const trouble = {
      failed_count: at.count,
      retry_at: new Date(at.now.getTime() + wait).toISOString(),
      last_error: String(error).slice(0, 1000),
    }
    await inTenant(this.#db, tenantId, (db) =>
      db
        .insertInto('schedules')
        .values({ key, last_run_at: at.since.toISOString(), ...trouble })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'key']).doUpdateSet(trouble))
        .execute(),
    )
  }
}
