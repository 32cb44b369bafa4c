import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import type { Clock } from '../clock.ts'
import { answerGate } from '../failure.ts'
import { bearerToken } from '../identity/session-routes.ts'
import type { Sessions } from '../identity/sessions.ts'
import type { Bearer } from '../identity/tokens.ts'
import { readRequest } from './asking.ts'
import type { Admitted, Answered, Facade } from './facade.ts'
import { isIdempotencyKey, keyedRequest } from './idempotency.ts'
import { addressKey, type RateAnswer, type RateLimits } from './rate-limits.ts'
import type { Route } from './route.ts'

/** What mounting routes needs. */
export interface MountParts {
  facade: Facade
  sessions: Pick<Sessions, 'bearer'>
  limits: RateLimits
  clock: Clock
}

/**
 * Puts tables of routes on HTTP, each through the one pipeline of PL-R5: size, route, session and rate, tenant, validate,
 * authorise, existence, rules.
 */
export function mountRoutes(app: FastifyInstance, parts: MountParts, routes: readonly Route[]): void {
  app.register((api, _options, mounted) => {
    // Bodies are read after the session: who is nobody is not told what is wrong with them.
    api.removeContentTypeParser('application/json')
    api.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body))
    for (const route of routes) {
      api.route({
        method: route.method,
        url: route.path,
        handler: (request, reply) => handle(parts, routes, route, request, reply),
      })
    }
    mounted()
  })
}

async function handle(
  parts: MountParts,
  routes: readonly Route[],
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const params = Object(request.params)
  if (route.reserved?.includes(String(params.id))) return answerUnrouted(routes, request, reply)
  const exchange = exchangeOf(parts.clock, request)
  const acceptLanguage = request.headers['accept-language']
  const bearer = await parts.sessions.bearer(bearerToken(request))
  const caller = 'code' in bearer ? addressKey(request.ip) : `user ${bearer.tenantId} ${bearer.userId} ${bearer.deskId}`
  const rate = await parts.limits.take(route.rateClass, caller)
  tellRate(reply, rate)
  reply.header('cache-control', 'no-store')
  if (!rate.allowed) return answerLimited(reply, rate)
  const asking = { route, exchange, acceptLanguage }
  if ('code' in bearer) return send(route, request, reply, await parts.facade.refuse(asking, bearer))
  const admitted = admit(asking, bearer, request)
  const second = 'code' in admitted ? null : (route.alsoCounts?.(admitted.read.body) ?? null)
  const also = second && (await parts.limits.take(second, caller))
  if (also && !also.allowed) {
    tellRate(reply, also)
    return answerLimited(reply, also)
  }
  const answered =
    'code' in admitted
      ? await parts.facade.refuse(asking, admitted, bearer.tenantId)
      : await parts.facade.answer(admitted)
  if (answered.refusal) noteRefusal(request.log, route, bearer, answered.refusal)
  return send(route, request, reply, answered)
}

function admit(
  asking: Pick<Admitted, 'route' | 'exchange' | 'acceptLanguage'>,
  bearer: Bearer,
  request: FastifyRequest,
): Admitted | Rejection {
  const { route } = asking
  const { params, query, body, headers } = request
  const read = readRequest(route, { params, query, body, ifMatch: headers['if-match'] }, bearer.tenantId)
  if ('code' in read) return read
  const key = headers['idempotency-key']
  if (key === undefined || !route.writes) return { ...asking, bearer, read, keyed: null }
  if (typeof key !== 'string' || !isIdempotencyKey(key)) {
    const issues = [{ path: 'Idempotency-Key', code: 'invalid_format', message: '1 to 128 printable characters' }]
    return rejection('validation_failed', { issues }, { rule: 'PL-R10' })
  }
  const path = request.url.split('?')[0] ?? ''
  const place = { tenantId: bearer.tenantId, actorId: bearer.userId, route: `${route.method} ${path}` }
  return { ...asking, bearer, read, keyed: keyedRequest(key, place, read.body) }
}

function exchangeOf(clock: Clock, { id: requestId }: FastifyRequest): Admitted['exchange'] {
  const began = performance.now()
  return { requestId, at: clock.now().toISOString(), elapsed: () => Math.round(performance.now() - began) }
}

/** PL-R22 */
function tellRate(reply: FastifyReply, { limit, remaining, reset }: RateAnswer): void {
  reply.header('x-ratelimit-limit', String(limit))
  reply.header('x-ratelimit-remaining', String(remaining))
  reply.header('x-ratelimit-reset', String(reset))
}

function answerLimited(reply: FastifyReply, { retryAfter }: RateAnswer): FastifyReply {
  const message = 'Too many requests. Please try again later.'
  reply.header('retry-after', String(retryAfter))
  return reply.code(429).send({ success: false, error: { code: 'RATE_LIMIT_EXCEEDED', message, retryAfter } })
}

/** PS-A81: who was refused what, for those calls that no command's log entry tells of. */
function noteRefusal(
  log: FastifyBaseLogger,
  { method, path }: Route,
  { tenantId, userId }: Bearer,
  refusal: Rejection,
) {
  const { code, params } = refusal
  log.info({ route: `${method} ${path}`, tenantId, actorId: userId, code, params }, 'refused')
}

function send(route: Route, request: FastifyRequest, reply: FastifyReply, answered: Answered): FastifyReply {
  const { status, text, headers, replayed } = answered
  const { etag } = headers
  if (etag !== undefined) reply.header('etag', etag)
  if (replayed) reply.header('idempotent-replay', 'true')
  if (text === null) return reply.code(status).send()
  const unchanged =
    route.method === 'GET' && route.revalidates !== false && etag !== undefined && isKnown(request, etag)
  if (unchanged && status === 200) return reply.code(304).send()
  return reply.code(status).type('application/json; charset=utf-8').send(text)
}

/** `If-None-Match` */
const isKnown = (request: FastifyRequest, etag: string): boolean =>
  (request.headers['if-none-match'] ?? '')
    .split(',')
    .map((each) => each.trim().replace(/^W\//, ''))
    .includes(etag.replace(/^W\//, ''))

/** An address with another method is told which methods it has (PL-R3); any other is told that nothing is there. */
export function answerUnrouted(routes: readonly Route[], request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?')[0] ?? ''
  const allowed = methodsAt(routes, path).filter((method) => method !== request.method)
  if (allowed.length === 0) {
    return answerGate(reply, { code: 'ROUTE_NOT_FOUND', status: 404, message: 'There is nothing at this address' })
  }
  reply.header('allow', allowed.join(', '))
  return answerGate(reply, {
    code: 'METHOD_NOT_ALLOWED',
    status: 405,
    message: `This address takes ${allowed.join(', ')}`,
  })
}

function methodsAt(routes: readonly Route[], path: string): string[] {
  const at = routes.filter((route) => {
    const found = pattern(route.path).exec(path)
    return found && !route.reserved?.includes(found.groups?.id ?? '')
  })
  return [...new Set(at.map(({ method }) => method))].sort()
}

const pattern = (path: string): RegExp => new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}/?$`)
