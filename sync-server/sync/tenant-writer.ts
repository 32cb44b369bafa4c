import { CompiledQuery, type Kysely } from 'kysely'
import type { Db } from '../../src-shared/kernel/database.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import { inTenant } from '../database/tenant-transaction.ts'
import { chain, type LogEntry, type LogHead, writingLog } from './command-log.ts'
import { Foreknowledge, type Foresight } from './foreknowledge.ts'
import { PeopleByVersion, type TenantPeople } from './tenant-people.ts'

/** The state of a tenant while its lock is held: what one job leaves, the next one finds. */
export interface Turn {
  db: Db
  tenantId: string
  /** The tenant's version so far; a job that applies a command counts it up. */
  version: number
  /** Entries to be chained and written when the group commits. */
  log: LogEntry[]
  /** What the jobs of this turn foresaw that they would ask. */
  known: Foreknowledge
  /** The tenant's people as they are now; a job that may have changed them puts new ones in their place. */
  people: TenantPeople
}

interface Job {
  foresight: Foresight | undefined
  run(turn: Turn): Promise<void>
  /** Called after the commit. */
  resolve(): void
  reject(error: unknown): void
}

/** A group takes in no further job after this long (ms): it spreads the cost of a commit, and nobody waits long. */
const groupTime = 40
/** Jobs that are asked for together what they foresee. */
const chunkSize = 32

/** Channel on which server processes tell each other of a tenant's new version. */
export const newsChannel = 'holdfast_news'

/**
 * The one line in which all commands of a tenant stand (SY-3). Jobs that wait together are committed together; the
 * tenant's row is locked meanwhile, so several processes form one line too. Tenants never share a lock.
 */
export class TenantWriters {
  readonly #db: Kysely<Database>
  readonly #lines = new Map<string, Job[]>()
  /** Shared with readers, who ask for the people of a version too. */
  readonly people = new PeopleByVersion()

  constructor(db: Kysely<Database>) {
    this.#db = db
  }

  /** Runs work when its turn has come; resolves once it is committed. */
  run<T>(tenantId: string, work: (turn: Turn) => Promise<T>, foresight?: Foresight): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let result: T
      const job: Job = {
        foresight,
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
    const committed = await inTenant(
      this.#db,
      tenantId,
      async (db) => {
        const known = new Foreknowledge()
        let chunk = takeChunk(line, group)
        const [head] = await Promise.all([lockHead(db, tenantId), known.learn(db, foreseen(chunk))])
        const people = this.people.at(tenantId, head.version)
        const turn: Turn = { db, tenantId, version: head.version, log: [], known, people }
        const closes = performance.now() + groupTime
        while (chunk.length > 0) {
          for (const [at, job] of chunk.entries()) {
            if (performance.now() >= closes && at > 0) {
              giveBack(line, group, chunk.length - at)
              break
            }
            await job.run(turn)
          }
          chunk = performance.now() < closes ? takeChunk(line, group) : []
          if (chunk.length > 0) await known.learn(db, foreseen(chunk))
        }
        return { turn, head }
      },
      ({ turn, head }) => {
        if (turn.log.length === 0) return []
        const news = CompiledQuery.raw('select pg_notify($1, $2)', [newsChannel, `${tenantId}:${turn.version}`])
        return [writingLog(chain(head, turn.log), turn.version), news]
      },
    )
    this.people.keep(tenantId, committed.turn.version, committed.turn.people)
  }
}

const foreseen = (jobs: readonly Job[]): Foresight[] => jobs.flatMap(({ foresight }) => foresight ?? [])

function takeChunk(line: Job[], group: Job[]): Job[] {
  const chunk = line.splice(0, chunkSize)
  group.push(...chunk)
  return chunk
}

/** The last jobs of the group were not run: they stand first in line again. */
function giveBack(line: Job[], group: Job[], count: number): void {
  line.unshift(...group.splice(group.length - count, count))
}

async function lockHead(db: Db, tenantId: string): Promise<LogHead & { version: number }> {
  const read = async () => {
    const { rows } = await db.executeQuery<{ version: number; log_seq: number; log_hash: Uint8Array }>(lockingHead)
    return rows[0]
  }
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

const lockingHead = CompiledQuery.raw('select version, log_seq, log_hash from tenant_heads for update')
