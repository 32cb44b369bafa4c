import { z } from 'zod'
import { issuesOf } from '../../src-shared/kernel/command.ts'
import { id as idSchema } from '../../src-shared/kernel/id.ts'
import { type Json, unfitness } from '../../src-shared/kernel/json.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import type { RawAsked, Route } from './route.ts'
import { readStrictJson } from './strict-json.ts'

/** A request as far as it could be read without asking a rule. */
export interface Read {
  raw: RawAsked
  /** The body as it came, for what compares bodies. */
  body: Json
  /** The version of the row that the caller saw (PL-R11). */
  seen: number | null
}

const json = z.json()
const anObject = z.record(z.string(), z.json())

const invalid = (path: string, code: string, message: string): Rejection =>
  rejection('validation_failed', { issues: [{ path, code, message }] })

const tenantFields = ['tenant_id', 'tenantId']
const seenFields = ['expectedRowVersion', 'expected_row_version']

/**
 * Reads what a request brings: parameters, body, and the version that its caller saw. Refused: a body that is no strict
 * JSON (PL-R13), another tenant's name in it (PS-R54), a parameter that the route does not have (PL-R7).
 */
export function readRequest(
  route: Route,
  request: { params: unknown; query: unknown; body: unknown; ifMatch: string | undefined },
  tenantId: string,
): Read | Rejection {
  const params = z.record(z.string(), z.string()).parse(request.params ?? {})
  const query = z.record(z.string(), z.unknown()).parse(request.query ?? {})
  const body = readBody(request.body)
  if ('code' in body) return body
  const names = tenantFields.flatMap((field) => [query[field], fieldOf(body.value, field)])
  if (names.some((named) => named !== undefined && String(named).toLowerCase() !== tenantId)) {
    return rejection('tenant_mismatch', {}, { rule: 'PS-R54' })
  }
  const asked = without(query, tenantFields)
  const unknown = Object.keys(asked).find((name) => !(name in shapeOf(route.query)))
  if (unknown !== undefined) return rejection('unknown_parameter', { name: unknown }, { rule: 'PL-R7' })
  const seen = seenVersion(route, request.ifMatch, body.value)
  if (seen !== null && typeof seen === 'object') return seen
  return { raw: { params: lowerId(params), query: asked, body: bare(body.value, route) }, body: body.value, seen }
}

function readBody(text: unknown): { value: Json } | Rejection {
  const read = readStrictJson(typeof text === 'string' ? text : '')
  if (!read.ok) return invalid('', read.code, read.message)
  const value = json.parse(read.value)
  const unfit = unfitness(value)
  return unfit ? rejection('validation_failed', { issues: [unfit] }) : { value }
}

const fieldOf = (body: Json, field: string): unknown => anObject.safeParse(body).data?.[field]

const without = <Value>(record: Record<string, Value>, fields: readonly string[]): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !fields.includes(name)))

/** A body without what the gate has read of it. */
function bare(body: Json, route: Route): Json {
  const fields = anObject.safeParse(body)
  return fields.success ? without(fields.data, [...tenantFields, ...(route.row ? seenFields : [])]) : body
}

/** The names that a route's parameters have. */
export const shapeOf = (query: z.ZodType | null): Readonly<Record<string, z.ZodType>> =>
  query instanceof z.ZodObject ? query.shape : {}

/** `If-Match: "7"`, or the same in the body; `*` is whatever is there. */
function seenVersion(route: Route, header: string | undefined, body: Json): number | null | Rejection {
  if (!route.row) return null
  const inBody = seenFields.map((field) => fieldOf(body, field)).find((value) => value !== undefined)
  const text = header ?? (inBody === undefined ? '*' : String(inBody))
  if (text === '*') return null
  const version = /^(?:W\/)?"?(\d{1,15})"?$/.exec(text)?.[1]
  return version === undefined ? invalid('If-Match', 'invalid_format', 'Not the version of a row') : Number(version)
}

const lowerId = (params: Record<string, string>): Record<string, string> => ({
  ...params,
  ...(params.id !== undefined && { id: idSchema.safeParse(params.id).data ?? params.id }),
})

/** What zod found wrong, as a refusal; parameters of the address are told from fields of the body by where they stand. */
export const invalidInput = (error: z.ZodError): Rejection =>
  rejection('validation_failed', { issues: issuesOf(error) })
