import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { WebSocket } from 'ws'
import { answerRejection } from '../failure.ts'
import { bearerToken } from '../identity/session-routes.ts'
import type { SyncService } from './sync-service.ts'

/** A quiet socket is asked whether it lives this often (ms); one that did not answer the last time is closed. */
const pingEvery = 25_000

/** Puts the traffic of desks on HTTP and a WebSocket. */
export function syncRoutes(app: FastifyInstance, service: SyncService): void {
  app.post('/sync/push', async (request, reply) => {
    const answer = await service.push(bearerToken(request), request.body)
    return 'code' in answer ? answerRejection(reply, answer) : reply.send(answer)
  })

  app.post('/sync/pull', async (request, reply) => {
    const answer = await service.pull(bearerToken(request), request.body)
    if ('code' in answer) return answerRejection(reply, answer)
    return reply.type('application/json; charset=utf-8').send(answer.text)
  })

  app.get('/sync/snapshot', async (request, reply) => {
    const lines = await service.snapshot(bearerToken(request), request.query)
    if ('code' in lines) return answerRejection(reply, lines)
    return reply.type('application/x-ndjson').send(Readable.from(lines))
  })

  app.get('/sync/live', { websocket: true }, async (socket, request) => {
    const poke = poker(socket)
    const live = await service.live(bearerToken(request), poke)
    if ('code' in live) socket.close(4401, live.code)
    else keepLive(socket, live)
  })
}

/** Tells a socket of new versions; what comes while a poke is on its way becomes one. */
function poker(socket: WebSocket): (version: number) => void {
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
  return (version) => {
    newest = Math.max(newest ?? 0, version)
    send()
  }
}

/** Ends what a socket hears when it is gone, and finds out when it is gone without a word. */
function keepLive(socket: WebSocket, end: () => void): void {
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
    end()
  })
}
