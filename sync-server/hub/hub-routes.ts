import type { FastifyInstance } from 'fastify'
import { issuesOf } from '../../src-shared/kernel/command.ts'
import { rejection } from '../../src-shared/kernel/rejection.ts'
import { pairRequest } from '../../src-shared/sync/hub-protocol.ts'
import { answerRejection } from '../failure.ts'
import type { ServerHub } from './hub.ts'

/** Tries to pair from one address, beside the five that a code has. */
const triesAMinute = 10

/** Finding a hub and joining it (desk-ux.md section 10). */
export function hubRoutes(app: FastifyInstance, hub: ServerHub): void {
  app.get('/discover', async (_request, reply) => {
    const { facts } = hub
    return facts ? reply.send(facts) : answerRejection(reply, rejection('hub_off'))
  })

  const limited = { config: { rateLimit: { max: triesAMinute, timeWindow: '1 minute' } } }
  app.post('/pair', limited, async (request, reply) => {
    if (!hub.facts) return answerRejection(reply, rejection('hub_off'))
    const body = pairRequest.safeParse(request.body)
    if (!body.success) return answerRejection(reply, rejection('validation_failed', { issues: issuesOf(body.error) }))
    const { facts, pairing } = hub.opened
    const joined = await pairing.join(body.data)
    return 'code' in joined ? answerRejection(reply, joined) : reply.send({ hub: facts, proof: joined.proof })
  })
}
