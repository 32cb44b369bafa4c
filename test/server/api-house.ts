import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { inject } from 'vitest'
import { z } from 'zod'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import type { BuiltinRole } from '../../src-shared/kernel/permission.ts'
import { sessionGrant } from '../../src-shared/sync/protocol.ts'
import { openApiDocument } from '../../sync-server/api/openapi.ts'
import type { Limits } from '../../sync-server/api/rate-limits.ts'
import { routes } from '../../sync-server/api/routes.ts'
import { openPostgres } from '../../sync-server/database/open.ts'
import { type Authority, startAuthority } from '../fixtures/authority.ts'
import { createDatabase } from '../fixtures/postgres.ts'
import { TestClock } from './databases.ts'
import { type Answered, send, WireDesk } from './wire.ts'

const ajv = new Ajv2020({ strict: false, allErrors: true })
formats.default(ajv)
const document = openApiDocument(routes)
ajv.addSchema(document, 'openapi')

const pathOf = (template: string): RegExp => new RegExp(`^${template.replace(/:\w+/g, '[^/]+')}$`)
const escaped = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))

/** PL-R16: what is wrong with a real answer by the document; null where it keeps to it. */
function outsideDocument(method: string, url: string, { status, body, headers }: Answered): string | null {
  const path = url.split('?')[0] ?? ''
  const found = routes
    .filter((route) => route.method === method && pathOf(route.path).test(path))
    .sort((a, b) => a.path.split(':').length - b.path.split(':').length)[0]
  if (!found || status === 304) return null
  const template = found.path.replace(/:(\w+)/g, '{$1}')
  // What reached no rule is told alike by every route (PL-R3).
  const isGate = /^\{"success":false,"error":\{"code":"[A-Z_]+","category"/.test(JSON.stringify(body))
  if (status === 204 || isGate) return null
  const where =
    status === 429
      ? '#/components/responses/RateLimited'
      : `#/paths/${escaped(template)}/${method.toLowerCase()}/responses/${status}`
  const validate = ajv.getSchema(`openapi${where}/content/${escaped('application/json')}/schema`)
  if (!validate) return `${method} ${template} has no answer ${status}: ${JSON.stringify(body)}`
  if (!headers.get('x-request-id')) return 'no request id'
  return validate(body) ? null : `${method} ${template} ${status}: ${ajv.errorsText(validate.errors)}`
}

/** Somebody who is signed in, and asks over REST. Every answer of theirs is held against the document. */
export class Caller {
  readonly desk: WireDesk
  readonly #url: string

  constructor(url: string, desk: WireDesk) {
    this.#url = url
    this.desk = desk
  }

  async ask(method: string, path: string, body?: Json, headers: Record<string, string> = {}): Promise<Answered> {
    const asked = { token: this.desk.token, method, headers, ...(body === undefined ? {} : { body }) }
    const answer = await send(this.#url, path, asked)
    const fault = outsideDocument(method, path, answer)
    if (fault) throw new Error(`Not as the document says: ${fault}`)
    return answer
  }

  get = (path: string, headers?: Record<string, string>) => this.ask('GET', path, undefined, headers)
  post = (path: string, body: Json = {}, headers?: Record<string, string>) => this.ask('POST', path, body, headers)
  patch = (path: string, body: Json, headers?: Record<string, string>) => this.ask('PATCH', path, body, headers)
  put = (path: string, body: Json, headers?: Record<string, string>) => this.ask('PUT', path, body, headers)
  delete = (path: string, headers?: Record<string, string>) => this.ask('DELETE', path, undefined, headers)

  /** A new token, when the clock has gone on. */
  async refresh(): Promise<void> {
    const { refreshToken } = this.desk.session
    this.desk.session = sessionGrant.parse((await send(this.#url, '/auth/refresh', { body: { refreshToken } })).body)
  }

  /** Asks for what must be done, and tells its data; in the flat style the whole body. */
  async must(method: string, path: string, body?: Json): Promise<JsonObject> {
    const answer = await this.ask(method, path, body)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    const { data, ...rest } = object.parse(answer.body)
    return object.parse(data ?? rest)
  }
}

const object = z.record(z.string(), z.json())

/** The code of a refusal in either style. */
export const codeOf = ({ body }: Answered): string =>
  z.object({ error: z.union([z.string(), z.object({ code: z.string() }).transform(({ code }) => code)]) }).parse(body)
    .error

/** What a refusal tells of itself, in either style. */
export const detailsOf = ({ body }: Answered): JsonObject =>
  z
    .union([
      z
        .object({ details: z.object({ params: object }).transform(({ params }) => params) })
        .transform(({ details }) => details),
      z.object({ error: z.object({ details: object }) }).transform(({ error }) => error.details),
    ])
    .parse(body)

/** The data of a success in the envelope. */
export const dataOf = ({ body }: Answered): JsonObject => z.object({ data: object }).parse(body).data
/** The same of a list. */
export const rowsOf = ({ body }: Answered): JsonObject[] => z.object({ data: z.array(object) }).parse(body).data

/** An organisation and people of it who ask over REST. */
export interface ApiHouse {
  id: string
  slug: string
  userOf(role: BuiltinRole): string
  as(role: BuiltinRole): Promise<Caller>
}

/** A server on real Postgres that is asked over REST, with a clock in the test's hand. */
export interface ApiStage {
  authority: Authority
  clock: TestClock
  url: string
  house(...roles: BuiltinRole[]): Promise<ApiHouse>
}

export async function startApi(limits?: Limits): Promise<ApiStage> {
  const clock = new TestClock('2027-03-10T09:00:00.000Z')
  const database = await openPostgres(await createDatabase(inject('postgresUrl'), `api_${newId().replaceAll('-', '')}`))
  const authority = await startAuthority(database, clock, limits)
  return {
    ...{ authority, clock, url: authority.url },
    async house(...roles) {
      const slug = `h${newId().slice(-12)}`
      const { id, userOf } = await authority.tenant(slug, roles.length > 0 ? roles : ['owner'])
      const callers = new Map<BuiltinRole, Caller>()
      const as = async (role: BuiltinRole) => {
        const known = callers.get(role)
        if (known) return known
        const desk = await WireDesk.signIn(authority.url, `${role}@${slug}.test`, newId(), () => clock.now())
        const caller = new Caller(authority.url, desk)
        callers.set(role, caller)
        return caller
      }
      return { id, slug, userOf, as }
    },
  }
}
