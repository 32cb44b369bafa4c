import type { FastifyInstance } from 'fastify'
import { stringify } from 'yaml'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { openApiDocument } from './openapi.ts'
import type { Route } from './route.ts'

/** PL-R16: the document of the facade, for anyone: it says what there is and nothing of anybody. */
export function openApiRoutes(app: FastifyInstance, routes: readonly Route[]): void {
  // Made when first asked for: most servers start without anybody asking.
  let made: { document: JsonObject; yaml: string } | undefined
  const document = () => {
    if (!made) {
      const built = openApiDocument(routes)
      made = { document: built, yaml: stringify(built, { aliasDuplicateObjects: false }) }
    }
    return made
  }
  app.get('/api/openapi.json', async (_request, reply) => reply.send(document().document))
  app.get('/api/openapi.yaml', async (_request, reply) =>
    reply.type('application/yaml; charset=utf-8').send(document().yaml),
  )
}
