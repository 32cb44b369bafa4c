import type { z } from 'zod'
import type { Db } from '../../src-shared/kernel/database.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import type { ReadCall, WriteCall } from './call.ts'

/** PL-R20: how often a route may be asked a minute. */
export type RateClass = 'api' | 'booking'
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
/** PL-R1, PL-R2: how the answers of a route look. */
export type Style = 'envelope' | 'flat'

/** Permissions that a route asks for before anything is read; null leaves it to the command or query that it names. */
export type Need = { all: readonly string[] } | { any: readonly string[] } | null

/** Where a page of a list stands (PL-R6). */
export interface Page {
  page: number
  pageSize: number
  totalItems: number
}

/** What a route came to: its data, in the words of its style. */
export interface Done {
  data: Json
  page?: Page
  /** The version of the single row that was shown or made (PL-R11). */
  rowVersion?: number | null
}

/** What was asked, read and checked. `id` is the `:id` of the path, a UUID in lower case. */
export interface Asked<Query, Body> {
  params: Readonly<Record<string, string>>
  id: string
  query: Query
  body: Body
}

/** What a route is, whoever asks: all that the pipeline and the document need to know of it. */
interface Description {
  method: Method
  /** With `:id` for the one row that it is about. */
  path: string
  /** The command or query that it leads to (PL-R16). */
  does: string
  style: Style
  rateClass: RateClass
  needs: Need
  /** Whether a permission that reaches only own rows will do; then the command or query looks whose they are. */
  own: boolean
  status: 200 | 201 | 204
  /** Refusals of its command or query, beyond those of every route. */
  codes: readonly string[]
  /** Said of an id that cannot be one (PL-R9). */
  unknownId?: string | undefined
  /** Texts that stand where ids stand and are none. */
  reserved?: readonly string[] | undefined
  /** The version of the row that the path names; gives `ETag` and heeds `If-Match` (PL-R11). */
  row?: ((db: Db, id: string) => Promise<number | null>) | undefined
  /** Whether an unchanged row says all that the answer would (`If-None-Match`). */
  revalidates?: boolean | undefined
  paged?: boolean | undefined
  /** A second class that a request counts in by what its body names, so that nobody passes a limit by another door. */
  alsoCounts?: ((body: unknown) => RateClass | null) | undefined
  query: z.ZodType | null
  body: z.ZodType | null
  answer: z.ZodType | null
}

/** What reading a request's query and body gave: the way to go on, or what is wrong. */
export type Prepared<Call> = { ok: true; run(call: Call): Promise<Done> } | { ok: false; error: z.ZodError; in: string }

/** The parts of a request that a route reads. */
export interface RawAsked {
  params: Readonly<Record<string, string>>
  query: unknown
  body: unknown
}

interface Reading extends Description {
  writes: false
  prepare(raw: RawAsked): Prepared<ReadCall>
}
interface Writing extends Description {
  writes: true
  prepare(raw: RawAsked): Prepared<WriteCall>
}

/** A route as the pipeline sees it: the types of query and body are closed inside. */
export type Route = Reading | Writing

interface Definition<Query, Body, Call> {
  method: Method
  path: string
  does: string
  rateClass?: RateClass
  needs: Need
  own?: boolean
  status?: 200 | 201 | 204
  codes?: readonly string[]
  unknownId?: string
  reserved?: readonly string[]
  row?: (db: Db, id: string) => Promise<number | null>
  revalidates?: boolean
  paged?: boolean
  alsoCounts?: (body: unknown) => RateClass | null
  query?: z.ZodType<Query>
  body?: z.ZodType<Body>
  /** What `data` is; in the flat style, the fields beside `success`. */
  answer?: z.ZodType
  run(call: Call, asked: Asked<Query, Body>): Promise<Done>
}

const described = <Query, Body, Call>(style: Style, definition: Definition<Query, Body, Call>): Description => ({
  ...definition,
  style,
  rateClass: definition.rateClass ?? 'api',
  own: definition.own ?? false,
  status: definition.status ?? 200,
  codes: definition.codes ?? [],
  query: definition.query ?? null,
  body: definition.body ?? null,
  answer: definition.answer ?? null,
})

function preparing<Query, Body, Call>({ query: querySchema, body: bodySchema, run }: Definition<Query, Body, Call>) {
  return (raw: RawAsked): Prepared<Call> => {
    const query = querySchema?.safeParse(raw.query)
    if (query && !query.success) return { ok: false, error: query.error, in: 'query' }
    const body = bodySchema?.safeParse(raw.body)
    if (body && !body.success) return { ok: false, error: body.error, in: 'body' }
    const { params } = raw
    // Without a schema the route has no such part, and its type says so.
    const asked = { params, id: params.id ?? '', query: query?.data as Query, body: body?.data as Body }
    return { ok: true, run: (call) => run(call, asked) }
  }
}

/** Declares routes of one style that read: they see one state of the tenant, however many questions they ask. */
export const reading =
  (style: Style) =>
  <Query = undefined, Body = undefined>(definition: Definition<Query, Body, ReadCall>): Route => ({
    ...described(style, definition),
    writes: false,
    prepare: preparing(definition),
  })

/** Declares routes of one style that give a command: in the tenant's line, with what they read before and after it. */
export const writing =
  (style: Style) =>
  <Query = undefined, Body = undefined>(definition: Definition<Query, Body, WriteCall>): Route => ({
    ...described(style, definition),
    writes: true,
    prepare: preparing(definition),
  })
