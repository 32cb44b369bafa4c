import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Domain } from '../../src-shared/kernel/domain.ts'
import { isShallow } from '../../src-shared/kernel/json.ts'
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

/** Asks any query of the domain with exactly its own permission (PL-R15): for what a replica cannot answer. */
export function queryRoutes(app: FastifyInstance, { db, domain, sessions, clock }: QueryParts): void {
  app.post('/api/v1/queries/:name', async (request, reply) => {
    const bearer = await bearerOf(sessions, request, reply)
    if (!bearer) return reply
    const { name } = questionName.parse(request.params)
    const body = request.body ?? {}
    // Read by what calls itself, a value nested too deep would end in a failure of the server.
    if (!isShallow(body)) return answerRejection(reply, rejection('validation_failed', { issues: [] }))
    const input = questionInput.parse(body)
    const at = clock.now().toISOString()
    const result = await readTenant(db, bearer.tenantId, async (transaction) => {
      const [tenant, actor] = [await tenantOf(transaction), await actorOf(domain, transaction, bearer.userId, at)]
      if ('code' in actor) return { done: false as const, rejection: actor }
      if (!tenant) return { done: false as const, rejection: rejection('actor_not_permitted', { reason: 'unknown' }) }
      const answer = await runQuery(domain, transaction, { name, input, at, desk: bearer.deskId, tenant, actor })
      const head = await transaction.selectFrom('tenant_heads').select('version').executeTakeFirst()
      return answer.done ? { ...answer, version: head?.version ?? 0 } : answer
    })
    if (!result.done) return answerRejection(reply, result.rejection)
    return reply.send({ success: true, data: result.value, metadata: { version: result.version } })
  })
}
