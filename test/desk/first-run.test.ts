import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CallName, DeskStatus, Reply } from '../../src-main/desk/api/desk-api.ts'
import { deskStatus } from '../../src-main/desk/api/desk-api.ts'
import { Installation } from '../../src-main/first-run/installation.ts'
import { forkInNode, type ServerProcess } from '../../src-main/hub/server-process.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import { startAuthority } from '../fixtures/authority.ts'
import { openEmpty } from '../fixtures/prepared.ts'
import { until as untilWithin } from '../server/wire.ts'

/** The first start of an installation, with real servers in processes of their own (DX-R47). */
let folder: string
let installation: Installation | null
let processes: ServerProcess[]
const password = 'a password that is long'
const organisation = {
  ...{ legalName: 'Our garden', ownerName: 'Ada', email: 'ada@garden.test', password },
  ...{ timeZone: 'Europe/Istanbul', currency: 'TRY', locale: 'tr' },
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-first-'))
  installation = null
  processes = []
})
afterEach(async () => {
  await installation?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A first start makes a database and a replica: on a busy machine that takes its time. */
const until = (what: string, holds: () => boolean, patience = 60_000) => untilWithin(what, holds, patience)

/** A screen before an installation, as far as it has come. */
async function open(): Promise<{ status(): DeskStatus; call(name: CallName, input: Json): Promise<Reply> }> {
  const log = () => undefined
  const fork: typeof started = (variables) => started(variables)
  const started = (variables: Readonly<Record<string, string>>) => {
    const child = forkInNode(log)(variables)
    processes.push(child)
    return child
  }
  installation = await Installation.open({
    ...{ folder, name: 'Front', platform: 'web', fork, log },
    report: (error, during) => process.stderr.write(`${during}: ${String(error)}\n`),
  })
  let now: DeskStatus | undefined
  const screen = installation.door.connect((event) => {
    if (event.event === 'status') now = event.status
  })
  const call = (name: CallName, input: Json) => screen.handle({ call: 1, name, input })
  const first = await call('status', {})
  now ??= deskStatus.parse(first.ok ? first.value : null)
  return { status: () => now ?? deskStatus.parse(null), call }
}

const reopen = async () => {
  await installation?.close()
  return open()
}

describe('[DX-R47] [DX-A46] a first run without network', () => {
  test('makes an organisation on this computer, signs its owner in, and stays so over a restart', async () => {
    const first = await open()
    expect(first.status()).toMatchObject({ connection: 'signed_out', setup: { kind: 'undecided', doing: 'idle' } })
    await first.call('setUp', { do: 'organisation', deskName: 'Counter', organisation })
    await until('the owner is in', () => first.status().connection === 'current')
    const { user, tenant, desk, rights, setup } = first.status()
    expect({ user: user?.name, tenant: tenant?.name, desk: desk?.name }).toEqual({
      ...{ user: 'Ada', tenant: 'Our garden', desk: 'Counter' },
    })
    expect(rights).toMatchObject({ plant_slot_inventory: 'tenant', membership_plan_manage: 'tenant' })
    expect(setup?.kind).toBe('here')
    expect(readFileSync(join(folder, 'setup.json'), 'utf8')).not.toContain(password)

    const second = await reopen()
    await until('the owner is still in', () => second.status().user?.name === 'Ada')
    await until('its server is back', () => second.status().connection === 'current')
    expect(await second.call('setUp', { do: 'demo' })).toMatchObject({ failure: { code: 'setup_done' } })
  })

  test('goes on where it broke off, and forgets nothing but the password', async () => {
    const first = await open()
    const answers = {
      ...{ step: 'name', language: 'tr', way: 'organisation', address: '', deskName: 'Counter' },
      organisation: { ...organisation, password: undefined },
    }
    await first.call('setUp', { do: 'remember', answers: JSON.parse(JSON.stringify(answers)) })
    const second = await reopen()
    expect(second.status().setup).toMatchObject({ kind: 'undecided', answers: { step: 'name', deskName: 'Counter' } })
    expect(second.status().setup?.answers.organisation.email).toBe(organisation.email)
  })

  test('that was killed while the organisation was being made makes it once', async () => {
    const first = await open()
    await first.call('setUp', { do: 'organisation', deskName: 'Counter', organisation })
    await until('its server has begun', () => processes.length === 1)
    processes[0]?.kill()
    await until('it has given up', () => first.status().setup?.doing === 'idle')
    expect(first.status().setup).toMatchObject({ kind: 'undecided', failure: { code: 'server_not_started' } })
    await first.call('setUp', { do: 'organisation', deskName: 'Counter', organisation })
    await until('the owner is in', () => first.status().connection === 'current')
    expect(first.status().tenant?.name).toBe('Our garden')
  })

  test('says at the address step that there is nothing, before anything is decided', async () => {
    const { call, status } = await open()
    const answer = await call('setUp', { do: 'check', address: 'http://127.0.0.1:1' })
    expect(answer).toMatchObject({ failure: { code: 'server_not_found', params: { address: 'http://127.0.0.1:1' } } })
    expect(status().setup?.kind).toBe('undecided')
  })

  test('refuses what makes no sense', async () => {
    const { call } = await open()
    const short = { do: 'organisation', deskName: 'x', organisation: { ...organisation, password: 'short' } }
    expect(await call('setUp', short)).toMatchObject({ failure: { code: 'validation_failed' } })
    expect(await call('setUp', { do: 'leave' })).toMatchObject({ failure: { code: 'setup_done' } })
    expect(await call('submit', {})).toMatchObject({ failure: { code: 'desk_unavailable' } })
  })
})

describe('[DX-R47] a desk of a server that is there', () => {
  test('signs in by its address; until then the way back is open', async () => {
    const authority = await startAuthority(await openEmpty())
    await authority.tenant('house', ['owner'])
    const { call, status } = await open()
    expect(await call('setUp', { do: 'check', address: authority.url })).toMatchObject({ ok: true })
    await call('setUp', { do: 'connect', address: authority.url, deskName: 'Counter' })
    await until('there is a desk', () => status().setup?.doing === 'idle' && status().setup?.kind === 'server')
    await call('setUp', { do: 'leave' })
    await until('it was left', () => status().setup?.doing === 'idle' && status().setup?.kind === 'undecided')
    await call('setUp', { do: 'connect', address: authority.url, deskName: 'Counter' })
    await until('there is a desk', () => status().setup?.doing === 'idle' && status().setup?.kind === 'server')
    const signedIn = await call('signIn', { email: 'owner@house.test', password: 'a password for tests' })
    expect(signedIn).toMatchObject({ ok: true })
    await until('it is in step', () => status().connection === 'current')
    expect(status().desk?.name).toBe('Counter')
    expect(await call('setUp', { do: 'leave' })).toMatchObject({ failure: { code: 'setup_done' } })
    await installation?.close()
    installation = null
    await authority.stop()
  })
})

describe('[DX-R48] the demo', () => {
  test('is one step away, never meets a real server or a real desk, begins anew, and is left', async () => {
    const { call, status } = await open()
    await call('setUp', { do: 'demo' })
    await until('its owner is in', () => status().connection === 'current', 280_000)
    expect(status()).toMatchObject({ user: { name: 'Aylin Kaya' }, setup: { kind: 'demo' } })
    const tenant = status().tenant?.id

    const asked = await call('query', { name: 'desk.attention', input: { state: 'open' } })
    const told = JSON.stringify(asked)
    expect(told.match(/"kind":"rejected"/g)).toHaveLength(5)
    expect(told.match(/"kind":"adjusted"/g)).toHaveLength(3)
    expect(told).toContain('plant_slot')

    // A first run on another folder would not connect to it.
    const { demoPort } = JSON.parse(readFileSync(join(folder, 'setup.json'), 'utf8'))
    const refused = await call('setUp', { do: 'check', address: `http://127.0.0.1:${demoPort}` })
    expect(refused).toMatchObject({ failure: { code: 'demo_server' } })
    expect(await call('setUp', { do: 'connect', address: 'http://127.0.0.1:1', deskName: 'x' })).toMatchObject({
      failure: { code: 'setup_done' },
    })

    await call('setUp', { do: 'reset_demo' })
    await until('it begins anew', () => status().setup?.doing !== 'idle')
    await until('it has begun anew', () => status().connection === 'current', 280_000)
    expect(status().tenant?.id).not.toBe(tenant)

    await call('setUp', { do: 'leave' })
    await until('it was left', () => status().setup?.kind === 'undecided' && status().setup?.doing === 'idle')
    expect(existsSync(join(folder, 'desk.json'))).toBe(false)
  }, 600_000)
})
