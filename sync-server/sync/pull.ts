import { CompiledQuery, type RawBuilder, sql } from 'kysely'
import { dayOf } from '../../src-shared/kernel/calendar.ts'
import type { Db } from '../../src-shared/kernel/database.ts'
import type { Domain } from '../../src-shared/kernel/domain.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import type { Cursor, PullRequest, PullResponse } from '../../src-shared/sync/protocol.ts'
import { holds, reasons, type Scope } from '../../src-shared/sync/scope.ts'
import type { Deployment } from '../database/migrate.ts'
import { lastOfDesks, type VerdictEntry } from './foreknowledge.ts'
import { verdictOf } from './push.ts'
import { TenantPeople } from './tenant-people.ts'

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
  return standing(reader, db, { version: await versionOf(db), people: new TenantPeople() })
}

/** A cut, and who the tenant's people are in it. */
interface Moment {
  version: number
  people: TenantPeople
}

async function standing(
  { domain, deployment, userId, now }: Reader,
  db: Db,
  { version, people }: Moment,
): Promise<{ scope: Scope; cursor: Cursor } | Rejection> {
  const tenant = await people.tenant(db)
  if (!tenant) return rejection('resync_required', { reason: 'epoch' })
  const at = now.toISOString()
  const actor = await people.actor(domain, db, userId, at)
  if ('code' in actor) return actor
  const scope = await people.scope(domain, db, userId, at)
  const { epoch, schema } = deployment
  return { scope, cursor: { epoch, schema, version, scope: { rules: scope.number, day: dayOf(at, tenant.timeZone) } } }
}

const versionOf = async (db: Db): Promise<number> => {
  const { rows } = await db.executeQuery<{ version: number }>(readVersion)
  return rows[0]?.version ?? 0
}
const readVersion = CompiledQuery.raw('select version from tenant_heads')

/** One desk's pull, waiting to be answered. */
export interface Pull {
  reader: Reader
  request: PullRequest
}

/** The JSON of an answer. */
export interface PulledText {
  text: string
}

/** What was read of a cut already, by what was asked: pulls of other desks ask the same. */
export interface Pages {
  get(key: string): string | undefined
  set(key: string, text: string): unknown
}

/**
 * Answers pulls of one tenant, in one transaction that sees one version (SY-4, SY-5): each as if it were alone, but
 * what several ask is read once. Refused with `resync_required` where a replica cannot be brought up to date row by
 * row (SY-14).
 */
export async function answerPulls(
  db: Db,
  pulls: readonly Pull[],
  momentAt: (version: number) => { people: TenantPeople; pages: Pages },
): Promise<(PulledText | Rejection)[]> {
  const [version, verdicts] = await Promise.all([versionOf(db), verdictsSince(db, pulls)])
  const { people, pages } = momentAt(version)
  const answers: (PulledText | Rejection)[] = []
  for (const [at, { reader, request }] of pulls.entries()) {
    const now = await standing(reader, db, { version, people })
    const page = 'code' in now ? now : await pageFor(db, now, request, pages)
    answers.push(typeof page === 'string' ? { text: `{${page},${verdicts[at] ?? ''}}` } : page)
  }
  return answers
}

/** What a desk does not have yet (`answerPulls` of one). */
export async function pull(reader: Reader, db: Db, request: PullRequest): Promise<PullResponse | Rejection> {
  const people = new TenantPeople()
  const [answer] = await answerPulls(db, [{ reader, request }], () => ({ people, pages: new Map() }))
  if (!answer) throw new Error('A pull was not answered')
  return 'code' in answer ? answer : JSON.parse(answer.text)
}

/** The part of an answer that all desks of one scope and cursor share, as the inside of a JSON object. */
async function pageFor(
  db: Db,
  { scope, cursor }: { scope: Scope; cursor: Cursor },
  request: PullRequest,
  pages: Pages,
): Promise<string | Rejection> {
  const stale = staleness(request.cursor, cursor)
  if (stale) return rejection('resync_required', { reason: stale })
  const since = { version: request.cursor.version, day: request.cursor.scope.day }
  // All that the rows depend on; the number of a scope with rules of one's own is that person's alone (SY-11).
  const key = JSON.stringify([cursor, since, request.limit, request.page ?? null])
  const known = pages.get(key)
  if (known !== undefined) return known
  const page = await changedRows(db, changesSince(scope, since, cursor.scope.day), request)
  const text = `"cursor":${JSON.stringify(cursor)},"tables":${tablesText(page.rows)},"more":${JSON.stringify(page.more)}`
  pages.set(key, text)
  return text
}

function tablesText(changes: readonly Change[]): string {
  const tables = Map.groupBy(changes, ({ table }) => table)
  const texts = [...tables].map(([table, all]) => {
    const rows = all.flatMap(({ row }) => row ?? [])
    const gone = all.flatMap(({ row, id }) => (row === null ? [JSON.stringify(id)] : []))
    return `${JSON.stringify(table)}:{"rows":[${rows.join()}],"gone":[${gone.join()}]}`
  })
  return `{${texts.join()}}`
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
  /** Its JSON, which nothing here needs to read; null where the desk holds it no longer. */
  row: string | null
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
              case when ${held} then to_jsonb(${sql.table(table)}.*)::text end as row
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

type Verdicts = Pick<PullResponse, 'verdicts' | 'processedSeq'>

/** Each desk's own verdicts, and the last of its commands that the cut includes, as the inside of a JSON object. */
async function verdictsSince(db: Db, pulls: readonly Pull[]): Promise<string[]> {
  const desks = pulls.map(({ reader }) => reader.deskId)
  const afters = pulls.map(({ request }) => request.verdictsAfter)
  const [entries, last] = await Promise.all([
    db.executeQuery<VerdictEntry & { at: number }>(CompiledQuery.raw(entriesAfter, [desks, afters])),
    afters.includes(null)
      ? db.executeQuery<{ desk_id: string; last: number }>(CompiledQuery.raw(lastOfDesks, [[...new Set(desks)]]))
      : { rows: [] },
  ])
  const processed = new Map(last.rows.map((row) => [row.desk_id, row.last]))
  const found = Map.groupBy(entries.rows, ({ at }) => at)
  return pulls.map(({ reader, request }, at) => {
    const own = found.get(at + 1) ?? []
    const after = request.verdictsAfter
    const verdicts: Verdicts = {
      verdicts: own.map(verdictOf),
      processedSeq: after === null ? (processed.get(reader.deskId) ?? 0) : (own.at(-1)?.desk_seq ?? after),
    }
    return JSON.stringify(verdicts).slice(1, -1)
  })
}

/** For a desk that wants none, `after` is null, and none is greater. */
const entriesAfter = `
  select asked.at, l.command_id, l.desk_id, l.desk_seq, l.verdict, l.version, l.outcome, l.rejection
  from unnest($1::uuid[], $2::bigint[]) with ordinality as asked (desk_id, after, at)
  join command_log l on l.desk_id = asked.desk_id and l.desk_seq > asked.after
  order by asked.at, l.desk_seq`
