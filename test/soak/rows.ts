import { sql } from 'kysely'
import { asDomainDb } from '../../src-main/desk/desk-tables.ts'
import { cursorOf } from '../../src-main/desk/present.ts'
import { openReplica } from '../../src-main/desk/replica.ts'
import { domain } from '../../src-shared/domain.ts'
import type { Db } from '../../src-shared/kernel/database.ts'
import { roleKeysOf } from '../../src-shared/modules/identity/queries.ts'
import { holds, type Scope, scopeOf } from '../../src-shared/sync/scope.ts'
import type { ServerDatabase } from '../../sync-server/database/open.ts'
import { inTenant } from '../../sync-server/database/tenant-transaction.ts'

/** A desk that is not running, as it lies on disk. */
export interface RestingDesk {
  name: string
  /** Of the tenant in the desk's folder. */
  folder: string
  userId: string
}

/** Opens the replica of a desk that is not running and says where its rows are not the server's (SY-6). */
export async function compareRows(database: ServerDatabase, tenantId: string, desk: RestingDesk): Promise<string[]> {
  const { replica, rebuilt } = await openReplica(desk.folder, tenantId)
  try {
    if (rebuilt !== 'no') return [`${desk.name}: the replica would not open (${rebuilt})`]
    const cursor = await cursorOf(replica.db)
    if (!cursor) return [`${desk.name}: the replica was never filled`]
    const { day } = cursor.scope
    const here = asDomainDb(replica.db)
    return await inTenant(database.db, tenantId, async (there) => {
      const scope = scopeOf(domain, await roleKeysOf(there, desk.userId, new Date().toISOString()), desk.userId)
      const faults: string[] = []
      for (const table of scope.tables.keys()) {
        const [ours, theirs] = [await rowsOf(here, table), await rowsOf(there, table, { scope, day })]
        const differing = [...new Set([...ours.keys(), ...theirs.keys()])].filter(
          (id) => ours.get(id) !== theirs.get(id),
        )
        faults.push(...differing.map((id) => `${desk.name}: row ${id} of ${table} is not the server's`))
      }
      const version = await there.selectFrom('tenant_heads').select('version').executeTakeFirstOrThrow()
      if (cursor.version !== version.version)
        faults.push(`${desk.name}: has read to ${cursor.version} of ${version.version}`)
      return faults
    })
  } finally {
    await replica.close()
  }
}

/** A table's rows as text by id; on the server those that a desk of this scope holds. */
async function rowsOf(db: Db, table: string, held?: { scope: Scope; day: string }): Promise<Map<string, string>> {
  const where = held
    ? sql`where ${sql.ref(`${table}.deleted_at`)} is null and ${holds(held.scope, table, held.day)}`
    : sql``
  const { rows } = await sql<{ id: string; row: string }>`
    select ${sql.ref(`${table}.id`)} as id, to_jsonb(${sql.table(table)}.*)::text as row
    from ${sql.table(table)} ${where}`.execute(db)
  return new Map(rows.map(({ id, row }) => [id, row]))
}
