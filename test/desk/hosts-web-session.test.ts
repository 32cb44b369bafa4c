import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { serveDesk, type WebHost } from '../../src-main/host-web/serve.ts'
import { type BuiltPages, buildPages } from './hosts/built-pages.ts'
import { smallDesk } from './hosts/desk-under-test.ts'
import { ask, postHead } from './hosts/raw-request.ts'
import { connect, cookieOf, endOf, openSocket, originOf, postToken, tokenOf } from './hosts/web-host.ts'

let pages: BuiltPages
let host: WebHost
let desk: ReturnType<typeof smallDesk>
let port: string

beforeEach(async () => {
  pages = await buildPages()
  desk = smallDesk()
  host = await serveDesk({ door: desk.door, port: 0, rendererFolder: pages.rendererFolder })
  port = new URL(host.url).port
})
afterEach(async () => {
  await host.close()
  await pages.remove()
})

describe('[DX-A56] DX-R55 the session of the web host', () => {
  test('the first URL carries a token of 32 bytes in its fragment', () => {
    expect(host.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/)
    expect(Buffer.from(tokenOf(host.url), 'base64url')).toHaveLength(32)
  })

  test('exchanges the token once for a cookie that no script and no other site can use', async () => {
    const token = tokenOf(host.url)
    const answer = await postToken(host.url, token)
    expect(answer.status).toBe(204)
    expect(answer.headers.get('set-cookie')).toMatch(
      new RegExp(`^holdfast-${port}=[\\w-]{43}; Max-Age=604800; Path=/desk; HttpOnly; SameSite=Strict$`),
    )
    expect(cookieOf(answer)).not.toContain(token)
    const again = await postToken(host.url, token)
    expect(again.status).toBe(403)
    expect(again.headers.get('set-cookie')).toBeNull()
  })

  test('mints a token for each further window, and forgets the oldest of nine that nobody spent', async () => {
    const tokens = Array.from({ length: 8 }, () => host.newToken())
    const answers = await Promise.all([tokenOf(host.url), ...tokens].map((token) => postToken(host.url, token)))
    expect(answers.map(({ status }) => status)).toEqual([403, 204, 204, 204, 204, 204, 204, 204, 204])
    expect(new Set(answers.map(cookieOf)).size).toBe(9)
  })

  test.each(['', 'wrong', 'A'.repeat(43)])('gives nothing for the token %j', async (token) => {
    const answer = await postToken(host.url, token)
    expect(answer.status).toBe(403)
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  test.each([
    ['another site', 'http://evil.example'],
    ['another port', 'http://127.0.0.1:1'],
    ['another scheme', 'https://127.0.0.1:PORT'],
    ['another name of this machine', 'http://localhost:PORT'],
    ['no page', 'null'],
    ['a longer one', 'http://127.0.0.1:PORT.evil.example'],
  ])('takes no token from %s, and does not spend it', async (_what, origin) => {
    const token = tokenOf(host.url)
    expect((await postToken(host.url, token, { origin: origin.replace('PORT', port) })).status).toBe(403)
    expect((await postToken(host.url, token)).status).toBe(204)
  })

  test('takes no token without an Origin', async () => {
    const token = tokenOf(host.url)
    expect((await ask(port, postHead(port, token), JSON.stringify({ token }))).status).toBe(403)
  })

  test.each(['', 'token', '{}', '{"token":1}', '{"token":"x","more":1}', `{"token":"x"}${' '.repeat(5000)}`])(
    'refuses the body %j',
    async (body) => {
      const answer = await fetch(`${originOf(host.url)}/session`, {
        method: 'POST',
        headers: { origin: originOf(host.url) },
        body,
      })
      expect(answer.status).toBe(400)
    },
  )
})

describe('[DX-A56] DX-R55 the socket of the web host', () => {
  const cookie = async (): Promise<string> => cookieOf(await postToken(host.url, host.newToken()))

  test('opens with cookie and own Origin', async () => {
    const heard: unknown[] = []
    const line = await connect(host.url, await cookie(), (frame) => heard.push(frame))
    line.send('{"call":1,"name":"status","input":{}}')
    await vi.waitFor(() => expect(heard).toHaveLength(2))
    line.leave()
  })

  test.each([
    ['no cookie', {}],
    ['a made-up cookie', { cookie: 'holdfast-PORT=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['an empty cookie', { cookie: 'holdfast-PORT=' }],
    ['the cookie of another port', { cookie: 'holdfast-1=VALUE' }],
    ['the token for a cookie', { cookie: 'holdfast-PORT=TOKEN' }],
    ['a foreign Origin', { cookie: 'holdfast-PORT=VALUE', origin: 'http://evil.example' }],
    ['the Origin of another port', { cookie: 'holdfast-PORT=VALUE', origin: 'http://127.0.0.1:1' }],
    ['the Origin of another name', { cookie: 'holdfast-PORT=VALUE', origin: 'http://localhost:PORT' }],
    ['no Origin', { cookie: 'holdfast-PORT=VALUE', origin: '' }],
  ])('is closed 4403 with %s', async (_what, headers) => {
    const value = (await cookie()).split('=')[1] ?? ''
    const filled = Object.entries(headers).map(([name, text]) => [
      name,
      text.replace('PORT', port).replace('VALUE', value).replace('TOKEN', tokenOf(host.url)),
    ])
    const socket = openSocket(host.url, Object.fromEntries(filled))
    socket.on('open', () => socket.send('{"call":1,"name":"status","input":{}}'))
    expect(await endOf(socket)).toBe(4403)
    expect(desk.handled()).toBe(0)
  })

  test('is refused 403 under a foreign Host, and 404 at another path', async () => {
    const headers = { cookie: await cookie() }
    expect(await endOf(openSocket(host.url, { ...headers, host: `evil.example:${port}` }))).toBe(403)
    for (const path of ['/', '/desk/', '/desk?x', '/Desk']) {
      expect(await endOf(openSocket(host.url, headers, path))).toBe(404)
    }
  })

  test('admits eight at a time, and the next one when one has left', async () => {
    const own = await cookie()
    const lines = await Promise.all(Array.from({ length: 8 }, () => connect(host.url, own, () => {})))
    const ninth = openSocket(host.url, { cookie: own })
    expect(await endOf(ninth)).toBe(1013)
    lines[0]?.leave()
    await lines[0]?.down
    const heard: unknown[] = []
    await connect(host.url, own, (frame) => heard.push(frame))
    await vi.waitFor(() => expect(heard).toHaveLength(1))
  })

  test('is closed 1009 for a message over 2 MiB and 1003 for bytes', async () => {
    const large = await connect(host.url, await cookie(), () => {})
    large.send('x'.repeat(2 * 1024 * 1024 + 1))
    expect(await large.down).toBe(1009)
    const bytes = await connect(host.url, await cookie(), () => {})
    bytes.send(Buffer.from([1]))
    expect(await bytes.down).toBe(1003)
    expect(desk.handled()).toBe(0)
  })
})

describe('DX-R55 a desk that starts again', () => {
  let folder: string
  let cookieFile: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-cookies-'))
    cookieFile = join(folder, 'web-cookies.json')
  })
  afterEach(() => rm(folder, { recursive: true }))

  const startAgain = async (): Promise<void> => {
    await host.close()
    host = await serveDesk({ door: desk.door, port: Number(port), rendererFolder: pages.rendererFolder, folder })
  }
  const opensWith = async (cookie: string): Promise<boolean> => {
    const socket = openSocket(host.url, { cookie })
    const opened = new Promise<boolean>((resolve) => socket.on('message', () => resolve(true)))
    socket.on('open', () => socket.send('{"call":1,"name":"status","input":{}}'))
    const letIn = await Promise.race([opened, endOf(socket).then(() => false)])
    socket.close()
    return letIn
  }

  test('lets in the pages it let in before', async () => {
    await startAgain()
    const cookie = cookieOf(await postToken(host.url, tokenOf(host.url)))
    await startAgain()
    expect(await opensWith(cookie)).toBe(true)
    const another = cookieOf(await postToken(host.url, tokenOf(host.url)))
    await startAgain()
    expect([await opensWith(cookie), await opensWith(another)]).toEqual([true, true])
  })

  test('knows a browser for a week after it was last here, and tells it so once a day', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const later = (days: number) => vi.setSystemTime(Date.now() + days * 24 * 60 * 60_000)
    /** What the answer to the socket's upgrade sets. */
    const renewal = (cookie: string): Promise<string | undefined> =>
      new Promise((resolve) => {
        const socket = openSocket(host.url, { cookie })
        socket.on('upgrade', ({ headers }) => resolve(headers['set-cookie']?.[0]))
        socket.on('open', () => socket.close())
      })
    await startAgain()
    const cookie = cookieOf(await postToken(host.url, tokenOf(host.url)))
    expect(await renewal(cookie)).toBeUndefined()
    later(6)
    await startAgain()
    expect(await renewal(cookie)).toBe(`${cookie}; Max-Age=604800; Path=/desk; HttpOnly; SameSite=Strict`)
    expect(await renewal(cookie)).toBeUndefined()
    later(6)
    await startAgain()
    expect(await opensWith(cookie)).toBe(true)
    later(8)
    expect([await opensWith(cookie), await renewal(cookie)]).toEqual([false, undefined])
    vi.useRealTimers()
  })

  test('keeps no cookie itself, and shows what it keeps to nobody else', async () => {
    await startAgain()
    const cookie = cookieOf(await postToken(host.url, tokenOf(host.url)))
    expect(await readFile(cookieFile, 'utf8')).not.toContain(cookie.split('=')[1])
    expect((await stat(cookieFile)).mode & 0o777).toBe(0o600)
  })

  test.each(['', '{"cookies":["x"]}', '{"cookies":[{"hash":"x","seen":1}]}', '{"cookies":1}', '[]'])(
    'lets nobody in by the file %j',
    async (text) => {
      await startAgain()
      const cookie = cookieOf(await postToken(host.url, tokenOf(host.url)))
      await writeFile(cookieFile, text)
      await startAgain()
      expect(await opensWith(cookie)).toBe(false)
    },
  )
})
