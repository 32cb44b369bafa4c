import { createServer, type Server } from 'node:http'
import { PassThrough } from 'node:stream'
import { afterEach, describe, expect, test } from 'vitest'
import { RoamingConnection } from '../../../src-main/desk/roaming-connection.ts'
import { newId } from '../../../src-shared/kernel/id.ts'
import type { Json } from '../../../src-shared/kernel/json.ts'
import type { ServerPlace } from '../../../src-shared/sync/hub-protocol.ts'
import { linesOf } from '../../../sync-server/hub/lines.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
})

/** A server that answers everything in one way, and notes what it was asked. */
async function serverSaying(status: number, body: Json): Promise<{ url: string; heard: string[] }> {
  const heard: string[] = []
  const server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  return { url: `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`, heard }
}

const movedTo = (url: string): Json => ({
  success: false,
  error: { code: 'server_moved', message: '', params: { to: { kind: 'open', url } } },
})
const grant = {
  ...{ accessToken: 'new', refreshToken: 'new', offlineUntil: '2026-03-05T09:00:00Z' },
  ...{ user: { id: newId(), name: 'Aylin' }, tenant: { id: newId(), name: 'House' }, desk: { id: newId(), name: 'B' } },
}

const roaming = (place: ServerPlace) => {
  const kept: ServerPlace[] = []
  const finder = { look: async () => [] }
  return { kept, connection: new RoamingConnection({ place, keep: (to) => kept.push(to), finder }) }
}

describe('[DX-R51] a server that has moved', () => {
  test('is followed at once and over a restart; the access token of the old one is renewed before it is shown there', async () => {
    const there = await serverSaying(200, grant)
    const here = await serverSaying(410, movedTo(there.url))
    const { kept, connection } = roaming({ kind: 'open', url: here.url })
    await expect(connection.push('old', [])).rejects.toMatchObject({ status: 401, code: 'session_expired' })
    expect(kept).toEqual([{ kind: 'open', url: there.url }])
    expect(there.heard).toEqual([])
    expect(await connection.refresh('old')).toMatchObject({ accessToken: 'new' })
    expect(there.heard).toEqual(['POST /auth/refresh'])
  })

  test('is followed in the middle of a renewal, which needs no second try', async () => {
    const there = await serverSaying(200, grant)
    const here = await serverSaying(410, movedTo(there.url))
    const { connection } = roaming({ kind: 'open', url: here.url })
    expect(await connection.refresh('old')).toMatchObject({ accessToken: 'new' })
    expect([here.heard.length, there.heard.length]).toEqual([1, 1])
  })

  test('that says nothing of where to is not followed', async () => {
    const here = await serverSaying(410, { success: false, error: { code: 'server_moved', message: '' } })
    const { kept, connection } = roaming({ kind: 'open', url: here.url })
    await expect(connection.refresh('old')).rejects.toMatchObject({ code: 'server_moved' })
    expect(kept).toEqual([])
  })
})

describe('[DX-R50] a hub that does not answer', () => {
  test('is not looked for by a desk of another server', async () => {
    const { kept, connection } = roaming({ kind: 'open', url: 'http://127.0.0.1:1' })
    await expect(connection.refresh('x')).rejects.toThrow('does not answer')
    expect(kept).toEqual([])
  })
})

test('[DX-R51] no line of an organisation on its way is lost, however late somebody listens', async () => {
  const stream = new PassThrough()
  stream.end('one\ntwo\nthree\n')
  const lines = linesOf(stream)
  await new Promise((done) => setImmediate(done))
  const heard: string[] = []
  for await (const line of lines) heard.push(line)
  expect(heard).toEqual(['one', 'two', 'three'])
})
