import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Desk } from '../../src-main/desk/desk.ts'
import { HttpConnection } from '../../src-main/desk/server-connection.ts'
import { EmbeddedServer } from '../../src-main/hub/embedded-server.ts'
import { type ForkServer, forkInNode, type ServerProcess } from '../../src-main/hub/server-process.ts'
import { domain } from '../../src-shared/domain.ts'
import { until } from '../server/wire.ts'

const password = 'a calm greenhouse'
const organisation = {
  ...{ slug: 'house', legalName: 'House', timeZone: 'Europe/Istanbul', currency: 'TRY', locale: 'tr' },
  owner: { email: 'owner@house.test', password, displayName: 'Owner' },
}

let folder: string
let logged: string[]
let processes: ServerProcess[]
const servers: EmbeddedServer[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-embedded-'))
  logged = []
  processes = []
})
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()))
  rmSync(folder, { recursive: true, force: true })
})

const log = (event: string, details: Record<string, string | number>) => {
  logged.push(`${event} ${JSON.stringify(details)}`)
}
/** Real processes, each of which the test can end. */
const fork: ForkServer = (variables) => {
  const started = forkInNode(log)(variables)
  processes.push(started)
  return started
}
const start = async (): Promise<EmbeddedServer> => {
  const options = { folder: join(folder, 'server'), host: '127.0.0.1', port: 0, fork, log }
  const server = await EmbeddedServer.start(options)
  servers.push(server)
  return server
}
const lives = async (server: EmbeddedServer) => (await server.ask('health', {})).ok

describe('[DX-R49] the embedded server', () => {
  test('opens an organisation once, for a desk to sign in without any network but this machine', async () => {
    const server = await start()
    const opened = await server.ask('open-organisation', organisation)
    expect(opened).toMatchObject({ ok: true })
    expect(await server.ask('open-organisation', organisation)).toEqual(opened)
    const desk = await Desk.open({
      ...{ domain, folder: join(folder, 'desk'), name: 'First desk', platform: 'linux' },
      server: new HttpConnection(server.url),
    })
    expect(await desk.signIn(organisation.owner.email, password)).toMatchObject({ ok: true })
    await until('the desk is in step', () => desk.status.now.connection === 'current')
    await desk.close()
  })

  test('refuses a task that it does not know, and one with an input that makes no sense', async () => {
    const server = await start()
    expect(await server.ask('drop-everything', {})).toMatchObject({ failure: { code: 'unknown_command' } })
    const bad = await server.ask('open-organisation', { ...organisation, slug: 'A house' })
    expect(bad).toMatchObject({ failure: { code: 'validation_failed', params: { issues: [{ path: 'slug' }] } } })
  })

  test('that dies is started again at the same address with what it held', async () => {
    const server = await start()
    const opened = await server.ask('open-organisation', organisation)
    const { url } = server
    processes[0]?.kill()
    await until('it is back', () => lives(server))
    expect(server.url).toBe(url)
    expect(await server.ask('open-organisation', organisation)).toEqual(opened)
    expect(processes).toHaveLength(2)
    expect(logged).toContain('server gone {"code":"signal"}')
  })

  test('that was stopped stays stopped, and answers no more', async () => {
    const server = await start()
    await server.stop()
    expect(await server.ask('health', {})).toMatchObject({ failure: { code: 'desk_unavailable' } })
    await expect(fetch(`${server.url}/health`)).rejects.toThrow()
    expect(processes).toHaveLength(1)
    expect(existsSync(join(folder, 'server'))).toBe(true)
  })

  test('never opens a folder that another has open', async () => {
    await start()
    await expect(start()).rejects.toThrow('before it was ready')
    expect(logged.join()).toContain('has the database')
  })
})
