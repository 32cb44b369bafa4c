import type { FastifyInstance } from 'fastify'

/** Width of one level in Fastify's drawing of its routes. */
const indent = 4

/** Every route of a server as its router knows it, `GET /path`; those that only answer HEAD for a GET are left out. */
export function routesInRouter(app: FastifyInstance): string[] {
  const above: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, lead = '', part = '', methods = ''] = /^([│├└─ \u00a0]*)(\S+) \(([A-Z, ]+)\)$/.exec(line) ?? []
      const depth = Math.max(0, lead.length / indent - 1)
      above.length = depth
      const path = (above[depth - 1] ?? '') + part
      above.push(path)
      return methods.split(', ').flatMap((method) => (method && method !== 'HEAD' ? [`${method} ${path}`] : []))
    })
}
