import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../../src-shared/schema/row-types.ts'
import type { Clock } from '../clock.ts'
import type { RateClass } from './route.ts'

/** Requests a minute. */
export type Limits = Readonly<Record<RateClass, number>>

/** PL-R20 */
export const usualLimits: Limits = { api: 100, booking: 30 }

const minute = 60_000
/** Counters that nobody has used for this long are forgotten (ms). */
const forgottenAfter = 5 * minute

/** What was counted for one request (PL-R22). */
export interface RateAnswer {
  allowed: boolean
  limit: number
  remaining: number
  /** When a request will pass again, or the window ends. Epoch milliseconds. */
  reset: number
  /** Seconds until a refused caller may ask again. */
  retryAfter: number
}

interface Counted {
  count: number
  previous: number
  refused: boolean
}

/**
 * PL-R20 to R23: counts requests by class and caller in a sliding minute, in one statement that all processes share.
 * Where the counters cannot be reached, requests pass: to refuse everybody would be worse.
 */
export class RateLimits {
  readonly #db: Kysely<Database>
  readonly #clock: Clock
  readonly #limits: Limits
  readonly #unreachable: (error: unknown) => void
  #sweptAt = 0

  constructor(parts: { db: Kysely<Database>; clock: Clock; limits: Limits; unreachable(error: unknown): void }) {
    this.#db = parts.db
    this.#clock = parts.clock
    this.#limits = parts.limits
    this.#unreachable = parts.unreachable
  }

  async take(rateClass: RateClass, caller: string): Promise<RateAnswer> {
    const limit = this.#limits[rateClass]
    const now = this.#clock.now().getTime()
    const begins = now - (now % minute)
    const counted = await this.#count(rateClass, caller, { begins, rest: 1 - (now - begins) / minute, limit }).catch(
      (error: unknown): Counted => {
        this.#unreachable(error)
        return { count: 0, previous: 0, refused: false }
      },
    )
    this.#sweep(now)
    const { count, previous, refused } = counted
    const estimate = Math.floor(previous * (1 - (now - begins) / minute) + count)
    const reset = refused ? passesAt(counted, limit, begins) : begins + minute
    return {
      allowed: !refused,
      limit,
      remaining: refused ? 0 : Math.max(0, limit - estimate),
      reset,
      retryAfter: Math.max(1, Math.ceil((reset - now) / 1000)),
    }
  }

  async #count(
    rateClass: RateClass,
    caller: string,
    { begins, rest, limit }: { begins: number; rest: number; limit: number },
  ): Promise<Counted> {
    const key = createHash('sha256').update(caller).digest()
    const at = new Date(begins).toISOString()
    const { rows } = await sql<Counted>`
      insert into control.rate_counters as c (class, key_hash, window_start, count, previous, refused)
      values (${rateClass}, ${key}, ${at}::timestamptz, 1, 0, false)
      on conflict (class, key_hash) do update set (window_start, previous, count, refused) = (
        select began, previous, present + case when over then 0 else 1 end, over from (
          select *, floor(previous * ${rest}::float8 + present) >= ${limit}::int as over from (
            select greatest(c.window_start, excluded.window_start) as began,
              case when c.window_start >= excluded.window_start then c.previous
                when c.window_start = excluded.window_start - interval '1 minute' then c.count else 0 end as previous,
              case when c.window_start >= excluded.window_start then c.count else 0 end as present
          ) as seen
        ) as judged)
      returning count, previous, refused`.execute(this.#db)
    return rows[0] ?? { count: 0, previous: 0, refused: false }
  }

  #sweep(now: number): void {
    if (now - this.#sweptAt < forgottenAfter) return
    this.#sweptAt = now
    const before = new Date(now - forgottenAfter).toISOString()
    sql`delete from control.rate_counters where window_start < ${before}::timestamptz`
      .execute(this.#db)
      .catch(this.#unreachable)
  }
}

/** When the estimate falls below the limit, if nothing more is asked. Epoch milliseconds. */
function passesAt({ count, previous }: Counted, limit: number, begins: number): number {
  // Only what the minute before left is in the way: it leaves evenly.
  if (count < limit) return Math.floor(begins + minute * (1 - (limit - count) / previous)) + 1
  return Math.floor(begins + minute + minute * (1 - limit / count)) + 1
}

/** PL-R21: callers without a session are told apart by their address; of IPv6 by the network of it. */
export function addressKey(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!isIPv6(plain)) return `ip ${plain}`
  const [head = '', tail] = plain.split('::')
  const before = head.split(':').filter(Boolean)
  const after = (tail ?? '').split(':').filter(Boolean)
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  const groups = [...before, ...zeros, ...after].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `ip ${groups.join(':')}/64`
}
