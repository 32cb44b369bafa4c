import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { issuesOf } from '../../src-shared/kernel/command.ts'
import { rejection } from '../../src-shared/kernel/rejection.ts'
import { refreshRequest, signInRequest } from '../../src-shared/sync/protocol.ts'
import { answerRejection } from '../failure.ts'
import type { Sessions } from './sessions.ts'
import type { Bearer } from './tokens.ts'

/** The access token of a request, where it has one. */
export const bearerToken = (request: FastifyRequest): string | undefined =>
  /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]

/** Whom a request speaks for; otherwise the request is answered and null comes back. */
export async function bearerOf(
  sessions: Sessions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Bearer | null> {
  const bearer = await sessions.bearer(bearerToken(request))
  if (!('code' in bearer)) return bearer
  answerRejection(reply, bearer)
  return null
}

/** Signing in and out, and staying so. */
export function sessionRoutes(
  app: FastifyInstance,
  { sessions, signInsPerMinute }: { sessions: Sessions; signInsPerMinute: number },
): void {
  const limited = { config: { rateLimit: { max: signInsPerMinute, timeWindow: '1 minute' } } }

  app.post('/auth/sign-in', limited, async (request, reply) => {
    const body = signInRequest.safeParse(request.body)
    if (!body.success) return answerRejection(reply, rejection('validation_failed', { issues: issuesOf(body.error) }))
    const grant = await sessions.signIn(body.data)
    return 'code' in grant ? answerRejection(reply, grant) : reply.send(grant)
  })

  app.post('/auth/refresh', async (request, reply) => {
    const body = refreshRequest.safeParse(request.body)
    if (!body.success) return answerRejection(reply, rejection('validation_failed', { issues: issuesOf(body.error) }))
    const grant = await sessions.refresh(body.data.refreshToken)
    return 'code' in grant ? answerRejection(reply, grant) : reply.send(grant)
  })

  app.post('/auth/sign-out', async (request, reply) => {
    const bearer = await bearerOf(sessions, request, reply)
    if (!bearer) return reply
    await sessions.signOut(bearer.sessionId)
    return reply.code(204).send()
  })
}
