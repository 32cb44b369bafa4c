import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { issuesOf } from '../../src-shared/kernel/command.ts'
import { isId } from '../../src-shared/kernel/id.ts'
import { Refused, reject } from '../../src-shared/kernel/rejection.ts'
import { answerRejection, languageOf } from '../failure.ts'
import { bearerOf } from '../identity/session-routes.ts'
import type { Sessions } from '../identity/sessions.ts'
import { encodings } from './decode-text.ts'
import type { Asker, Imports } from './imports.ts'

/** PL-R13: the largest file that can be brought (bytes). */
const fileLimit = 50 * 1024 * 1024

const brought = z
  .object({
    entity: z.string().min(1).max(60),
    fileName: z.string().min(1).max(255),
    encoding: z.enum(encodings).optional(),
    delimiter: z.enum([',', ';', '\t', '|']).optional(),
  })
  .strict()
const answers = z
  .object({
    mapping: z.record(z.string().max(60), z.int().min(0).max(10_000)).optional(),
    days: z.enum(['ymd', 'dmy', 'mdy']).optional(),
    numbers: z.enum(['point', 'comma']).optional(),
    allOrNothing: z.boolean().optional(),
  })
  .strict()
const states = z.enum(['waiting', 'ok', 'warning', 'error', 'applied', 'undone', 'kept'])
const pageOfRows = z
  .object({
    state: states.optional(),
    page: z.coerce.number().int().min(1).max(1000).optional(),
    limit: z.coerce.number().int().min(1).max(100).optional(),
    format: z.enum(['json', 'csv']).optional(),
  })
  .strict()

/** Input of a request. Refused: what does not fit. */
export function readInput<T>(schema: z.ZodType<T>, value: unknown): T {
  const read = schema.safeParse(value)
  return read.success ? read.data : reject('validation_failed', { issues: issuesOf(read.error) })
}

/** Answers a request of somebody who is signed in; a refusal is answered as one. */
export async function answered(
  sessions: Sessions,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (asker: Asker) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const bearer = await bearerOf(sessions, request, reply)
  if (!bearer) return reply
  try {
    return await work({ tenantId: bearer.tenantId, userId: bearer.userId })
  } catch (error) {
    if (error instanceof Refused) return answerRejection(reply, error.rejection)
    throw error
  }
}

/** A body as JSON, where there is one. */
function jsonOf(body: unknown): unknown {
  const text = Buffer.isBuffer(body) ? body.toString('utf8').trim() : ''
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    return null
  }
}

const runIdOf = ({ params }: FastifyRequest): string => {
  const { id } = z.object({ id: z.string() }).parse(params)
  return isId(id) ? id.toLowerCase() : reject('import_not_found')
}

/** Imports over REST (platform.md section 10): a file is the body of the request that brings it. */
export function importRoutes(
  app: FastifyInstance,
  { imports, sessions }: { imports: Imports; sessions: Sessions },
): void {
  app.register((api, _options, mounted) => {
    // A file is taken as it is: which kind it is, its first bytes say.
    api.removeAllContentTypeParsers()
    api.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: fileLimit }, (_request, body, done) =>
      done(null, body),
    )
    const shown = async (reply: FastifyReply, status: number, asker: Asker, runId: string) =>
      reply.code(status).send({
        ...{ success: true, data: await imports.show(asker, runId) },
        metadata: { requestId: reply.request.id },
      })

    api.post('/api/v1/imports', { bodyLimit: fileLimit }, (request, reply) =>
      answered(sessions, request, reply, async (asker) => {
        const file = readInput(brought, request.query)
        const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        return shown(reply, 201, asker, await imports.bring(asker, { ...file, bytes }))
      }),
    )
    api.get('/api/v1/imports/:id', (request, reply) =>
      answered(sessions, request, reply, (asker) => shown(reply, 200, asker, runIdOf(request))),
    )
    api.get('/api/v1/imports/:id/rows', (request, reply) =>
      answered(sessions, request, reply, async (asker) => {
        const { state, format, ...page } = readInput(pageOfRows, request.query)
        const runId = runIdOf(request)
        if (format === 'csv') {
          const text = await imports.badRows(asker, runId, languageOf(request.headers['accept-language']))
          reply.header('content-disposition', 'attachment; filename="rows-not-imported.csv"')
          return reply.type('text/csv; charset=utf-8').send(text)
        }
        const data = await imports.rows(asker, runId, state ? [state] : null, page)
        return reply.send({ success: true, data, metadata: { requestId: request.id } })
      }),
    )
    api.post('/api/v1/imports/:id/check', (request, reply) =>
      answered(sessions, request, reply, async (asker) => {
        const runId = runIdOf(request)
        const given = readInput(answers, jsonOf(request.body))
        if (Object.keys(given).length > 0) await imports.answer(asker, runId, given)
        return shown(reply, (await imports.beginCheck(asker, runId)) ? 200 : 202, asker, runId)
      }),
    )
    for (const [step, status] of [
      ['commit', 202],
      ['pause', 200],
      ['resume', 202],
      ['undo', 202],
    ] as const) {
      api.post(`/api/v1/imports/:id/${step}`, (request, reply) =>
        answered(sessions, request, reply, async (asker) => {
          await imports[step](asker, runIdOf(request))
          return shown(reply, status, asker, runIdOf(request))
        }),
      )
    }
    api.delete('/api/v1/imports/:id', (request, reply) =>
      answered(sessions, request, reply, async (asker) => {
        await imports.discard(asker, runIdOf(request))
        return reply.code(204).send()
      }),
    )
    mounted()
  })
}
