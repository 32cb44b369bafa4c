import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Sessions } from '../identity/sessions.ts'
import { answered, readInput } from '../imports/import-routes.ts'
import type { Exports } from './exports.ts'
import { exportFormats } from './write-table.ts'

const wanted = z
  .object({
    query: z.string().min(1).max(200),
    input: z.record(z.string(), z.json()).default({}),
    format: z.enum(exportFormats),
    columns: z.array(z.string().min(1).max(200)).min(1).max(200).optional(),
  })
  .strict()

/** Exports over REST (PL-R39): a list of up to 10,000 rows is answered with its file. */
export function exportRoutes(
  app: FastifyInstance,
  { exports, sessions }: { exports: Exports; sessions: Sessions },
): void {
  app.post('/api/v1/exports', (request, reply) =>
    answered(sessions, request, reply, async (asker) => {
      const { name, mediaType, bytes, rows } = await exports.make(asker, readInput(wanted, request.body))
      request.log.info({ tenant: asker.tenantId, actor: asker.userId, file: name, rows }, 'exported')
      reply.header('content-disposition', `attachment; filename="${name}"`)
      reply.header('x-total-count', String(rows))
      return reply.type(mediaType).send(bytes)
    }),
  )
}
