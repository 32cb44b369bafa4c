import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import { issuesOf } from '../../src-shared/kernel/command.ts'
import type { Domain } from '../../src-shared/kernel/domain.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import { actorOf } from '../../src-shared/modules/identity/queries.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import { type Arrived, arrivedRequest } from '../../src-shared/sync/rescue.ts'
import type { Clock } from '../clock.ts'
import { readTenant } from '../database/tenant-transaction.ts'
import { answerRejection } from '../failure.ts'
import { bearerOf } from '../identity/session-routes.ts'
import type { Sessions } from '../identity/sessions.ts'
import type { Bearer } from '../identity/tokens.ts'

interface ArrivedParts {
  db: Kysely<Database>
  domain: Domain
  sessions: Sessions
  clock: Clock
}

/** DX-R35: whether the work of a dead desk has come after all. Only who may rescue is told of another desk's. */
export function arrivedRoute(app: FastifyInstance, parts: ArrivedParts): void {
  app.post('/sync/arrived', async (request, reply) => {
    const bearer = await bearerOf(parts.sessions, request, reply)
    if (!bearer) return reply
    const read = arrivedRequest.safeParse(request.body)
    if (!read.success) return answerRejection(reply, rejection('validation_failed', { issues: issuesOf(read.error) }))
    const found = await arrivedFor(parts, bearer, read.data.ids)
    return 'code' in found ? answerRejection(reply, found) : reply.send(found)
  })
}

const arrivedFor = (
  { db, domain, clock }: ArrivedParts,
  { tenantId, userId }: Bearer,
  ids: readonly string[],
): Promise<Arrived | Rejection> =>
  readTenant(db, tenantId, async (transaction) => {
    const actor = await actorOf(domain, transaction, userId, clock.now().toISOString())
    if ('code' in actor) return actor
    if (!actor.grants.some(({ permission }) => permission === 'desk_rescue')) {
      return rejection('actor_not_permitted', { permission: 'desk_rescue' })
    }
    if (ids.length === 0) return { entries: [] }
    const rows = await transaction
      .selectFrom('command_log')
      .select(['command_id as id', 'verdict', 'desk_id as deskId', 'received_at as receivedAt'])
      .where('command_id', 'in', ids)
      .execute()
    return { entries: rows }
  })
