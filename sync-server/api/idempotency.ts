import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../src-shared/kernel/database.ts'
import { isId } from '../../src-shared/kernel/id.ts'
import { canonicalJson, type Json } from '../../src-shared/kernel/json.ts'
import { reject } from '../../src-shared/kernel/rejection.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import { repeatableFor } from './call.ts'

/** An answer as it is sent. */
export interface Sent {
  status: number
  /** JSON; null where there is no body. */
  text: string | null
  /** Headers that belong to this answer. */
  headers: Record<string, string>
}

/** A request that its caller made repeatable. */
export interface KeyedRequest {
  tenantId: string
  actorId: string
  /** Method and path, filled in. */
  route: string
  keyHash: Buffer
  bodyHash: Buffer
  /** The id under which its command is given. */
  commandId: string
}

const sha256 = (...parts: string[]): Buffer => createHash('sha256').update(parts.join('\n')).digest()

/** PL-R10: what a key may look like. */
export const isIdempotencyKey = (text: string): boolean => /^[\x21-\x7e](?:[\x20-\x7e]{0,126}[\x21-\x7e])?$/.test(text)

/** What is kept of a request: the key and the body only as hashes. */
export function keyedRequest(
  key: string,
  place: { tenantId: string; actorId: string; route: string },
  body: Json,
): KeyedRequest {
  const { tenantId, actorId, route } = place
  const commandId = isId(key) ? key.toLowerCase() : uuidOf(sha256(tenantId, actorId, route, key))
  return { ...place, keyHash: sha256(key), bodyHash: sha256(canonicalJson(body)), commandId }
}

/** A UUIDv8: made of a hash, and said to be so. */
function uuidOf(hash: Buffer): string {
  const bytes = Buffer.from(hash.subarray(0, 16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

const kept = z.object({ text: z.string().nullable(), headers: z.record(z.string(), z.string()) })

/** The answer that was given to this request before. Refused: another body under the same key. */
export async function keptAnswer(db: Db, request: KeyedRequest, at: string): Promise<Sent | null> {
  const row = await db
    .selectFrom('idempotency_keys')
    .select(['body_hash', 'status', 'response'])
    .where('actor_id', '=', request.actorId)
    .where('route', '=', request.route)
    .where('key_hash', '=', request.keyHash)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  if (!row) return null
  if (Buffer.compare(row.body_hash, request.bodyHash) !== 0)
    return reject('idempotency_key_reused', {}, { rule: 'PL-R10' })
  return { status: row.status, ...kept.parse(row.response) }
}

/** Keeps an answer for a day, in the transaction of what it tells. */
export async function keepAnswer(db: Db, request: KeyedRequest, sent: Sent, at: string): Promise<void> {
  const { text, headers } = sent
  const values = {
    body_hash: request.bodyHash,
    status: sent.status,
    response: JSON.stringify({ text, headers }),
    command_id: request.commandId,
    expires_at: new Date(Date.parse(at) + repeatableFor).toISOString(),
  }
  await db
    .insertInto('idempotency_keys')
    .values({ actor_id: request.actorId, route: request.route, key_hash: request.keyHash, ...values })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'actor_id', 'route', 'key_hash']).doUpdateSet(values))
    .execute()
}

/** PL-R10: a repetition waits this long for the first request (ms). */
const patience = 5_000
/** How often the answers of a tenant that count no longer are thrown away (ms). */
const sweepEvery = 3_600_000

/** The repeatable requests that this process is carrying out. Other processes wait at the tenant's lock. */
export class RunningRequests {
  readonly #running = new Map<string, Promise<unknown>>()

  /** Does the work when nobody else is doing it. Refused: the one who is does not end. */
  async run<T>({ tenantId, actorId, route, keyHash }: KeyedRequest, work: () => Promise<T>): Promise<T> {
    const name = [tenantId, actorId, route, keyHash.toString('hex')].join(' ')
    const ends = Date.now() + patience
    for (let other = this.#running.get(name); other; other = this.#running.get(name)) {
      if (!(await settles(other, ends - Date.now()))) reject('request_in_progress', {}, { rule: 'PL-R10' })
    }
    const mine = work()
    this.#running.set(name, mine)
    return mine.finally(() => this.#running.delete(name))
  }
}

function settles(work: Promise<unknown>, within: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), Math.max(0, within))
    const done = () => {
      clearTimeout(timer)
      resolve(true)
    }
    work.then(done, done)
  })
}

/** Throws away kept answers that count no longer, a tenant's at most once an hour. */
export class KeptAnswers {
  readonly #db: Kysely<Database>
  readonly #sweptAt = new Map<string, number>()

  constructor(db: Kysely<Database>) {
    this.#db = db
  }

  async sweep(tenantId: string, now: Date): Promise<void> {
    if (now.getTime() - (this.#sweptAt.get(tenantId) ?? 0) < sweepEvery) return
    this.#sweptAt.set(tenantId, now.getTime())
    // As the owner of the table: the role of commands removes nothing anywhere.
    await this.#db.transaction().execute(async (transaction) => {
      await sql`select set_config('holdfast.tenant', ${tenantId}, true)`.execute(transaction)
      await sql`delete from idempotency_keys where tenant_id = ${tenantId} and expires_at <= ${now.toISOString()}::timestamptz`.execute(
        transaction,
      )
    })
  }
}
