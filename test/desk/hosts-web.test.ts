import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { serveDesk, type WebHost } from '../../src-main/host-web/serve.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import { type BuiltPages, buildPages, nastyTargets, secret } from './hosts/built-pages.ts'
import { smallDesk } from './hosts/desk-under-test.ts'
import { ask, postHead } from './hosts/raw-request.ts'
import { cookieOf, openSocket, originOf, postToken, tokenOf } from './hosts/web-host.ts'

let pages: BuiltPages
let host: WebHost
let desk: ReturnType<typeof smallDesk>
let port: string

beforeEach(async () => {
  pages = await buildPages()
  desk = smallDesk()
  host = await serveDesk({ door: desk.door, port: 0, rendererFolder: pages.rendererFolder })
  port = new URL(host.url).port
  await pages.addLater('later.js')
})
afterEach(async () => {
  await host.close()
  await pages.remove()
})

const get = (target: string, host = `127.0.0.1:${port}`) => ask(port, `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n`)

describe('[DX-A56] DX-R55 pages of the web host', () => {
  test('listens on 127.0.0.1 and nowhere else', async () => {
    expect(originOf(host.url)).toBe(`http://127.0.0.1:${port}`)
    const reached = await new Promise((resolve) => {
      const socket = connectTcp(Number(port), '127.0.0.2', () => resolve(true))
      socket.on('error', () => resolve(false))
    })
    expect(reached).toBe(false)
  })

  test('serves the page with a fresh nonce in its policy and its style, to the letter', async () => {
    const first = await get('/')
    const policy = first.headers.get('content-security-policy') ?? ''
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
    expect(Buffer.from(nonce, 'base64')).toHaveLength(16)
    expect(policy).toBe(
      `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'nonce-${nonce}'; ` +
        "style-src-attr 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self'; media-src 'self' blob:; " +
        `worker-src 'self'; connect-src 'self' ws://127.0.0.1:${port}; frame-src 'none'; object-src 'none'; ` +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    expect(first.text).toContain(`<meta nonce="${nonce}"><style nonce="${nonce}">`)
    expect(first.headers.get('cache-control')).toBe('no-store')
    expect((await get('/')).headers.get('content-security-policy')).not.toBe(policy)
  })

  test.each([
    ['/', 'text/html; charset=utf-8', 'no-store'],
    ['/first-paint.js', 'text/javascript; charset=utf-8', 'no-store'],
    ['/assets/index-B3x9Qk2a.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/assets/inter-Zz_9-x1Y.woff2', 'font/woff2', 'public, max-age=31536000, immutable'],
  ])('serves %s as %s, kept as %s', async (target, type, caching) => {
    const { status, headers } = await get(target)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe(type)
    expect(headers.get('cache-control')).toBe(caching)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  })

  test.each(nastyTargets.map((target) => [target]))('gives nothing for %j', async (target) => {
    const { status, text } = await get(target)
    // Node itself answers 400 to what is no request at all.
    expect([400, 404]).toContain(status)
    expect(text).not.toContain(secret)
  })

  test('puts the policy on a refusal too', async () => {
    for (const answer of [
      await get('/nothing.js'),
      await get('/', 'evil.example'),
      await ask(port, postHead(port, 'x')),
    ])
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('shuts every page off from other sites, and from what it never needs', async () => {
    for (const answer of [await get('/'), await get('/nothing.js')])
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': 'camera=(self), microphone=(), geolocation=(), display-capture=()',
        'x-dns-prefetch-control': 'off',
      })
  })

  test('answers HEAD without a body, and no other method', async () => {
    const own = `Host: 127.0.0.1:${port}\r\n`
    const head = await ask(port, `HEAD / HTTP/1.1\r\n${own}`)
    expect(head.status).toBe(200)
    expect(head.text).not.toContain('doctype')
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])
      expect((await ask(port, `${method} / HTTP/1.1\r\n${own}Content-Length: 0\r\n`)).status).toBe(405)
  })

  test.each([
    'localhost:PORT',
    '127.0.0.1',
    '127.0.0.1:1',
    '127.0.0.1:PORT.',
    '127.0.0.1.:PORT',
    'evil.example',
    'evil.example:PORT',
    '[::1]:PORT',
    '0.0.0.0:PORT',
    '127.1:PORT',
    '',
  ])('turns away the Host %j (DNS rebinding)', async (name) => {
    const { status, text } = await get('/', name.replace('PORT', port))
    expect(status).toBe(403)
    expect(text).not.toContain('doctype')
  })

  test('cuts off who does not say goodbye in return', async () => {
    const upgrade = 'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n'
    const key = `Sec-WebSocket-Key: ${'A'.repeat(22)}==\r\n`
    const { status } = await ask(port, `GET /desk HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${upgrade}${key}`)
    expect(status).toBe(101)
  }, 5000)

  test('lets go of a screen that reads nothing, before its messages fill the memory', async () => {
    const socket = openSocket(host.url, { cookie: cookieOf(await postToken(host.url, tokenOf(host.url))) })
    await once(socket, 'open')
    socket.pause()
    socket.send(JSON.stringify({ call: 1, name: 'watch', input: { watchId: newId(), name: 'count', input: {} } }))
    await vi.waitFor(() => expect(desk.watches()).toBe(1))
    for (let n = 0; n < 64; n++) desk.tellAll({ event: 'result', watchId: newId(), value: 'x'.repeat(1024 * 1024) })
    await vi.waitFor(() => expect(desk.watches()).toBe(0), 3000)
    socket.terminate()
  })

  test('gives its port back when it is closed, also while a browser keeps a line open', async () => {
    await get('/')
    const idle = await fetch(originOf(host.url))
    expect(idle.status).toBe(200)
    await host.close()
    host = await serveDesk({ door: desk.door, port: Number(port), rendererFolder: pages.rendererFolder })
    expect((await get('/')).status).toBe(200)
  })

  test('refuses to start on a taken port, and without built screens', async () => {
    const taken = serveDesk({ door: desk.door, port: Number(port), rendererFolder: pages.rendererFolder })
    await expect(taken).rejects.toThrow('EADDRINUSE')
    const bare = serveDesk({ door: desk.door, port: 0, rendererFolder: `${pages.rendererFolder}/assets` })
    await expect(bare).rejects.toThrow('not built')
  })
})
