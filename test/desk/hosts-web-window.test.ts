import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { serveDesk, type WebHost } from '../../src-main/host-web/serve.ts'
import { askForWindow, proofOf } from '../../src-main/host-web/window-key.ts'
import { startProgram, stopProgram } from '../../src-main/start/process.ts'
import { type BuiltPages, buildPages } from './hosts/built-pages.ts'
import { smallDesk } from './hosts/desk-under-test.ts'
import { connect, cookieOf, originOf, postToken, tokenOf } from './hosts/web-host.ts'

let pages: BuiltPages
let folder: string
beforeEach(async () => {
  pages = await buildPages()
  folder = await mkdtemp(join(tmpdir(), 'holdfast-window-'))
})
afterEach(async () => {
  await pages.remove()
  await rm(folder, { recursive: true })
})

const keyFile = () => join(folder, 'web-window.json')
const nonce = 'A'.repeat(22)
const readKey = async () =>
  z.object({ port: z.number(), key: z.string() }).parse(JSON.parse(await readFile(keyFile(), 'utf8')))

describe('DX-R55 one more window on a running web desk', () => {
  let host: WebHost
  beforeEach(async () => {
    host = await serveDesk({ door: smallDesk().door, port: 0, rendererFolder: pages.rendererFolder, folder })
  })
  afterEach(() => host.close())

  const ask = async (body: object, headers: Record<string, string> = {}): Promise<number> =>
    (await fetch(`${originOf(host.url)}/window`, { method: 'POST', headers, body: JSON.stringify(body) })).status

  test('is given to who can read the folder of the desk, each time with a new token that is good once', async () => {
    const [one, other] = [await askForWindow(folder), await askForWindow(folder)]
    expect(one).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/)
    expect(other).not.toBe(one)
    const letIn = await postToken(host.url, tokenOf(one ?? ''))
    expect(letIn.status).toBe(204)
    const heard: unknown[] = []
    const line = await connect(host.url, cookieOf(letIn), (frame) => heard.push(frame))
    line.leave()
    expect((await postToken(host.url, tokenOf(one ?? ''))).status).toBe(403)
  })

  test('its key lies where no other user reads, and goes with the host', async () => {
    expect((await stat(keyFile())).mode & 0o777).toBe(0o600)
    const { key } = await readKey()
    await host.close()
    expect(await askForWindow(folder)).toBeNull()
    await expect(stat(keyFile())).rejects.toThrow()
    host = await serveDesk({ door: smallDesk().door, port: 0, rendererFolder: pages.rendererFolder, folder })
    expect((await readKey()).key).not.toBe(key)
  })

  test('is refused without the proof, with that of another key, and to every page', async () => {
    const { key } = await readKey()
    const proof = proofOf(key, `window ${nonce}`)
    expect(await ask({ nonce, proof })).toBe(200)
    expect(await ask({ nonce, proof: proofOf('another', `window ${nonce}`) })).toBe(403)
    expect(await ask({ nonce: 'B'.repeat(22), proof })).toBe(403)
    expect(await ask({ nonce, proof: key })).toBe(403)
    expect(await ask({ nonce })).toBe(400)
    for (const origin of [originOf(host.url), 'http://evil.example', 'null'])
      expect(await ask({ nonce, proof }, { origin })).toBe(403)
  })

  test('is never given by a host that has no folder', async () => {
    const bare = await serveDesk({ door: smallDesk().door, port: 0, rendererFolder: pages.rendererFolder })
    const proof = proofOf('', `window ${nonce}`)
    const answer = await fetch(`${originOf(bare.url)}/window`, {
      method: 'POST',
      body: JSON.stringify({ nonce, proof }),
    })
    expect(answer.status).toBe(403)
    await bare.close()
  })
})

test('DX-R55 a stranger who has taken the port is not believed', async () => {
  const asked: string[] = []
  const stranger = createServer(async (request, response) => {
    for await (const part of request) asked.push(String(part))
    const url = 'http://127.0.0.1:1/#token=of-the-stranger'
    response.end(JSON.stringify({ url, proof: proofOf('a guess', url) }))
  }).listen(0, '127.0.0.1')
  await once(stranger, 'listening')
  const address = stranger.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const key = 'K'.repeat(43)
  await writeFile(keyFile(), JSON.stringify({ port, key }))
  expect(await askForWindow(folder)).toBeNull()
  expect(asked.join('')).toContain('proof')
  expect(asked.join('')).not.toContain(key)
  stranger.close()
})

test('desk_already_running: a second start opens a window on the running desk and ends well', async () => {
  const main = join(import.meta.dirname, '../../src-main/host-web/main.ts')
  const desk = join(folder, 'desk')
  await mkdir(desk)
  const args = ['--folder', desk, '--server', 'http://127.0.0.1:1', '--port', '0', '--screens', pages.rendererFolder]
  const first = await startProgram('desk', main, args)
  try {
    const second = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    const said: string[] = []
    second.stdout.on('data', (part) => said.push(String(part)))
    const [code] = await once(second, 'exit')
    expect(code).toBe(0)
    const url = said.join('').replace('desk: ', '').trim()
    expect(originOf(url)).toBe(originOf(first.address))
    expect((await postToken(url, tokenOf(url))).status).toBe(204)
    expect((await postToken(first.address, tokenOf(first.address))).status).toBe(204)
  } finally {
    await stopProgram(first)
  }
  expect(await askForWindow(desk)).toBeNull()
})
