import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import { codesOf } from '../../sync-server/api/openapi.ts'
import { addressKey } from '../../sync-server/api/rate-limits.ts'
import { routes } from '../../sync-server/api/routes.ts'
import { apiHouse } from './api-file.ts'
import { type ApiStage, type Caller, codeOf, dataOf, detailsOf, startApi } from './api-house.ts'
import { routesInRouter } from './printed-routes.ts'
import { send } from './wire.ts'

const plans = '/api/v1/membership-plans'
const plan = (name = `Plan ${newId().slice(-12)}`) => ({ name, durationType: 'DAYS', durationValue: 7, price: '1.00' })
const minute = 60_000

const api = apiHouse('viewer')

/** A body as text, for what no client that is sane sends. */
const sendText = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(api.stage.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${api.owner.desk.token}`, 'content-type': 'application/json', ...headers },
    body,
  })

describe('[PL-R13] bodies', () => {
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
  test.each<[string, string, string]>([
    ['a key twice', '{"name":"a","name":"b"}', 'duplicate_key'],
    ['a key twice, once in disguise', '{"name":"a","n\\u0061me":"b"}', 'duplicate_key'],
    ['__proto__', '{"__proto__":{"admin":true}}', 'forbidden_key'],
    ['__proto__ inside', '{"a":[{"__proto__":1}]}', 'forbidden_key'],
    ['33 levels', nested(33), 'too_deep'],
    ['no JSON', '{"name":', 'invalid_json'],
    ['a text that Postgres cannot keep', '{"name":"\\u0000"}', 'unstorable_text'],
  ])('%s → 400', async (_what, body, code) => {
    const response = await sendText(plans, body)
    expect(response.status).toBe(400)
    const answer: unknown = await response.json()
    expect(answer).toMatchObject({ error: { code: 'validation_failed', details: { issues: [{ code }] } } })
  })

  test('keys that are equal in different objects, and texts that look like keys, are fine', async () => {
    const body = JSON.stringify({
      name: 'identity.people',
      id: newId(),
      input: { a: { b: '"x":"x":{"x":' }, c: { b: 1 } },
    })
    expect((await sendText('/api/v1/commands', body)).status).toBe(400)
    expect(JSON.stringify(await (await sendText('/api/v1/commands', body)).json())).toContain('unknown_command')
    expect((await sendText('/api/v1/queries/identity.people', '')).status).toBe(200)
  })

  test('a mebibyte and a byte → 413; another type → 415; both in the envelope', async () => {
    const big = await sendText(plans, `{"name":"${'x'.repeat(1024 * 1024)}"}`)
    expect([big.status, JSON.stringify(await big.json())]).toEqual([413, expect.stringContaining('PAYLOAD_TOO_LARGE')])
    const form = await sendText('/plant-slots/v1/transfer', 'a=1', {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(form.status).toBe(415)
    expect(await form.json()).toMatchObject({ success: false, error: { code: 'UNSUPPORTED_MEDIA_TYPE' } })
  })
})

describe('[PL-R5] the order of the gate', () => {
  test('who is not signed in is told so, and not what is wrong with the body', async () => {
    for (const [method, path] of [
      ['POST', plans],
      ['GET', `${plans}?colour=red`],
      ['PUT', `/plant-slots/v1/${newId()}/status`],
    ] as const) {
      const answer = await send(api.stage.url, path, { method, ...(method === 'GET' ? {} : { body: { x: 1 } }) })
      expect([answer.status, codeOf(answer)]).toEqual([401, 'session_required'])
    }
  })

  test('[PL-R5] what exists and what does not answer alike to who may not ask', async () => {
    const made = await api.owner.must('POST', plans, plan())
    const viewer = await api.house.as('viewer')
    const told = async (id: unknown) => {
      const { body } = await viewer.patch(`${plans}/${id}`, { sortOrder: 1 })
      return JSON.stringify(body).replace(/"(requestId|timestamp)":"[^"]*"|"duration":\d+/g, '')
    }
    expect(await told(made.id)).toBe(await told(newId()))
  })

  test('[PL-R3] an address that is none → 404, one with other methods → 405 and which', async () => {
    const nowhere = await api.owner.ask('GET', '/api/v1/nowhere')
    expect([nowhere.status, codeOf(nowhere)]).toEqual([404, 'ROUTE_NOT_FOUND'])
    const wrong = await api.owner.ask('DELETE', plans)
    expect([wrong.status, codeOf(wrong), wrong.headers.get('allow')]).toEqual([405, 'METHOD_NOT_ALLOWED', 'GET, POST'])
  })
})

describe('[PL-R12] [PL-R18] headers', () => {
  test('a request keeps its id; one that is none is replaced', async () => {
    const kept = await api.owner.get(plans, { 'x-request-id': 'a-1.B_2' })
    expect(kept.headers.get('x-request-id')).toBe('a-1.B_2')
    expect(kept.body).toMatchObject({ metadata: { requestId: 'a-1.B_2' } })
    for (const odd of ['a b', 'x'.repeat(65), '<script>']) {
      expect((await api.owner.get(plans, { 'x-request-id': odd })).headers.get('x-request-id')).toMatch(
        /^[0-9a-f-]{36}$/,
      )
    }
  })

  test('nothing is kept, framed or sniffed', async () => {
    const { headers } = await api.owner.get(plans)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('server')).toBeNull()
  })
})

describe('[PL-R1] languages', () => {
  test.each([
    ['ko', '알 수 없는 회원입니다.'],
    ['fr;q=1, es;q=0.5, tr;q=0.8', 'Bu üye burada bilinmiyor.'],
    ['fr', 'This member is not known here.'],
  ])('%s', async (language) => {
    const answer = await api.owner.get(`/api/v1/members/${newId()}`, { 'accept-language': language })
    expect([answer.status, codeOf(answer)]).toEqual([404, 'member_not_found'])
  })

  test('the sentence follows, the code does not; a language we do not speak is the api.house’s own', async () => {
    const { id } = await api.stage.authority.tenant(`es${newId().slice(-10)}`, ['owner'])
    expect(id).toBeTruthy()
    const messages = await Promise.all(
      ['en', 'es', 'ko', 'tr', 'fr'].map(async (language) => {
        const { body } = await api.owner.get(`/api/v1/members/${newId()}`, { 'accept-language': language })
        return JSON.parse(JSON.stringify(body)).error.message
      }),
    )
    expect(new Set(messages).size).toBe(4)
    expect(messages[4]).toBe(messages[0])
  })
})

describe('[PL-R10] a request that may come twice', () => {
  const withKey = (key: string) => ({ 'idempotency-key': key })

  test('five at once: one row, four replays, to the byte', async () => {
    const key = newId()
    const body = plan()
    const answers = await Promise.all(Array.from({ length: 5 }, () => api.owner.post(plans, body, withKey(key))))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
    expect(answers.filter(({ headers }) => headers.get('idempotent-replay') === 'true')).toHaveLength(4)
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(new Set(answers.map(({ headers }) => headers.get('etag'))).size).toBe(1)
    expect((await api.owner.get(`${plans}?search=${encodeURIComponent(body.name)}`)).body).toMatchObject({
      pagination: { totalItems: 1 },
    })
  })

  test('the same body in another order is the same; another body → 422', async () => {
    const key = `order ${newId()}`
    const { name, ...rest } = plan()
    const first = await api.owner.post(plans, { name, ...rest }, withKey(key))
    const again = await api.owner.post(plans, { ...rest, name }, withKey(key))
    expect(again).toMatchObject({ status: 201, body: first.body })
    const other = await api.owner.post(plans, plan(), withKey(key))
    expect([other.status, codeOf(other)]).toEqual([422, 'idempotency_key_reused'])
  })

  test('a refusal is kept too', async () => {
    const key = newId()
    const { name } = plan()
    await api.owner.must('POST', plans, plan(name))
    const refused = await api.owner.post(plans, plan(name), withKey(key))
    expect([refused.status, codeOf(refused)]).toEqual([409, 'membership_plan_name_taken'])
    const again = await api.owner.post(plans, plan(name), withKey(key))
    expect(again.headers.get('idempotent-replay')).toBe('true')
    expect(again.body).toEqual(refused.body)
  })

  test('after 24 hours and a second it runs anew, whatever the key looks like', async () => {
    for (const key of [newId(), 'my key']) {
      const caller = await (await api.stage.house('owner')).as('owner')
      const body = plan()
      expect((await caller.post(plans, body, withKey(key))).status).toBe(201)
      const later = 24 * 60 * minute + 1000
      api.stage.clock.pass(later)
      await caller.refresh()
      const anew = await caller.post(plans, body, withKey(key))
      api.stage.clock.pass(-later)
      expect([anew.status, codeOf(anew)]).toEqual([409, 'membership_plan_name_taken'])
      expect(anew.headers.get('idempotent-replay')).toBeNull()
    }
  })

  test('another person’s key is another key', async () => {
    const neighbours = await api.stage.house('owner', 'admin')
    const [one, other] = [await neighbours.as('owner'), await neighbours.as('admin')]
    expect((await one.post(plans, plan(), withKey('k'))).status).toBe(201)
    expect((await other.post(plans, plan(), withKey('k'))).status).toBe(201)
    const names = (await one.get(plans)).body
    expect(names).toMatchObject({ pagination: { totalItems: 2 } })
  })

  test('a UUID is the command’s own id; one that was used for another command → 422', async () => {
    const key = newId()
    await api.owner.post(plans, plan(), withKey(key))
    const other = await api.owner.post(
      '/plant-slots/v1/admin/locations',
      { code: `l${newId().slice(-9)}`, name: 'L', kind: 'tent' },
      withKey(key),
    )
    expect([other.status, codeOf(other)]).toEqual([422, 'idempotency_key_reused'])
    const { rows } = await sql<{ name: string }>`select name from command_log where command_id = ${key}`.execute(
      api.stage.authority.database.db,
    )
    expect(rows).toEqual([{ name: 'memberships.create-plan' }])
  })

  test('neither key nor body is kept, only hashes; a key that cannot be one → 400', async () => {
    const key = `secret ${newId()}`
    await api.owner.post(plans, plan(), withKey(key))
    const { rows } = await sql<{ key_hash: Uint8Array }>`select key_hash from idempotency_keys`.execute(
      api.stage.authority.database.db,
    )
    const hash = createHash('sha256').update(key).digest('hex')
    expect(rows.map((row) => Buffer.from(row.key_hash).toString('hex'))).toContain(hash)
    for (const odd of ['x'.repeat(129), 'ä']) {
      const answer = await api.owner.post(plans, plan(), withKey(odd)).catch(() => null)
      if (answer) expect([answer.status, codeOf(answer)]).toEqual([400, 'validation_failed'])
    }
  })
})

describe('[PL-R15] any command and query by its name', () => {
  const give = (caller: Caller, name: string, input: object, id = newId()) =>
    caller.post('/api/v1/commands', { name, id, input: JSON.parse(JSON.stringify(input)) })

  test('a command is done once, however often its id comes; another one under its id → 422', async () => {
    const id = newId()
    const input = { locationId: newId(), code: `l${newId().slice(-9)}`, name: 'L', kind: 'tent' }
    const first = await give(api.owner, 'plant-slots.create-location', input, id)
    expect(first).toMatchObject({ status: 200, body: { data: { id, verdict: 'applied', outcome: {} } } })
    expect(dataOf(await give(api.owner, 'plant-slots.create-location', input, id))).toEqual(dataOf(first))
    const other = await give(api.owner, 'plant-slots.create-location', { ...input, name: 'M' }, id)
    expect([other.status, codeOf(other)]).toEqual([422, 'command_id_reused'])
  })

  test('[PL-R15] a viewer → 403, a name that nobody knows → 400, the server’s own → 403', async () => {
    const viewer = await api.house.as('viewer')
    const input = { locationId: newId(), code: `l${newId().slice(-9)}`, name: 'L', kind: 'tent' }
    const refused = await give(viewer, 'plant-slots.create-location', input)
    expect([refused.status, codeOf(refused)]).toEqual([403, 'actor_not_permitted'])
    const unknown = await give(api.owner, 'plant-slots.no-such', {})
    expect([unknown.status, codeOf(unknown)]).toEqual([400, 'unknown_command'])
    const own = await give(api.owner, 'identity.add-user', { userId: newId(), displayName: 'Eve', roles: ['owner'] })
    expect([own.status, codeOf(own)]).toEqual([403, 'actor_not_permitted'])
    expect(codeOf(await api.owner.post('/api/v1/queries/no.such'))).toBe('unknown_query')
  })

  test('[PS-A81] what was refused is in the log, with who, which code and its parameters', async () => {
    const id = newId()
    await give(
      await api.house.as('viewer'),
      'plant-slots.create-location',
      { locationId: newId(), code: 'a', name: 'L', kind: 'tent' },
      id,
    )
    const { rows } =
      await sql`select verdict, actor_id, rejection ->> 'code' as code from command_log where command_id = ${id}`.execute(
        api.stage.authority.database.db,
      )
    expect(rows).toEqual([{ verdict: 'rejected', actor_id: api.house.userOf('viewer'), code: 'actor_not_permitted' }])
  })
})

describe('[PL-R20] [PL-R21] [PL-R22] how often', () => {
  let small: ApiStage
  beforeAll(async () => {
    small = await startApi({ api: 100, booking: 30 })
  })
  afterAll(() => small.authority.stop())
  const atSecond = (second: number) =>
    small.clock.set(new Date(Date.parse('2027-06-01T00:00:00Z') + second * 1000).toISOString())
  const times = async (n: number, ask: () => Promise<{ status: number }>) => {
    const statuses: number[] = []
    for (let i = 0; i < n; i += 1) statuses.push((await ask()).status)
    return {
      passed: statuses.filter((status) => status !== 429).length,
      refused: statuses.filter((status) => status === 429).length,
    }
  }

  test('100 calls pass, the 101st is told when to come again', async () => {
    atSecond(0)
    const caller = await (await small.house('owner')).as('owner')
    expect(await times(100, () => caller.get(plans))).toEqual({ passed: 100, refused: 0 })
    const over = await caller.get(plans)
    expect(over.status).toBe(429)
    expect(over.body).toEqual({
      success: false,
      error: {
        code: 'RATE_LIMIT_EXCEEDED',
        message: 'Too many requests. Please try again later.',
        retryAfter: Number(over.headers.get('retry-after')),
      },
    })
    expect(over.headers.get('x-ratelimit-limit')).toBe('100')
    expect(over.headers.get('x-ratelimit-remaining')).toBe('0')
    expect(Number(over.headers.get('x-ratelimit-reset'))).toBeGreaterThan(small.clock.now().getTime())
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    const other = await (await small.house('owner')).as('owner')
    expect((await other.get(plans)).headers.get('x-ratelimit-remaining')).toBe('99')
  })

  test('the minute slides: 60 at 1 s leave room for 70 at 90 s, and those count at 120 s', async () => {
    atSecond(600)
    const caller = await (await small.house('owner')).as('owner')
    atSecond(601)
    expect(await times(60, () => caller.get(plans))).toEqual({ passed: 60, refused: 0 })
    atSecond(690)
    expect(await times(80, () => caller.get(plans))).toEqual({ passed: 70, refused: 10 })
    atSecond(720)
    expect(await times(40, () => caller.get(plans))).toEqual({ passed: 30, refused: 10 })
  })

  test('who waits as long as told gets through, and hammering does not prolong the wait', async () => {
    atSecond(1200)
    const caller = await (await small.house('owner')).as('owner')
    await times(150, () => caller.get(plans))
    const wait = Number((await caller.get(plans)).headers.get('retry-after'))
    small.clock.pass(wait * 1000)
    expect((await caller.get(plans)).status).toBe(200)
  })

  test('[PS-A81] 30 bookings a minute, the 31st → 429 whatever the style; lists go on', async () => {
    atSecond(1800)
    const caller = await (await small.house('owner')).as('owner')
    const book = () => caller.post('/plant-slots/v1/admin/assign', { membership_id: newId(), quantity: 1 })
    expect(await times(30, book)).toEqual({ passed: 30, refused: 0 })
    const over = await book()
    expect(over).toMatchObject({ status: 429, body: { success: false, error: { code: 'RATE_LIMIT_EXCEEDED' } } })
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect((await caller.get('/plant-slots/v1/admin/all')).status).toBe(200)
    const byName = { name: 'plant-slots.allocate', id: newId(), input: {} }
    expect((await caller.post('/api/v1/commands', byName)).status).toBe(429)
    expect((await caller.post('/api/v1/commands', { ...byName, name: 'no.such' })).status).toBe(400)
  })

  test('strangers are counted by their address, whatever they say of where they come from', async () => {
    atSecond(2400)
    let n = 0
    const stranger = () => {
      n += 1
      return send(small.url, plans, { headers: { 'x-forwarded-for': `10.0.0.${n}` } })
    }
    expect(await times(110, stranger)).toEqual({ passed: 100, refused: 10 })
  })

  test.each([
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['::ffff:10.0.0.1', '10.0.0.1', true],
    ['10.0.0.1', '10.0.0.2', false],
    ['2001:db8::1', '2001:0db8:0:0:5::', true],
  ])('%s and %s share a counter: %s', (a, b, same) => {
    expect(addressKey(a) === addressKey(b)).toBe(same)
  })
})

test('[PL-R16] the document has every route and only those, with names of their own', async () => {
  const answer = await send(api.stage.url, '/api/openapi.json')
  expect(answer.status).toBe(200)
  const document = JSON.parse(JSON.stringify(answer.body))
  const inRouter = routesInRouter(api.stage.authority.server.app).filter((route) =>
    // Imports and exports are procedures on files, beside the table of routes that the document is made of.
    /^\w+ \/(api|plant-slots)\/(?!openapi|v1\/(imports|exports))/.test(route),
  )
  const operations = Object.entries(Object(document.paths)).flatMap(([path, methods]) =>
    Object.entries(Object(methods)).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
      operation: Object(operation),
    })),
  )
  expect(operations.map(({ route }) => route).sort()).toEqual(inRouter.sort())
  expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length)
  const yaml = await send(api.stage.url, '/api/openapi.yaml')
  expect(String(yaml.body)).toMatch(/^openapi: 3\.1\.0/)
})

test('[PL-R16] every refusal that the document names is one of the catalogue', () => {
  const codes = [...new Set(routes.flatMap(codesOf))]
  expect(codes.length).toBeGreaterThan(40)
  expect(codes.filter((code) => domain.rejections[code] === undefined)).toEqual([])
})

test('[PL-R11] a version conflict names what was expected and what is there', async () => {
  const made = await api.owner.must('POST', plans, plan())
  const answer = await api.owner.patch(`${plans}/${made.id}`, { sortOrder: 1 }, { 'if-match': '"7"' })
  expect([answer.status, detailsOf(answer)]).toEqual([412, { expected: 7, actual: expect.any(Number) }])
})
