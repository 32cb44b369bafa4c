import type { Kysely } from 'kysely'
import { dayOf } from '../../src-shared/kernel/calendar.ts'
import { Refused, type Rejection } from '../../src-shared/kernel/rejection.ts'
import { actorOf, tenantOf } from '../../src-shared/modules/identity/queries.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import type { Clock } from '../clock.ts'
import { readTenant } from '../database/tenant-transaction.ts'
import { languageOf } from '../failure.ts'
import type { Bearer } from '../identity/tokens.ts'
import type { Court } from '../sync/judge.ts'
import type { TenantWriters, Turn } from '../sync/tenant-writer.ts'
import { invalidInput, type Read } from './asking.ts'
import { type ReadCall, readCall, repeatableAs, type WriteCall, writeCall } from './call.ts'
import { KeptAnswers, type KeyedRequest, keepAnswer, keptAnswer, RunningRequests, type Sent } from './idempotency.ts'
import { type Exchange, sentRefusal, sentSuccess } from './present.ts'
import type { Done, Prepared, Route } from './route.ts'
import { authoriseRoute, outcomeOf, refuseImpossibleId, refuseStale, whoAsks } from './standpoint.ts'

/** What the facade stands on. */
export interface FacadeParts extends Court {
  db: Kysely<Database>
  writers: TenantWriters
  clock: Clock
  /** Where a failure that harms nobody is told. */
  warn(error: unknown): void
}

/** One request that got past the gate: signed in, counted, and read. */
export interface Admitted {
  route: Route
  bearer: Bearer
  read: Read
  exchange: Exchange
  acceptLanguage: string | undefined
  /** The `Idempotency-Key`, already bound to this actor and route. */
  keyed: KeyedRequest | null
}

/** An answer, and whether it was given before. */
export interface Answered extends Sent {
  replayed: boolean
  refusal?: Rejection
}

/** Carries routes out: those that read in one transaction that only reads, those that write in the tenant's line. */
export class Facade {
  readonly #parts: FacadeParts
  readonly #running = new RunningRequests()
  readonly #kept: KeptAnswers

  constructor(parts: FacadeParts) {
    this.#parts = parts
    this.#kept = new KeptAnswers(parts.db)
  }

  async answer(admitted: Admitted): Promise<Answered> {
    const { route, read } = admitted
    if (!route.writes) return this.#read(admitted, route.prepare(read.raw))
    const prepared = route.prepare(read.raw)
    const { keyed } = admitted
    if (!keyed) return this.#write(admitted, prepared)
    const answered = await this.#once(keyed, admitted, prepared)
    this.#kept.sweep(keyed.tenantId, this.#parts.clock.now()).catch(this.#parts.warn)
    return answered
  }

