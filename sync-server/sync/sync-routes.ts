import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Kysely } from 'kysely'
import type { WebSocket } from 'ws'
import { z } from 'zod'
import { issuesOf } from '../../src-shared/kernel/command.ts'
import type { Domain } from '../../src-shared/kernel/domain.ts'
import { id } from '../../src-shared/kernel/id.ts'
import { rejection } from '../../src-shared/kernel/rejection.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import { protocolVersion, pullRequest, pushRequest } from '../../src-shared/sync/protocol.ts'
import type { Clock } from '../clock.ts'
import type { Deployment } from '../database/migrate.ts'
import { answerRejection } from '../failure.ts'
import { bearerOf } from '../identity/session-routes.ts'
import type { Sessions } from '../identity/sessions.ts'
import type { Bearer } from '../identity/tokens.ts'
import type { ReportCrash } from './judge.ts'
import type { News } from './news.ts'
import type { Reader } from './pull.ts'
import { Pulls } from './pulls.ts'
import { push } from './push.ts'
import { snapshot } from './snapshot.ts'
import type { TenantWriters } from './tenant-writer.ts'

interface SyncParts {
  db: Kysely<Database>
  domain: Domain
  deployment: Deployment
  sessions: Sessions
  writers: TenantWriters
  news: News
  clock: Clock
  reportCrash: ReportCrash
}

/** A quiet socket is asked whether it lives this often (ms); one that did not answer the last time is closed. */
const pingEvery = 25_000

const afterParameter = z.object({
  protocol: z.coerce.number().int(),
  after: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.tuple([z.string().max(100), id]))
    .optional(),
})

/** The traffic of desks (`sync.md` section 2). */
export function syncRoutes(app: FastifyInstance, parts: SyncParts): void {
  const { db, domain, sessions, writers, clock, reportCrash } = parts
  const pulls = new Pulls(db, writers.people)
  const readerOf = ({ userId, deskId }: Bearer): Reader => ({
    ...{ domain, deployment: parts.deployment, userId, deskId },
    now: clock.now(),
  })

  app.post('/sync/push', async (request, reply) => {
    const bearer = await bearerOf(sessions, request, reply)
    if (!bearer) return reply
    const body = pushRequest.safeParse(request.body)
    if (!body.success) return refuseBody(reply, body.error)
    if (!speaks(body.data.protocol)) return answerRejection(reply, rejection('upgrade_required'))
    const origin = { tenantId: bearer.tenantId, deskId: bearer.deskId, receivedAt: clock.now() }
    return reply.send(await push({ domain, writers, reportCrash }, origin, body.data.commands))
  })

  app.post('/sync/pull', async (request, reply) => {
    const bearer = await bearerOf(sessions, request, reply)
    if (!bearer) return reply
    const body = pullRequest.safeParse(request.body)
    if (!body.success) return refuseBody(reply, body.error)
    if (!speaks(body.data.protocol)) return answerRejection(reply, rejection('upgrade_required'))
    const answer = await pulls.answer(bearer.tenantId, { reader: readerOf(bearer), request: body.data })
    if ('code' in answer) return answerRejection(reply, answer)
    return reply.type('application/json; charset=utf-8').send(answer.text)
  })

  app.get('/sync/snapshot', async (request, reply) => {
    const bearer = await bearerOf(sessions, request, reply)
    if (!bearer) return reply
    const asked = afterParameter.safeParse(request.query)
    if (!asked.success) return refuseBody(reply, asked.error)
    if (!speaks(asked.data.protocol)) return answerRejection(reply, rejection('upgrade_required'))
    const [table, rowId] = asked.data.after ?? []
    const place = table && rowId ? { table, id: rowId } : undefined
    const lines = await snapshot(db, bearer.tenantId, readerOf(bearer), place)
    if ('code' in lines) return answerRejection(reply, lines)
    return reply.type('application/x-ndjson').send(Readable.from(lines))
  })

  app.get('/sync/live', { websocket: true }, async (socket, request) => {
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
    const bearer = await sessions.bearer(token)
    if ('code' in bearer) socket.close(4401, bearer.code)
    else serveLive(socket, parts.news, bearer.tenantId)
  })
}

/** SY-16: the present protocol and the one before it are understood. */
const speaks = (protocol: number): boolean => protocol === protocolVersion || protocol === protocolVersion - 1

const refuseBody = (reply: FastifyReply, error: z.ZodError): FastifyReply =>
  answerRejection(reply, rejection('validation_failed', { issues: issuesOf(error) }))

/** Pokes a desk whenever its tenant moves on; what comes while a poke is on its way becomes one. */
function serveLive(socket: WebSocket, news: News, tenantId: string): void {
  let newest: number | null = null
  let isSending = false
  const send = (): void => {
    if (newest === null || isSending) return
    isSending = true
    const text = JSON.stringify({ version: newest })
    newest = null
    socket.send(text, () => {
      isSending = false
      send()
    })
  }
  const unsubscribe = news.subscribe(tenantId, (version) => {
    newest = Math.max(newest ?? 0, version)
    send()
  })
  let answered = true
  const heartbeat = setInterval(() => {
    if (!answered) return socket.terminate()
    answered = false
    socket.ping()
  }, pingEvery)
  socket.on('pong', () => {
    answered = true
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', () => {
    clearInterval(heartbeat)
    unsubscribe()
  })
}
