import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { domain } from '../../src-shared/domain.ts'
import { id } from '../../src-shared/kernel/id.ts'
import { Refused, rejection } from '../../src-shared/kernel/rejection.ts'
import { actorOf } from '../../src-shared/modules/identity/queries.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import { serverPlace } from '../../src-shared/sync/hub-protocol.ts'
import type { Clock } from '../clock.ts'
import { inTenant } from '../database/tenant-transaction.ts'
import { answerRejection } from '../failure.ts'
import { bearerOf } from '../identity/session-routes.ts'
import type { Sessions } from '../identity/sessions.ts'
import type { Gate } from './gate.ts'
import type { MoveCodes } from './move-codes.ts'
import type { Moves } from './moves.ts'
import { exportTenant } from './tenant-copy.ts'

/** What the routes of a move need. */
export interface MoveRouteParts {
  db: Kysely<Database>
  moves: Moves
  codes: MoveCodes
  gate: Gate
  sessions: Sessions
  clock: Clock
}

const ofTenant = z.object({ tenantId: id })
/** An organisation may be large; it is read as it comes. */
const bodyLimit = 64 * 1024 ** 3

/** How two servers hand an organisation over (DX-R51): under a code that one of them gave, and nothing else. */
export function moveRoutes(app: FastifyInstance, parts: MoveRouteParts): void {
  const { moves, codes, gate, db } = parts
  app.addContentTypeParser('application/x-ndjson', { bodyLimit }, (_request, payload, done) => done(null, payload))

  app.post('/move/import/:tenantId', { bodyLimit }, (request, reply) =>
    underCode(codes, request, reply, async (code) => {
      const { tenantId } = ofTenant.parse(request.params)
      if (code.tenantId !== null || !(request.body instanceof Readable)) return notAllowed(reply)
      return reply.send({ counts: await moves.receive(tenantId, createInterface({ input: request.body })) })
    }),
  )

  app.post('/move/begin/:tenantId', (request, reply) =>
    underCode(codes, request, reply, async (code) => {
      if (code.tenantId !== null) return notAllowed(reply)
      await moves.begin(ofTenant.parse(request.params).tenantId)
      return reply.code(204).send()
    }),
  )

  app.post('/move/leave', async (request, reply) => {
    const tenantId = await whoMayMove(parts, request, reply)
    if (!tenantId) return reply
    await moves.hold(tenantId)
    return reply.send({ tenantId, code: await codes.make(tenantId) })
  })

  app.get('/move/export', (request, reply) =>
    underCode(codes, request, reply, async ({ tenantId }) => {
      if (!tenantId || !gate.holds(tenantId)) return notAllowed(reply)
      return reply.type('application/x-ndjson').send(Readable.from(exportTenant(db, tenantId)))
    }),
  )

  app.post('/move/finish', (request, reply) =>
    underCode(codes, request, reply, async ({ tenantId }) => {
      const body = z.object({ place: serverPlace }).safeParse(request.body)
      // What was copied is the whole of it only as long as nobody could write.
      if (!body.success || !tenantId || !gate.holds(tenantId)) return notAllowed(reply)
      await gate.moved(tenantId, body.data.place)
      await moves.announce(tenantId)
      return reply.code(204).send()
    }),
  )
}

const notAllowed = (reply: FastifyReply): FastifyReply => answerRejection(reply, rejection('move_not_allowed'))

async function underCode(
  codes: MoveCodes,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (code: { tenantId: string | null }) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const code = /^Move (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const meaning = await codes.meaning(code)
  if (!meaning) return notAllowed(reply)
  try {
    return await work(meaning)
  } catch (error) {
    if (error instanceof Refused) return answerRejection(reply, error.rejection)
    throw error
  }
}

/** The organisation of somebody who may take it elsewhere; otherwise the request is answered and null comes back. */
async function whoMayMove(
  { db, sessions, clock }: MoveRouteParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string | null> {
  const bearer = await bearerOf(sessions, request, reply)
  if (!bearer) return null
  const { tenantId, userId } = bearer
  const actor = await inTenant(db, tenantId, (transaction) =>
    actorOf(domain, transaction, userId, clock.now().toISOString()),
  )
  const may = !('code' in actor) && actor.grants.some(({ permission }) => permission === 'hub_manage')
  if (!may) notAllowed(reply)
  return may ? tenantId : null
}
