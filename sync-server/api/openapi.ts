import { z } from 'zod'
import { domain } from '../../src-shared/domain.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { statusOf } from '../failure.ts'
import { shapeOf } from './asking.ts'
import { categoryOf } from './present.ts'
import type { Need, Route, Style } from './route.ts'

/** Refusals that any route may give, whatever it does. */
const everywhere = ['session_required', 'session_expired', 'session_revoked', 'validation_failed']
const everyRoute = [...everywhere, 'tenant_mismatch', 'unknown_parameter', 'actor_not_permitted']
const everyWrite = ['idempotency_key_reused', 'request_in_progress', 'command_crashed']

/** All refusals of a route (PL-R16). */
export const codesOf = (route: Route): string[] => [
  ...new Set([
    ...everyRoute,
    ...(route.paged ? ['page_too_deep'] : []),
    ...(route.query !== null && 'sort' in shapeOf(route.query) ? ['sort_field_unknown'] : []),
    ...(route.writes ? everyWrite : []),
    ...(route.writes && route.row ? ['version_conflict'] : []),
    ...(route.unknownId === undefined ? [] : [route.unknownId]),
    ...route.codes,
  ]),
]

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): JsonObject => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return JSON.parse(JSON.stringify(rest))
}

const objectOf = (properties: JsonObject, required = Object.keys(properties)): JsonObject => ({
  type: 'object',
  properties,
  required,
})
const text: JsonObject = { type: 'string' }
const count: JsonObject = { type: 'integer', minimum: 0 }
const yes: JsonObject = { const: true }

const paginationOf = (style: Style): JsonObject =>
  objectOf(
    style === 'envelope'
      ? {
          page: count,
          pageSize: count,
          totalItems: count,
          totalPages: count,
          hasNext: { type: 'boolean' },
          hasPrevious: { type: 'boolean' },
        }
      : {
          page: count,
          page_size: count,
          total_items: count,
          total_pages: count,
          has_next: { type: 'boolean' },
          has_previous: { type: 'boolean' },
        },
  )

/** The body of a route's success. */
function successSchema({ style, answer, paged }: Route): JsonObject {
  const data = answer === null ? {} : schemaOf(answer, 'output')
  const pagination: JsonObject = paged ? { pagination: paginationOf(style) } : {}
  if (style === 'envelope') {
    const metadata = objectOf({ requestId: text, duration: count, version: count }, ['requestId', 'duration'])
    return objectOf({ success: yes, data, metadata, ...pagination })
  }
  const { properties = {}, required = [], ...rest } = data
  return {
    ...rest,
    type: 'object',
    properties: { success: yes, ...asObject(properties), ...pagination },
    required: ['success', ...asList(required), ...Object.keys(pagination)],
  }
}

const asObject = (value: Json): JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}
const asList = (value: Json): Json[] => (Array.isArray(value) ? value : [])

const alternatives: JsonObject = {
  type: 'array',
  maxItems: 5,
  items: objectOf({ label: text, params: { type: 'object' }, command: text, input: { type: 'object' } }),
}

/** The body of refusals of one status: which codes there may be. */
function refusalSchema(style: Style, status: number, codes: readonly string[]): JsonObject {
  const code = { enum: [...codes] }
  const timestamp = { type: 'string', format: 'date-time' }
  const no = { const: false }
  if (style === 'flat') {
    const details = objectOf({ params: { type: 'object' }, alternatives })
    return objectOf({ success: no, error: code, message: text, details, timestamp, requestId: text })
  }
  const category = { const: categoryOf(status) }
  const error = objectOf({ code, category, message: text, details: { type: 'object' }, alternatives, timestamp })
  return objectOf({ success: no, error, metadata: objectOf({ requestId: text, duration: count }) })
}

const json = (schema: JsonObject): JsonObject => ({ 'application/json': { schema } })
const limited = { $ref: '#/components/responses/RateLimited' }

function responsesOf(route: Route): JsonObject {
  const byStatus = Map.groupBy(codesOf(route), (code) => statusOf({ code }))
  const refusals = [...byStatus]
    .sort(([a], [b]) => a - b)
    .map(([status, codes]): [string, JsonObject] => [
      String(status),
      { description: codes.join(', '), content: json(refusalSchema(route.style, status, codes)) },
    ])
  const success: JsonObject = {
    description: 'Done',
    ...(route.status !== 204 && { content: json(successSchema(route)) }),
  }
  const unchanged: JsonObject =
    route.method === 'GET' && route.revalidates !== false ? { '304': { description: 'Unchanged' } } : {}
  return { [String(route.status)]: success, ...unchanged, ...Object.fromEntries(refusals), '429': limited }
}

const permissionText = (needs: Need): string => {
  if (needs === null) return 'With the permission of the command or query itself.'
  return 'all' in needs ? `Needs ${needs.all.join(' and ')}.` : `Needs ${needs.any.join(' or ')}.`
}

function parametersOf(route: Route): JsonObject[] {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(
    ([, name = '']): JsonObject => ({
      ...{ name, in: 'path', required: true, schema: text },
    }),
  )
  const inQuery = Object.entries(shapeOf(route.query)).map(
    ([name, schema]): JsonObject => ({
      ...{ name, in: 'query', required: !schema.safeParse(undefined).success, schema: schemaOf(schema, 'input') },
    }),
  )
  const header = (name: string): JsonObject => ({ name, in: 'header', required: false, schema: text })
  const ofWrites = route.writes ? [header('Idempotency-Key'), ...(route.row ? [header('If-Match')] : [])] : []
  return [...inPath, ...inQuery, ...ofWrites]
}

function operationOf(route: Route): JsonObject {
  const { method, path, does, needs, body, rateClass } = route
  return {
    operationId: `${does} ${method} ${path}`,
    tags: [does.split('.')[0] ?? does],
    summary: does,
    description: `${permissionText(needs)} Rate class ${rateClass}.`,
    parameters: parametersOf(route),
    ...(body && { requestBody: { required: true, content: json(schemaOf(body, 'input')) } }),
    responses: responsesOf(route),
    security: [{ session: [] }],
  }
}

/** What every rejection is called, with its status and sentence: the closed catalogue. */
const catalogue = (): JsonObject =>
  Object.fromEntries(
    Object.entries(domain.rejections).map(([code, { status, sentences }]): [string, JsonObject] => [
      code,
      { const: code, title: code, description: `${status}: ${sentences.en}` },
    ]),
  )

/** PL-R22: one too many, in whatever style. */
const rateLimited: JsonObject = {
  description: 'RATE_LIMIT_EXCEEDED',
  content: json(
    objectOf({
      success: { const: false },
      error: objectOf({
        code: { const: 'RATE_LIMIT_EXCEEDED' },
        message: text,
        retryAfter: { type: 'integer', minimum: 1 },
      }),
    }),
  ),
}

/** PL-R16: the document, from the very table that the router is made of. */
export function openApiDocument(routes: readonly Route[]): JsonObject {
  const paths: Record<string, JsonObject> = {}
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Holdfast', version: 'v1', description: 'Every change is a command, every reading a query.' },
    paths,
    components: {
      securitySchemes: { session: { type: 'http', scheme: 'bearer' } },
      responses: { RateLimited: rateLimited },
      schemas: catalogue(),
    },
  }
}
