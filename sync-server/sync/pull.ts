import { type RawBuilder, sql } from 'kysely'
import { dayOf } from '../../src-shared/kernel/calendar.ts'
import type { Db } from '../../src-shared/kernel/database.ts'
import type { Domain } from '../../src-shared/kernel/domain.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import { actorOf, roleKeysOf, tenantOf } from '../../src-shared/modules/identity/queries.ts'
import type { Cursor, PullRequest, PullResponse } from '../../src-shared/sync/protocol.ts'
import { holds, reasons, type Scope, scopeOf } from '../../src-shared/sync/scope.ts'
import type { Deployment } from '../database/migrate.ts'
import { verdictOf } from './push.ts'

/** Who reads, and when. */
export interface Reader {
  domain: Domain
  deployment: Deployment
  userId: string
  deskId: string
  now: Date
}

/**
 * Where a desk stands now: its scope and the cursor of a whole cut taken in this transaction. Refused: a person who
 * is suspended or gone (SY-11), a tenant that this database does not have.
 */
export async function present(reader: Reader, db: Db): Promise<{ scope: Scope; cursor: Cursor } | Rejection> {
  const tenant = await tenantOf(db)
  if (!tenant) return rejection('resync_required', { reason: 'epoch' })
  const at = reader.now.toISOString()
  const actor = await actorOf(reader.domain, db, reader.userId, at)
  if ('code' in actor) return actor
  const scope = scopeOf(reader.domain, await roleKeysOf(db, reader.userId, at), reader.userId)
  const head = await db.selectFrom('tenant_heads').select('version').executeTakeFirst()
  const { epoch, schema } = reader.deployment
  const day = dayOf(at, tenant.timeZone)
  return { scope, cursor: { epoch, schema, version: head?.version ?? 0, scope: { rules: scope.number, day } } }
}

/**
 * What a desk does not have yet, in one transaction that sees one version (SY-4, SY-5). Refused with
 * `resync_required` where its replica cannot be brought up to date row by row (SY-14).
 */
export async function pull(reader: Reader, db: Db, request: PullRequest): Promise<PullResponse | Rejection> {
  const now = await present(reader, db)
  if ('code' in now) return now
  const { scope, cursor } = now
  const stale = staleness(request.cursor, cursor)
  if (stale) return rejection('resync_required', { reason: stale })
  const since = { version: request.cursor.version, day: request.cursor.scope.day }
  const page = await changedRows(db, changesSince(scope, since, cursor.scope.day), request)
  const tables: PullResponse['tables'] = {}
  for (const { table, id, row } of page.rows) {
    tables[table] ??= { rows: [], gone: [] }
    if (row) tables[table].rows.push(row)
    else tables[table].gone.push(id)
  }
  return { cursor, tables, more: page.more, ...(await verdictsSince(reader, db, request.verdictsAfter)) }
}

function staleness(theirs: Cursor, ours: Cursor): 'epoch' | 'schema' | 'scope' | null {
  // A version beyond ours belongs to a history this database does not have.
  if (theirs.epoch !== ours.epoch || theirs.version > ours.version) return 'epoch'
  if (theirs.schema !== ours.schema) return 'schema'
  return theirs.scope.rules === ours.scope.rules ? null : 'scope'
}

interface Change {
  table: string
  id: string
  /** Null where the desk holds it no longer. */
  row: JsonObject | null
}

/** One statement over all tables, so that a pull costs one round trip however many there are. */
function changesSince(scope: Scope, since: { version: number; day: string }, day: string): RawBuilder<Change>[] {
  return [...scope.tables].flatMap(([table, rules]) =>
    rules.length === 0
      ? []
      : reasons(scope, table, since, day).map((reason) => {
          const held = sql`${sql.ref(`${table}.deleted_at`)} is null and ${holds(scope, table, day)}`
          return sql<Change>`
            select ${sql.lit(table)}::text as "table", ${sql.ref(`${table}.id`)} as id,
              case when ${held} then to_jsonb(${sql.table(table)}.*) end as row
            from ${sql.table(table)} where ${reason}`
        }),
  )
}

async function changedRows(
  db: Db,
  branches: RawBuilder<Change>[],
  { limit, page }: PullRequest,
): Promise<{ rows: Change[]; more: PullResponse['more'] }> {
  if (branches.length === 0) return { rows: [], more: null }
  const after = page ? sql`where ("table" collate "C", id) > (${page.table}, ${page.after}::uuid)` : sql``
  const { rows } = await sql<Change>`
    select * from (${sql.join(branches, sql` union all `)}) as change
    ${after} order by "table" collate "C", id limit ${limit + 1}`.execute(db)
  const last = rows[limit - 1]
  if (rows.length <= limit || !last) return { rows, more: null }
  return { rows: rows.slice(0, limit), more: { table: last.table, after: last.id } }
}

async function verdictsSince(
  { deskId }: Reader,
  db: Db,
  after: number | null,
): Promise<Pick<PullResponse, 'verdicts' | 'processedSeq'>> {
  const ofDesk = db.selectFrom('command_log').where('desk_id', '=', deskId)
  if (after === null) {
    const row = await ofDesk.select(({ fn }) => fn.max('desk_seq').as('last')).executeTakeFirst()
    return { verdicts: [], processedSeq: row?.last ?? 0 }
  }
  const entries = await ofDesk.selectAll().where('desk_seq', '>', after).orderBy('desk_seq').execute()
  return { verdicts: entries.map(verdictOf), processedSeq: entries.at(-1)?.desk_seq ?? after }
}
