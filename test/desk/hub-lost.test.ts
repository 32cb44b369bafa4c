import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Joining, joinHub } from '../../src-main/desk/join-hub.ts'
import type { EmbeddedServer } from '../../src-main/hub/embedded-server.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import { type HubPlace, hubFacts } from '../../src-shared/sync/hub-protocol.ts'
import { until } from '../server/wire.ts'
import { given, HubStage, organisation } from './hub-stage.ts'

const opened = z.object({ port: z.int(), facts: hubFacts })

let stage: HubStage
let server: EmbeddedServer
let hub: z.infer<typeof opened>

beforeEach(async () => {
  stage = new HubStage()
  server = await stage.serve('hub')
  given(await server.ask('open-organisation', organisation))
  hub = opened.parse(given(await stage.open(server, 'hub')))
})
afterEach(() => stage.end())

const addressOf = (port: number): string => `https://127.0.0.1:${port}`

async function joined(name: string): Promise<HubPlace> {
  const offered = z.object({ code: z.string() }).parse(given(await server.ask('offer-pairing', {})))
  const joining: Joining = { code: offered.code, addresses: [addressOf(hub.port)], fingerprint: null, deskName: name }
  const place = await joinHub(joining)
  if ('code' in place) throw new Error(place.code)
  return place
}

type Joined = Awaited<ReturnType<typeof stage.desk>>

/** A location under a code of its own: what the desks of these tests do. */
const locationOf = (code: string) => ({
  ...{ id: newId(), name: 'plant-slots.create-location', version: 1, at: new Date().toISOString(), meta: {} },
  input: { locationId: newId(), code, name: code, kind: 'greenhouse' },
})

const isCurrent = ({ desk }: Joined) => desk.status.now.connection === 'current' && desk.status.now.queued === 0
const locations = async ({ desk }: Joined): Promise<string> => {
  const result = await desk.query('plant-slots.locations', {})
  return JSON.stringify(result.done ? result.value : result.rejection)
}

describe('[DX-R50] [DX-A48] a hub that was away', () => {
  test('4 desks worked meanwhile; it comes back at another address and all drain to it by its id, and are equal', async () => {
    const where: { addresses: string[] } = { addresses: [] }
    // Who says over mDNS that it is somewhere: a stranger first, who has another certificate, then the hub itself.
    const finder = { look: async () => [{ hubId: hub.facts.hubId, name: 'House', addresses: where.addresses }] }
    const desks: Joined[] = []
    for (const name of ['a', 'b', 'c', 'd']) desks.push(await stage.desk(await joined(name), `desk-${name}`, finder))
    await until('all are in step', () => desks.every(isCurrent), 60_000)
    await server.stop()
    for (const { desk } of desks) desk.tryNow()
    await until('all are offline', () => desks.every(({ desk }) => desk.status.now.connection === 'offline'), 60_000)
    for (const [at, { desk }] of desks.entries()) {
      for (const n of [1, 2, 3]) {
        const taken = await desk.submit(locationOf(`house-${at}-${n}`))
        expect(taken).toMatchObject({ ok: true, value: { state: 'held' } })
      }
    }
    server = await stage.serve('hub')
    const back = opened.parse(given(await stage.open(server, 'hub')))
    expect(back.port).not.toBe(hub.port)
    expect(back.facts).toEqual(hub.facts)
    where.addresses = ['https://127.0.0.1:1', addressOf(back.port)]
    for (const { desk } of desks) desk.tryNow()
    await until('all have drained', () => desks.every(isCurrent), 90_000)
    await until('all are equal', async () => {
      for (const { desk } of desks) desk.tryNow()
      const all = await Promise.all(desks.map(locations))
      return all.every((each) => each === all[0] && each.split('"code":"house-').length === 13)
    })
    expect(desks.map(({ server: { place } }) => place.kind === 'hub' && place.addresses[0])).toEqual(
      desks.map(() => addressOf(back.port)),
    )
  })
})

describe('[DX-R50] [DX-A49] a hub’s folder copied to a second machine', () => {
  test('is told hub_conflict there and does not serve, and the desks stay where they are', async () => {
    const b = await stage.desk(await joined('b'), 'desk-b')
    await until('it is in step', () => isCurrent(b))
    await server.stop()
    stage.copy('hub', 'copy')
    server = await stage.serve('hub')
    given(await stage.open(server, 'hub', { ports: { first: hub.port, last: hub.port } }))
    const copy = await stage.serve('copy')
    const refused = await stage.open(copy, 'copy', { machine: 'machine-2' })
    expect(refused).toMatchObject({ ok: false, failure: { code: 'hub_conflict' } })
    expect(await copy.ask('offer-pairing', {})).toMatchObject({ failure: { code: 'hub_off' } })
    b.desk.tryNow()
    await until('the desk is with its hub', () => isCurrent(b), 30_000)
    expect(b.server.place).toMatchObject({ addresses: [addressOf(hub.port)] })
  })
})