  /** A refusal of somebody whose tenant may be known, in their language. */
  async refuse(
    { route, exchange, acceptLanguage }: Pick<Admitted, 'route' | 'exchange' | 'acceptLanguage'>,
    refusal: Rejection,
    tenantId?: string,
  ): Promise<Answered> {
    const locale = tenantId === undefined ? undefined : (await readTenant(this.#parts.db, tenantId, tenantOf))?.locale
    const language = languageOf(acceptLanguage, locale)
    return { ...sentRefusal(route.style, refusal, language, exchange), replayed: false, refusal }
  }

  async #once(keyed: KeyedRequest, admitted: Admitted, prepared: Prepared<WriteCall>): Promise<Answered> {
    try {
      return await this.#running.run(keyed, () => this.#write(admitted, prepared))
    } catch (error) {
      if (error instanceof Refused) return this.refuse(admitted, error.rejection, keyed.tenantId)
      throw error
    }
  }

  async #read(admitted: Admitted, prepared: Prepared<ReadCall>): Promise<Answered> {
    const { route, bearer, exchange } = admitted
    if (!prepared.ok) return this.refuse(admitted, invalidInput(prepared.error), bearer.tenantId)
    const { domain, db } = this.#parts
    const at = exchange.at
    return readTenant(db, bearer.tenantId, async (transaction) => {
      const asker = whoAsks(await tenantOf(transaction), await actorOf(domain, transaction, bearer.userId, at))
      if ('code' in asker) return this.#refused(admitted, asker, undefined)
      const call = readCall(domain, transaction, { ...asker, deskId: bearer.deskId, at })
      const outcome = await outcomeOf(() => this.#carryOut(admitted, call, prepared))
      if ('refusal' in outcome) return this.#refused(admitted, outcome.refusal, asker.tenant.locale)
      const head = await transaction.selectFrom('tenant_heads').select('version').executeTakeFirst()
      const version = head?.version ?? 0
      const sent = sentSuccess(route, outcome.done, exchange, version)
      // PL-R11: a list is the same until something of the tenant changes, or its day does.
      const etag = `W/"${version}-${dayOf(at, asker.tenant.timeZone)}"`
      const headers = route.method === 'GET' && !route.row ? { etag } : sent.headers
      return { ...sent, headers, replayed: false }
    })
  }

  async #write(admitted: Admitted, prepared: Prepared<WriteCall>): Promise<Answered> {
    const { bearer } = admitted
    if (!prepared.ok) return this.refuse(admitted, invalidInput(prepared.error), bearer.tenantId)
    return this.#parts.writers.run(bearer.tenantId, (turn) => this.#writeInTurn(admitted, prepared, turn))
  }

  async #writeInTurn(
    admitted: Admitted,
    prepared: Extract<Prepared<WriteCall>, { ok: true }>,
    turn: Turn,
  ): Promise<Answered> {
    const { route, bearer, exchange, keyed } = admitted
    const { domain } = this.#parts
    const at = exchange.at
    const { people, db } = turn
    const asker = whoAsks(await people.tenant(db), await people.actor(domain, db, bearer.userId, at))
    if ('code' in asker) return this.#refused(admitted, asker, undefined)
    const before = keyed ? await outcomeOfKept(db, keyed, at) : null
    if (before && 'refusal' in before) return this.#refused(admitted, before.refusal, asker.tenant.locale)
    if (before) return { ...before.sent, replayed: true }
    const repeatable = keyed && (await repeatableAs(turn, keyed.commandId, at))
    const call = writeCall(this.#parts, turn, { ...asker, deskId: bearer.deskId, at }, repeatable)
    const outcome = await outcomeOf(() => this.#carryOut(admitted, call, prepared))
    const answered =
      'refusal' in outcome
        ? this.#refused(admitted, outcome.refusal, asker.tenant.locale)
        : { ...sentSuccess(route, outcome.done, exchange, undefined), replayed: false }
    // What failed on our side may be tried again.
    if (keyed && answered.status < 500) await keepAnswer(db, keyed, answered, at)
    return answered
  }

  /** PL-R5: authorise, existence, rules. */
  async #carryOut<Call extends ReadCall>(
    { route, read }: Admitted,
    call: Call,
    prepared: Extract<Prepared<Call>, { ok: true }>,
  ): Promise<Done> {
    const { id } = read.raw.params
    authoriseRoute(route, call.actor)
    refuseImpossibleId(route, id)
    await refuseStale(route, call.db, id, read.seen)
    const done = await prepared.run(call)
    if (!route.row || id === undefined || done.rowVersion !== undefined) return done
    return { ...done, rowVersion: await route.row(call.db, id) }
  }

  #refused({ route, exchange, acceptLanguage }: Admitted, refusal: Rejection, locale: string | undefined): Answered {
    const language = languageOf(acceptLanguage, locale)
    return { ...sentRefusal(route.style, refusal, language, exchange), replayed: false, refusal }
  }
}

async function outcomeOfKept(
  db: Turn['db'],
  keyed: KeyedRequest,
  at: string,
): Promise<{ sent: Sent } | { refusal: Rejection } | null> {
  try {
    const sent = await keptAnswer(db, keyed, at)
    return sent && { sent }
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.rejection }
    throw error
  }
}
