import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { id } from '../../src-shared/kernel/id.ts'
import { asJson } from '../../src-shared/kernel/json.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import { type ServerPlace, serverPlace } from '../../src-shared/sync/hub-protocol.ts'
import type { Clock } from '../clock.ts'
import type { Deployment } from '../database/migrate.ts'
import { answerRejection } from '../failure.ts'
import { bearerToken } from '../identity/session-routes.ts'
import type { Sessions } from '../identity/sessions.ts'
import { hashOfToken } from '../identity/tokens.ts'

/** DX-R51: an organisation that is about to move can only be read, for at most this long (ms). */
const readOnlyFor = 10 * 60_000
/** Seconds after which a desk may ask again whether it may write. */
const askAgain = 3

const isFacade = (path: string): boolean => /^\/(api|plant-slots)\//.test(path)
/** Questions may be asked by POST. */
const onlyReads = (path: string, { method }: FastifyRequest): boolean =>
  method === 'GET' || method === 'HEAD' || /^\/api\/v1\/(queries\/|resolve-code)/.test(path)

const pullOfEpoch = z.looseObject({ cursor: z.looseObject({ epoch: id }) })
const refreshOf = z.looseObject({ refreshToken: z.string() })

/** What the gate is made of. */
export interface GateParts {
  db: Kysely<Database>
  deployment: Deployment
  sessions: Pick<Sessions, 'bearer'>
  clock: Clock
  /** Told once when a desk knows a later history than this server has: another one serves (DX-R50). */
  conflicted(): void
  /** Whether this server is a hub: only hubs are copied from machine to machine. */
  isHub(): boolean
}

/** Which organisations this server does not serve at the moment, or no longer, and what it says to their desks. */
export class Gate {
  readonly #parts: GateParts
  readonly #readOnly = new Map<string, number>()
  readonly #moved = new Map<string, ServerPlace>()
  readonly #former = new Set<string>()
  #inConflict = false

  private constructor(parts: GateParts) {
    this.#parts = parts
  }

  static async open(parts: GateParts): Promise<Gate> {
    const gate = new Gate(parts)
    const [moved, former] = await Promise.all([
      parts.db.selectFrom('control.moved_tenants').select(['tenant_id', 'place']).execute(),
      parts.db.selectFrom('control.former_epochs').select('epoch').execute(),
    ])
    for (const { tenant_id, place } of moved) gate.#moved.set(tenant_id, serverPlace.parse(place))
    for (const { epoch } of former) gate.#former.add(epoch)
    return gate
  }

  /** Looks at every request of a desk before it is answered. */
  guard(app: FastifyInstance): void {
    app.addHook('preHandler', async (request, reply) => {
      const refusal = await this.#refusal(request)
      if (!refusal) return
      if (refusal.code === 'server_read_only') reply.header('retry-after', String(askAgain))
      return answerRejection(reply, refusal)
    })
  }

  /** From now on the organisation can only be read, until it is let go or has moved. */
  hold(tenantId: string): void {
    this.#readOnly.set(tenantId, this.#parts.clock.now().getTime() + readOnlyFor)
  }

  letGo(tenantId: string): void {
    this.#readOnly.delete(tenantId)
  }

  /** Whether it is still held: what has been copied since is the whole of it. */
  holds(tenantId: string): boolean {
    return (this.#readOnly.get(tenantId) ?? 0) > this.#parts.clock.now().getTime()
  }

  /** The organisation is served elsewhere from now on, also after a restart. */
  async moved(tenantId: string, place: ServerPlace): Promise<void> {
    const moved_at = this.#parts.clock.now().toISOString()
    await this.#parts.db
      .insertInto('control.moved_tenants')
      .values({ tenant_id: tenantId, place: JSON.stringify(place), moved_at })
      .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ place: JSON.stringify(place), moved_at }))
      .execute()
    this.#moved.set(tenantId, place)
    this.#readOnly.delete(tenantId)
  }

  get hasMoved(): boolean {
    return this.#moved.size > 0
  }

  isMoved(tenantId: string): boolean {
    return this.#moved.has(tenantId)
  }

  /** It is back. */
  async returned(tenantId: string): Promise<void> {
    await this.#parts.db.deleteFrom('control.moved_tenants').where('tenant_id', '=', tenantId).execute()
    this.#moved.delete(tenantId)
  }

  async #refusal(request: FastifyRequest): Promise<Rejection | null> {
    const path = request.url.split('?')[0] ?? ''
    if (!/^\/(sync|auth|api|plant-slots)\//.test(path)) return null
    if (this.#inConflict || (await this.#showsLaterHistory(path, request))) return rejection('hub_conflict')
    if (this.#moved.size === 0 && this.#readOnly.size === 0) return null
    const tenantId = await this.#tenantOf(path, request)
    const place = tenantId ? this.#moved.get(tenantId) : this.#onlyPlace(path)
    if (place) return rejection('server_moved', { to: asJson(place) })
    const writes = path === '/sync/push' || path.startsWith('/auth/') || (isFacade(path) && !onlyReads(path, request))
    const held = tenantId ? this.holds(tenantId) : [...this.#readOnly.keys()].some((each) => this.holds(each))
    return writes && held ? rejection('server_read_only') : null
  }

  /**
   * A desk of ours whose history is one that we neither have nor had, and that began later: since this server's data was
   * copied, another has taken over. Only who is signed in can say so.
   */
  async #showsLaterHistory(path: string, request: FastifyRequest): Promise<boolean> {
    if (path !== '/sync/pull' || !this.#parts.isHub()) return false
    const { epoch } = pullOfEpoch.safeParse(request.body).data?.cursor ?? {}
    // Ids of epochs are in the order of their making.
    if (!epoch || epoch <= this.#parts.deployment.epoch || this.#former.has(epoch)) return false
    if ('code' in (await this.#parts.sessions.bearer(bearerToken(request)))) return false
    this.#inConflict = true
    this.#parts.conflicted()
    return true
  }

  async #tenantOf(path: string, request: FastifyRequest): Promise<string | null> {
    if (path === '/auth/refresh') {
      const { refreshToken = '' } = refreshOf.safeParse(request.body).data ?? {}
      const hash = Buffer.from(hashOfToken(refreshToken))
      const { rows } = await sql<{ tenant_id: string }>`select tenant_id from control.sessions
        where refresh_hash = ${hash} or previous_hash = ${hash}`.execute(this.#parts.db)
      return rows[0]?.tenant_id ?? null
    }
    const bearer = await this.#parts.sessions.bearer(bearerToken(request))
    return 'code' in bearer ? null : bearer.tenantId
  }

  /** Where everybody who would sign in here is to go, where that is one place and no secret. */
  #onlyPlace(path: string): ServerPlace | undefined {
    const [only, ...others] = [...this.#moved.values()]
    return path === '/auth/sign-in' && others.length === 0 && only?.kind === 'open' && this.#parts.isHub()
      ? only
      : undefined
  }
}
