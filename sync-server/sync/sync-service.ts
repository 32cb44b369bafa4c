import type { Kysely } from 'kysely'
import { z } from 'zod'
import { issuesOf } from '../../src-shared/kernel/command.ts'
import type { Domain } from '../../src-shared/kernel/domain.ts'
import { id } from '../../src-shared/kernel/id.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import { type PushResponse, protocolVersion, pullRequest, pushRequest } from '../../src-shared/sync/protocol.ts'
import type { Clock } from '../clock.ts'
import type { Deployment } from '../database/migrate.ts'
import type { Sessions } from '../identity/sessions.ts'
import type { Bearer } from '../identity/tokens.ts'
import type { ReportCrash } from './judge.ts'
import type { News } from './news.ts'
import type { Reader } from './pull.ts'
import { Pulls } from './pulls.ts'
import { push } from './push.ts'
import { snapshot } from './snapshot.ts'
import type { TenantWriters } from './tenant-writer.ts'

/** What the service is made of. */
export interface SyncParts {
  db: Kysely<Database>
  domain: Domain
  deployment: Deployment
  sessions: Pick<Sessions, 'bearer'>
  writers: TenantWriters
  news: News
  clock: Clock
  reportCrash: ReportCrash
}

const snapshotQuery = z.object({
  protocol: z.coerce.number().int(),
  after: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.tuple([z.string().max(100), id]))
    .optional(),
})

/**
 * The traffic of desks (`sync.md` section 2) without what carries it: each call is given the access token and the body
 * as they came, and answers or refuses with a value. Routes put it on HTTP, the simulation on a network of its own.
 */
export class SyncService {
  readonly #parts: SyncParts
  readonly #pulls: Pulls

  constructor(parts: SyncParts) {
    this.#parts = parts
    this.#pulls = new Pulls(parts.db, parts.writers.people)
  }

  async push(token: string | undefined, body: unknown): Promise<PushResponse | Rejection> {
    const asked = await this.#admit(token, pushRequest, body)
    if ('code' in asked) return asked
    const { tenantId, deskId } = asked.bearer
    return push(this.#parts, { tenantId, deskId, receivedAt: this.#parts.clock.now() }, asked.request.commands)
  }

  /** The answer as the text of its JSON: desks that ask the same share most of it. */
  async pull(token: string | undefined, body: unknown): Promise<{ text: string } | Rejection> {
    const asked = await this.#admit(token, pullRequest, body)
    if ('code' in asked) return asked
    return this.#pulls.answer(asked.bearer.tenantId, { reader: this.#readerOf(asked.bearer), request: asked.request })
  }

  /** The lines of a first sync, each with its end of line. */
  async snapshot(token: string | undefined, query: unknown): Promise<AsyncGenerator<string> | Rejection> {
    const asked = await this.#admit(token, snapshotQuery, query)
    if ('code' in asked) return asked
    const [table, rowId] = asked.request.after ?? []
    const place = table && rowId ? { table, id: rowId } : undefined
    return snapshot(this.#parts.db, asked.bearer.tenantId, this.#readerOf(asked.bearer), place)
  }

  /** Tells each new version of the bearer's tenant until the function it gives is called. */
  async live(token: string | undefined, hear: (version: number) => void): Promise<(() => void) | Rejection> {
    const bearer = await this.#parts.sessions.bearer(token)
    return 'code' in bearer ? bearer : this.#parts.news.subscribe(bearer.tenantId, hear)
  }

  /** Who asks, and what: session, shape and protocol in this order (SY-16: the present protocol and the one before). */
  async #admit<Request extends { protocol: number }>(
    token: string | undefined,
    shape: z.ZodType<Request>,
    body: unknown,
  ): Promise<{ bearer: Bearer; request: Request } | Rejection> {
    const bearer = await this.#parts.sessions.bearer(token)
    if ('code' in bearer) return bearer
    const read = shape.safeParse(body)
    if (!read.success) return rejection('validation_failed', { issues: issuesOf(read.error) })
    const { protocol } = read.data
    const speaks = protocol === protocolVersion || protocol === protocolVersion - 1
    return speaks ? { bearer, request: read.data } : rejection('upgrade_required')
  }

  #readerOf({ userId, deskId }: Bearer): Reader {
    const { domain, deployment, clock } = this.#parts
    return { domain, deployment, userId, deskId, now: clock.now() }
  }
}
