import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { channels, packageName, platforms } from '../../src-shared/update/manifest.ts'
import { answerGate } from '../failure.ts'

const place = z.object({ channel: z.enum(channels), platform: z.enum(platforms), file: packageName })

/** `bytes=N-`, `bytes=N-M`; what else a range may be no desk asks for. */
const range = /^bytes=(\d{1,15})-(\d{1,15})?$/

/**
 * DX-R52: the signed releases of a folder, `<channel>/<platform>/manifest.json` and the packages beside it, open to
 * everybody: a desk that can no longer sign in must still be able to update. Gives 200, 206, 404, 416.
 */
export function updateRoutes(app: FastifyInstance, folder: string): void {
  app.get('/updates/:channel/:platform/:file', async (request, reply) => {
    const asked = place.safeParse(request.params)
    if (!asked.success) return notFound(reply)
    const { channel, platform, file } = asked.data
    const path = join(folder, channel, platform, file)
    const about = await stat(path).catch(() => null)
    if (!about?.isFile()) return notFound(reply)
    reply.header('cache-control', 'no-cache').header('accept-ranges', 'bytes')
    const type = file === 'manifest.json' ? 'application/json; charset=utf-8' : 'application/octet-stream'
    return sendPart(reply, { path, size: about.size, type }, request.headers.range)
  })
}

const notFound = (reply: FastifyReply): FastifyReply =>
  answerGate(reply, { code: 'ROUTE_NOT_FOUND', status: 404, message: 'There is no such release' })

interface Served {
  path: string
  size: number
  type: string
}

function sendPart(reply: FastifyReply, { path, size, type }: Served, asked: string | undefined): FastifyReply {
  const [, first, last] = range.exec(asked ?? '') ?? []
  if (first === undefined) return reply.type(type).header('content-length', size).send(createReadStream(path))
  const start = Number(first)
  const end = Math.min(Number(last ?? size - 1), size - 1)
  if (start > end) {
    reply.header('content-range', `bytes */${size}`)
    return answerGate(reply, { code: 'RANGE_NOT_SATISFIABLE', status: 416, message: 'The file ends before that' })
  }
  return reply
    .code(206)
    .type(type)
    .header('content-range', `bytes ${start}-${end}/${size}`)
    .header('content-length', end - start + 1)
    .send(createReadStream(path, { start, end }))
}
