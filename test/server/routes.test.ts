import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { failure, maxPushBytes, maxPushCommands, protocolVersion } from '../../src-shared/sync/protocol.ts'
import { type House, onBothServers } from './authorities.ts'
import { send, until, type WireDesk } from './wire.ts'

/** A command that needs nothing there, and writes one row. */
const location = (code = `l-${newId().slice(-12)}`): JsonObject => ({
  ...{ locationId: newId(), code, name: 'A place', kind: 'field' },
})

onBothServers('the routes of a desk', (stage) => {
  let house: House
  let desk: WireDesk
  beforeAll(async () => {
    house = await stage().house('owner')
    desk = await house.desk('owner')
  })
  const url = () => stage().authority.url
  const pushing = (body: Json, headers: Record<string, string> = {}) =>
    send(url(), '/sync/push', { token: desk.token, body, headers })

  describe('the size of a push', () => {
    test('[SY-8] more than a mebibyte is refused whole with 413, so that the desk halves its batch; none of it ran', async () => {
      const seq = desk.seq
      const big = desk.next('plant-slots.create-location', { ...location(), name: 'x'.repeat(maxPushBytes) })
      const answer = await pushing({ protocol: protocolVersion, commands: [big] })
      expect(answer.status).toBe(413)
      expect(failure.parse(answer.body).error.code).toBe('PAYLOAD_TOO_LARGE')
      desk.seq = seq
      expect(await desk.give('plant-slots.create-location', location())).toMatchObject({ verdict: 'applied' })
    })

    test('a small body that grows when it is unpacked does not get past the limit', async () => {
      const body = gzipSync(JSON.stringify({ protocol: protocolVersion, commands: [], more: ' '.repeat(5_000_000) }))
      const response = await fetch(`${url()}/sync/push`, {
        method: 'POST',
        headers: {
          ...{ authorization: `Bearer ${desk.token}`, 'content-type': 'application/json', 'content-encoding': 'gzip' },
        },
        body,
      })
      expect(response.status).toBe(413)
    })

    test(`${maxPushCommands} commands are a batch, one more is none, and neither is nothing`, async () => {
      const seq = desk.seq
      const batch = Array.from({ length: maxPushCommands }, () => desk.next('no.such', {}))
      expect((await desk.push(batch)).verdicts).toHaveLength(maxPushCommands)
      expect(desk.seq).toBe(seq + maxPushCommands)
      const tooMany = [...batch, { ...batch[0], deskSeq: desk.seq + 1 }]
      for (const commands of [tooMany, []]) {
        expect(await pushing({ protocol: protocolVersion, commands })).toMatchObject({ status: 400 })
      }
    })
  })

  describe('[SY-16] the version of the protocol', () => {
    test('this one and the one before are spoken; any other is told to upgrade, in push, pull and first sync', async () => {
      const { cursor } = await desk.snapshot()
      const commands = [{ id: newId(), deskSeq: desk.seq + 1 }]
      for (const protocol of [protocolVersion + 1, protocolVersion - 2, 99]) {
        const answers = [
          await pushing({ protocol, commands }),
          await desk.askToPull(cursor, { protocol }),
          await send(url(), `/sync/snapshot?protocol=${protocol}`, { token: desk.token }),
        ]
        for (const { status, body } of answers) {
          expect(status).toBe(426)
          expect(failure.parse(body).error.code).toBe('upgrade_required')
        }
      }
      for (const protocol of [protocolVersion, protocolVersion - 1]) {
        expect(await desk.askToPull(cursor, { protocol })).toMatchObject({ status: 200 })
      }
    })

    test('a desk that is too old keeps its place: nothing of its push was taken', async () => {
      const command = desk.next('plant-slots.create-location', location())
      await pushing({ protocol: 99, commands: [command] })
      expect(await desk.push([command])).toMatchObject({ verdicts: [{ verdict: 'applied' }] })
    })
  })

  describe('bodies that are none', () => {
    test.each<[string, Json, number]>([
      ['nothing', {}, 400],
      ['a list', [], 400],
      ['a text', 'x', 400],
      ['no commands', { protocol: 1 }, 400],
      ['commands that are none', { protocol: 1, commands: [1] }, 400],
      ['a command without an id', { protocol: 1, commands: [{ deskSeq: 1 }] }, 400],
      ['a command without a number', { protocol: 1, commands: [{ id: newId() }] }, 400],
      ['a number below one', { protocol: 1, commands: [{ id: newId(), deskSeq: 0 }] }, 400],
      ['a number beyond all numbers', { protocol: 1, commands: [{ id: newId(), deskSeq: 2 ** 53 }] }, 400],
    ])('%s', async (_what, body, status) => {
      const answer = await pushing(body)
      expect(answer.status).toBe(status)
      expect(failure.parse(answer.body).success).toBe(false)
    })

    test('a text that is no JSON, and another type than JSON', async () => {
      const headers = { authorization: `Bearer ${desk.token}`, 'content-type': 'application/json' }
      for (const body of ['{', '', 'nul', '{"__proto__":{}}']) {
        const response = await fetch(`${url()}/sync/push`, { method: 'POST', headers, body })
        expect(response.status, body).toBe(400)
        failure.parse(await response.json())
      }
      const form = await fetch(`${url()}/sync/push`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        body: 'a=1',
      })
      expect(form.status).toBe(415)
    })

    test.each<[string, JsonObject]>([
      ['no cursor', {}],
      ['a version below zero', { version: -1 }],
      ['an epoch that is none', { epoch: 'x' }],
      ['a day that is none', { scope: { rules: 'x', day: '2027-02-30' } }],
    ])('a pull from %s', async (_what, change) => {
      const { cursor } = await desk.snapshot()
      const broken = Object.keys(change).length === 0 ? {} : { ...cursor, ...change }
      expect(await desk.askToPull(broken)).toMatchObject({ status: 400 })
    })

    test.each(['protocol=1&after=x', 'protocol=1&after=members,x', 'protocol=x', '', 'protocol=1&after=a,b,c'])(
      'a first sync from "%s"',
      async (query) => {
        expect(await send(url(), `/sync/snapshot?${query}`, { token: desk.token })).toMatchObject({ status: 400 })
      },
    )

    test('a first sync that goes on at a table nobody has begins at the beginning', async () => {
      const path = `/sync/snapshot?protocol=${protocolVersion}&after=no_such_table,${newId()}`
      const answer = await send(url(), path, { token: desk.token })
      expect(answer.status).toBe(200)
      expect(String(answer.body)).toContain('"table":"tenants"')
    })

    test('nothing is at an address that nobody gave, and it says so in the same form', async () => {
      const answer = await send(url(), '/sync/no-such', { token: desk.token })
      expect(answer.status).toBe(404)
      expect(failure.parse(answer.body).error.code).toBe('ROUTE_NOT_FOUND')
    })

    test.each<[string, Json]>([
      ['no.such', {}],
      ['identity.people', { unknown: 1 }],
      ['identity.people', []],
      ['identity.people', 'x'],
      ['a'.repeat(90), {}],
    ])('a question that is none: %s', async (name, input) => {
      const answer = await desk.ask(name, input)
      expect(answer.status).toBe(400)
      expect(['unknown_query', 'validation_failed']).toContain(failure.parse(answer.body).error.code)
    })

    test('a question nested so deep that it breaks readers is refused like any other nonsense', async () => {
      const response = await fetch(`${url()}/api/v1/queries/identity.people`, {
        method: 'POST',
        headers: { authorization: `Bearer ${desk.token}`, 'content-type': 'application/json' },
        body: `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      })
      expect(response.status).toBe(400)
    })
  })

  describe('[DX-R21] [DX-R23] the one box', () => {
    test('finds by GET, with rights and limits as the query has them', async () => {
      const code = `sera-${newId().slice(-6)}`
      await desk.give('plant-slots.create-location', location(code))
      const found = await send(url(), `/api/v1/search?q=${code}&kinds=location&limit=3`, { token: desk.token })
      expect(found).toMatchObject({ status: 200, body: { data: { hits: [{ kind: 'location', subtitle: code }] } } })
      for (const query of ['', '?q=', '?q=a&limit=9', '?q=a&limit=x']) {
        expect(await send(url(), `/api/v1/search${query}`, { token: desk.token })).toMatchObject({ status: 400 })
      }
      expect(await send(url(), '/api/v1/search?q=a')).toMatchObject({ status: 401 })
    })

    test('says what a code means, and 404 for one that nobody knows', async () => {
      const code = `sera-${newId().slice(-6)}`
      await desk.give('plant-slots.create-location', location(code))
      const ask = (body: Json) => send(url(), '/api/v1/resolve-code', { token: desk.token, body })
      expect(await ask({ code })).toMatchObject({ status: 200, body: { data: { meant: [{ kind: 'location' }] } } })
      const unknown = await ask({ code: 'NO-SUCH' })
      expect(unknown.status).toBe(404)
      expect(failure.parse(unknown.body).error.code).toBe('code_unknown')
      expect(await ask({})).toMatchObject({ status: 400 })
    })
  })

  describe('live', () => {
    test('a socket hears of every version its tenant reaches, by number and nothing else', async () => {
      const ear = desk.live()
      expect(await ear.opened).toBe(true)
      const answer = await until('the socket is served', async () => {
        const { version } = await desk.give('plant-slots.create-location', location())
        await new Promise((done) => setTimeout(done, 20))
        return ear.heard.length > 0 ? version : undefined
      })
      await until('the newest version is told', () => {
        const last = ear.heard.at(-1)
        return JSON.stringify(last) === JSON.stringify({ version: answer })
      })
      for (const heard of ear.heard) expect(Object.keys(Object(heard))).toEqual(['version'])
      ear.socket.terminate()
    })

    test('a socket that says more than pong is closed, and the server lives on', async () => {
      const ear = desk.live()
      await ear.opened
      ear.socket.send('x'.repeat(100_000))
      expect(await ear.closed).toBe(1009)
      expect(await send(url(), '/health')).toMatchObject({ status: 200 })
    })
  })
})
