import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import type { Language, Rejection } from '../../src-shared/kernel/rejection.ts'
import { sentenceOf, statusOf } from '../failure.ts'
import type { Sent } from './idempotency.ts'
import type { Done, Page, Route, Style } from './route.ts'

/** What every answer tells of its request. */
export interface Exchange {
  requestId: string
  /** Milliseconds since the request came. */
  elapsed(): number
  /** When it came. ISO instant. */
  at: string
}

const categories: Record<number, string> = {
  400: 'VALIDATION',
  401: 'UNAUTHENTICATED',
  402: 'PAYMENT',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  410: 'GONE',
  413: 'TOO_LARGE',
  415: 'TOO_LARGE',
  422: 'UNPROCESSABLE',
  423: 'LOCKED',
  426: 'UPGRADE',
  429: 'LIMIT',
  502: 'UPSTREAM',
  503: 'UPSTREAM',
  504: 'UPSTREAM',
  507: 'STORAGE',
}

/** PL-R4: what a status means to the caller; whatever is not listed is a conflict. */
export const categoryOf = (status: number): string => categories[status] ?? 'CONFLICT'

/** PL-R6 */
const pagination = ({ page, pageSize, totalItems }: Page) => {
  const totalPages = Math.ceil(totalItems / pageSize)
  return { page, pageSize, totalItems, totalPages, hasNext: page < totalPages, hasPrevious: page > 1 }
}

/** PL-R1, PL-R2: the body of a success. */
function successBody(style: Style, { data, page }: Done, exchange: Exchange, version?: number): JsonObject {
  if (style === 'envelope') {
    const metadata = {
      requestId: exchange.requestId,
      duration: exchange.elapsed(),
      ...(version !== undefined && { version }),
    }
    return { success: true, data, metadata, ...(page && { pagination: pagination(page) }) }
  }
  const fields = data !== null && typeof data === 'object' && !Array.isArray(data) ? data : {}
  return { success: true, ...fields, ...(page && { pagination: snakeCased(pagination(page)) }) }
}

/** PL-R1, PL-R2: the body of a refusal. */
function refusalBody(style: Style, refusal: Rejection, language: Language, exchange: Exchange): JsonObject {
  const { code, params, alternatives } = refusal
  const { at: timestamp, requestId } = exchange
  const message = sentenceOf(refusal, language)
  const ways = alternatives.map((way): JsonObject => ({ ...way, params: way.params ?? {} }))
  if (style === 'flat') {
    return { success: false, error: code, message, details: { params, alternatives: ways }, timestamp, requestId }
  }
  const error = {
    code,
    category: categoryOf(statusOf(refusal)),
    message,
    details: params,
    alternatives: ways,
    timestamp,
  }
  return { success: false, error, metadata: { requestId, duration: exchange.elapsed() } }
}

/** A success as it is sent. */
export function sentSuccess(route: Route, done: Done, exchange: Exchange, version: number | undefined): Sent {
  const headers: Record<string, string> = {}
  if (done.rowVersion !== undefined && done.rowVersion !== null) headers.etag = `"${done.rowVersion}"`
  if (route.status === 204) return { status: 204, text: null, headers }
  return {
    status: route.status,
    text: JSON.stringify(successBody(route.style, done, exchange, version)),
    headers,
  }
}

/** A refusal as it is sent. */
export const sentRefusal = (style: Style, refusal: Rejection, language: Language, exchange: Exchange): Sent => ({
  status: statusOf(refusal),
  text: JSON.stringify(refusalBody(style, refusal, language, exchange)),
  headers: {},
})

/** The same value with the names of its fields in snake_case. */
function snakeCased(value: Json): Json {
  if (Array.isArray(value)) return value.map(snakeCased)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [snakeCase(name), snakeCased(item)]))
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
