import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Domain } from '../../src-shared/kernel/domain.ts'
import { isShallow, type Json } from '../../src-shared/kernel/json.ts'
import { rejection } from '../../src-shared/kernel/rejection.ts'
import { runQuery } from '../../src-shared/kernel/run-query.ts'
import { actorOf, tenantOf } from '../../src-shared/modules/identity/queries.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import type { Clock } from '../clock.ts'
import { readTenant } from '../database/tenant-transaction.ts'
import { answerRejection } from '../failure.ts'
import { bearerOf } from '../identity/session-routes.ts'
import type { Sessions } from '../identity/sessions.ts'

interface QueryParts {
  db: Kysely<Database>
  domain: Domain
  sessions: Sessions
  clock: Clock
}

const questionName = z.object({ name: z.string().max(200) })
const questionInput = z.json()

const text = z.string().optional().catch(undefined)
const searchAddress = z.object({ q: text, kinds: text, limit: text })

/** What an address asks of the box, as the query takes it; what is wrong with it, the query says. */
function searchInput(address: unknown) {
  const { q = '', kinds, limit } = searchAddress.parse(address)
  return {
    text: q,
    ...(kinds && { kinds: kinds.split(',') }),
    ...(limit !== undefined && { limit: /^\d{1,3}$/.test(limit) ? Number(limit) : limit }),
  }
}

/**
 * Asks any query of the domain with exactly its own permission (PL-R15): for what a replica cannot answer. Beside it
 * the addresses that desk-ux.md section 10 gives the box.
 */
export function queryRoutes(app: FastifyInstance, parts: QueryParts): void {
  app.post('/api/v1/queries/:name', async (request, reply) => {
    const { name } = questionName.parse(request.params)
    return answer(parts, request, reply, name, () => request.body ?? {})
  })
  app.get('/api/v1/search', async (request, reply) =>
    answer(parts, request, reply, 'desk.search', () => searchInput(request.query)),
  )
  app.post('/api/v1/resolve-code', async (request, reply) =>
    answer(parts, request, reply, 'desk.resolve-code', () => request.body ?? {}),
  )
}

/** Answers one question of somebody who is signed in; what is wrong with it is looked at after who asks. */
async function answer(
  { db, domain, sessions, clock }: QueryParts,
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  read: () => unknown,
) {
  const bearer = await bearerOf(sessions, request, reply)
  if (!bearer) return reply
  const body = read()
  // Read by what calls itself, a value nested too deep would end in a failure of the server.
  if (!isShallow(body)) return answerRejection(reply, rejection('validation_failed', { issues: [] }))
  const input: Json = questionInput.parse(body)
  const at = clock.now().toISOString()
  const result = await readTenant(db, bearer.tenantId, async (transaction) => {
    const [tenant, actor] = [await tenantOf(transaction), await actorOf(domain, transaction, bearer.userId, at)]
    if ('code' in actor) return { done: false as const, rejection: actor }
    if (!tenant) return { done: false as const, rejection: rejection('actor_not_permitted', { reason: 'unknown' }) }
    const answered = await runQuery(domain, transaction, { name, input, at, desk: bearer.deskId, tenant, actor })
    const head = await transaction.selectFrom('tenant_heads').select('version').executeTakeFirst()
    return answered.done ? { ...answered, version: head?.version ?? 0 } : answered
  })
  if (!result.done) return answerRejection(reply, result.rejection)
  return reply.send({ success: true, data: result.value, metadata: { version: result.version } })
}
