import { type Kysely, sql } from 'kysely'
import type { Db } from '../../src-shared/kernel/database.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import { inTenant } from '../database/tenant-transaction.ts'
import { chain, type LogEntry, type LogHead } from './command-log.ts'

/** The state of a tenant while its lock is held: what one job leaves, the next one finds. */
export interface Turn {
  db: Db
  tenantId: string
  /** The tenant's version so far; a job that applies a command counts it up. */
  version: number
  /** Entries to be chained and written when the group commits. */
  log: LogEntry[]
}

interface Job {
  run(turn: Turn): Promise<void>
  /** Called after the commit. */
  resolve(): void
  reject(error: unknown): void
}

/** A group takes in no further job after this long (ms): it spreads the cost of a commit, and nobody waits long. */
const groupTime = 40

/** Channel on which server processes tell each other of a tenant's new version. */
export const newsChannel = 'holdfast_news'

/**
 * The one line in which all commands of a tenant stand (SY-3). Jobs that wait together are committed together; the
 * tenant's row is locked meanwhile, so several processes form one line too. Tenants never share a lock.
 */
export class TenantWriters {
  readonly #db: Kysely<Database>
  readonly #lines = new Map<string, Job[]>()

  constructor(db: Kysely<Database>) {
    this.#db = db
  }

  /** Runs work when its turn has come; resolves once it is committed. */
  run<T>(tenantId: string, work: (turn: Turn) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let result: T
      const job: Job = {
        async run(turn) {
          result = await work(turn)
        },
        resolve: () => resolve(result),
        reject,
      }
      const line = this.#lines.get(tenantId)
      if (line) {
        line.push(job)
        return
      }
      this.#lines.set(tenantId, [job])
      void this.#serve(tenantId)
    })
  }

  /** Waits until nobody stands in any line. */
  async idle(): Promise<void> {
    while (this.#lines.size > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  async #serve(tenantId: string): Promise<void> {
    const line = this.#lines.get(tenantId) ?? []
    while (line.length > 0) {
      const group: Job[] = []
      try {
        await this.#commit(tenantId, line, group)
        for (const job of group) job.resolve()
      } catch (error) {
        await this.#failed(tenantId, group.length > 0 ? group : line.splice(0), error)
      }
    }
    this.#lines.delete(tenantId)
  }

  /** Nothing of a group is committed. One job of several may be to blame, and it must delay no other (SY-8). */
  async #failed(tenantId: string, group: readonly Job[], error: unknown): Promise<void> {
    const [only, ...others] = group
    if (others.length === 0) only?.reject(error)
    else for (const job of group) await this.#alone(tenantId, job)
  }

  /** Runs and commits one job by itself; its caller may try again, since commands are known by their ids. */
  async #alone(tenantId: string, job: Job): Promise<void> {
    try {
      await this.#commit(tenantId, [job], [])
      job.resolve()
    } catch (error) {
      job.reject(error)
    }
  }

  /** Moves jobs from the line into the group, runs them, and commits them together. */
  async #commit(tenantId: string, line: Job[], group: Job[]): Promise<void> {
    await inTenant(this.#db, tenantId, async (db) => {
      const head = await lockHead(db, tenantId)
      const turn: Turn = { db, tenantId, version: head.version, log: [] }
      const closes = performance.now() + groupTime
      for (let job = line.shift(); job; job = performance.now() < closes ? line.shift() : undefined) {
        group.push(job)
        await job.run(turn)
      }
      if (turn.log.length === 0) return
      const chained = chain(head, turn.log)
      await db.insertInto('command_log').values(chained.rows).execute()
      await db
        .updateTable('tenant_heads')
        .set({ version: turn.version, log_seq: chained.head.seq, log_hash: chained.head.hash })
        .execute()
      await sql`select pg_notify(${newsChannel}, ${`${tenantId}:${turn.version}`})`.execute(db)
    })
  }
}

async function lockHead(db: Db, tenantId: string): Promise<LogHead & { version: number }> {
  const read = () =>
    db.selectFrom('tenant_heads').select(['version', 'log_seq', 'log_hash']).forUpdate().executeTakeFirst()
  const found = await read()
  if (found) return { version: found.version, seq: found.log_seq, hash: found.log_hash }
  await db
    .insertInto('tenant_heads')
    .values({ tenant_id: tenantId, version: 0, log_seq: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const made = await read()
  if (!made) throw new Error('The head of a tenant cannot be made')
  return { version: made.version, seq: made.log_seq, hash: made.log_hash }
}
