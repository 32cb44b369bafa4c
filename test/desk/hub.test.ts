import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LocalHub } from '../../src-main/desk/hub-desk.ts'
import { HubDesk } from '../../src-main/desk/hub-desk.ts'
import { StatusBoard } from '../../src-main/desk/status.ts'
import type { EmbeddedServer } from '../../src-main/hub/embedded-server.ts'
import { Hub } from '../../src-main/hub/hub.ts'
import { type HubEvent, type HubState, hubTransitions, nextHubState } from '../../src-main/hub/hub-states.ts'
import { readPairingLink, type ServerPlace } from '../../src-shared/sync/hub-protocol.ts'
import { until } from '../server/wire.ts'
import { given, HubStage, organisation } from './hub-stage.ts'

describe('[DX-R49] states of the hub', () => {
  test('go off → starting → serving → stopping → off, and serving → moved; every other pair has its answer too', () => {
    const events: HubEvent[] = ['start', 'opened', 'stop', 'closed']
    const walked: HubState[] = ['off']
    for (const event of events) walked.push(nextHubState(walked.at(-1) ?? 'off', event) ?? 'moved')
    expect(walked).toEqual(['off', 'starting', 'serving', 'stopping', 'off'])
    expect(nextHubState('serving', 'move')).toBe('moved')
    for (const event of Object.keys(hubTransitions.off)) {
      const leaders = Object.entries(hubTransitions).filter(([, cells]) => {
        const step = Object.entries(cells).find(([name]) => name === event)?.[1]
        return typeof step === 'object' && step.to === 'moved'
      })
      expect(leaders.map(([from]) => from)).toEqual(event === 'move' ? ['serving'] : [])
    }
  })
})

describe('[DX-R49] [DX-R50] the hub of this machine', () => {
  const stage = new HubStage()
  const counts: number[] = []
  let server: EmbeddedServer
  let hub: Hub
  beforeAll(async () => {
    server = await stage.serve('hub')
    given(await server.ask('open-organisation', organisation))
    hub = hubIn('hub')
  })
  afterAll(() => stage.end())

  const hubIn = (name: string): Hub =>
    new Hub({
      ...{ server, folder: join(stage.folder, name) },
      awake: { serving: (desks) => void counts.push(desks) },
      options: { host: '127.0.0.1', ports: { first: 0, last: 0 }, advertise: false },
    })
  const state = async () => (await hub.status()).state

  test('opens, shows a code and its QR text, and keeps the machine awake while a desk is connected', async () => {
    given(await hub.start())
    expect(await hub.start()).toMatchObject({ ok: true })
    given(await hub.offer())
    const { pairing, desks } = await hub.status()
    expect(readPairingLink(pairing?.link ?? '')).toMatchObject({ code: pairing?.code })
    expect(desks).toEqual([])
    const place: { now: ServerPlace } = { now: { kind: 'open', url: server.url } }
    const address = String((await hub.status()).addresses[0] ?? '').replace(/\d+\.\d+\.\d+\.\d+/, '127.0.0.1')
    const joining = new HubDesk({
      ...{ status: new StatusBoard(), deskName: 'Desk B', local: null },
      server: { place: place.now, moveTo: (to) => Object.assign(place, { now: to }) },
    })
    given(await joining.join(address, pairing?.code ?? ''))
    const b = await stage.desk(place.now, 'desk-b')
    await until('it is in step', () => b.desk.status.now.connection === 'current')
    await until('it is counted', () => {
      void hub.status()
      return counts.at(-1) === 1
    })
    await b.desk.close()
    await until('it is counted no more', () => {
      void hub.status()
      return counts.at(-1) === 0
    })
  })

  test('is open again when its server comes back from a crash, and when the desk is started anew', async () => {
    stage.processes[0]?.kill()
    await until('it serves again', async () => (await hub.status()).hubId !== null)
    await hub.end()
    expect(await state()).toBe('off')
    hub = hubIn('hub')
    await hub.resume()
    expect(await state()).toBe('serving')
  })

  test('that a person stopped stays off', async () => {
    given(await hub.stop())
    expect(await state()).toBe('off')
    await hub.resume()
    expect(await state()).toBe('off')
    expect(await hub.offer()).toMatchObject({ failure: { code: 'hub_off' } })
  })
})

describe('[DX-R49] who may run a hub', () => {
  const local: LocalHub = {
    status: () => Promise.reject(new Error('not asked')),
    ...{ start: yes, stop: yes, offer: yes, withdraw: yes, removeDesk: yes, backUp: yes },
  }
  function yes() {
    return Promise.resolve({ ok: true as const, value: null })
  }
  const deskWith = (rights: Record<string, 'tenant'>) => {
    const status = new StatusBoard()
    status.set({ rights, user: { id: '00000000-0000-7000-8000-000000000001', name: 'Elif' } })
    const server = { place: { kind: 'open' as const, url: 'http://127.0.0.1:1' }, moveTo: () => undefined }
    return new HubDesk({ status, server, deskName: 'Desk', local })
  }

  test('is who manages hubs, and nobody else', async () => {
    expect(await deskWith({ hub_manage: 'tenant' }).manage((hub) => hub.start())).toMatchObject({ ok: true })
    const refused = { failure: { code: 'actor_not_permitted' } }
    expect(await deskWith({}).manage((hub) => hub.start())).toMatchObject(refused)
    expect(await deskWith({}).join('127.0.0.1', '12345678')).toMatchObject(refused)
  })
})
