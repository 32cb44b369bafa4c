import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { joinHub } from '../../src-main/desk/join-hub.ts'
import type { EmbeddedServer } from '../../src-main/hub/embedded-server.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import { type HubPlace, hubFacts } from '../../src-shared/sync/hub-protocol.ts'
import { sessionGrant } from '../../src-shared/sync/protocol.ts'
import { send, until } from '../server/wire.ts'
import { given, HubStage, organisation } from './hub-stage.ts'

const opened = z.object({ port: z.int(), facts: hubFacts })

const stage = new HubStage()
let hubServer: EmbeddedServer
let cloud: EmbeddedServer
let hub: z.infer<typeof opened>
type Joined = Awaited<ReturnType<typeof stage.desk>>
const desks: Joined[] = []

beforeAll(async () => {
  ;[hubServer, cloud] = [await stage.serve('hub'), await stage.serve('cloud')]
  given(await hubServer.ask('open-organisation', organisation))
  hub = opened.parse(given(await stage.open(hubServer, 'hub')))
  for (const name of ['b', 'c']) desks.push(await stage.desk(await joined(name), `desk-${name}`))
})
afterAll(() => stage.end())

const addressOf = (port: number): string => `https://127.0.0.1:${port}`

async function joined(name: string): Promise<HubPlace> {
  const { code } = z.object({ code: z.string() }).parse(given(await hubServer.ask('offer-pairing', {})))
  const place = await joinHub({ code, addresses: [addressOf(hub.port)], fingerprint: null, deskName: name })
  if ('code' in place) throw new Error(place.code)
  return place
}

const locationOf = (code: string) => ({
  ...{ id: newId(), name: 'plant-slots.create-location', version: 1, at: new Date().toISOString(), meta: {} },
  input: { locationId: newId(), code, name: code, kind: 'greenhouse' },
})
const isCurrent = ({ desk }: Joined) => desk.status.now.connection === 'current' && desk.status.now.queued === 0
const seen = async ({ desk }: Joined): Promise<number> => {
  const result = await desk.query('plant-slots.locations', {})
  return JSON.stringify(result.done ? result.value : '').split('"code":"move-').length - 1
}
const allSee = (count: number) =>
  until(
    `all see ${count}`,
    async () => {
      for (const { desk } of desks) desk.tryNow()
      return (await Promise.all(desks.map(seen))).every((each) => each === count) && desks.every(isCurrent)
    },
    90_000,
  )
const give = async ({ desk }: Joined, from: number, count: number) => {
  for (let n = from; n < from + count; n += 1)
    expect(await desk.submit(locationOf(`move-${n}`))).toHaveProperty('ok', true)
}

describe('[DX-R51] [DX-A50] hub → cloud and back', () => {
  test('the organisation moves whole; desks follow by themselves, and 7 unsent commands of one are applied', async () => {
    const [b, c] = desks
    if (!b || !c) throw new Error('No desks')
    await until('both are in step', () => desks.every(isCurrent), 60_000)
    await give(b, 0, 3)
    await allSee(3)
    c.desk.workOffline(true)
    await give(c, 3, 7)
    const { code } = z.object({ code: z.string() }).parse(given(await cloud.ask('expect-move', {})))
    given(await hubServer.ask('move-to', { url: cloud.url, code }, 120_000))
    c.desk.workOffline(false)
    await allSee(10)
    expect(desks.map(({ server }) => server.place)).toEqual(desks.map(() => ({ kind: 'open', url: cloud.url })))
    expect(c.desk.status.now).toMatchObject({ queued: 0, atRisk: 0 })
  })

  test('what comes back to the hub is the same, under a new epoch', async () => {
    const [b] = desks
    if (!b) throw new Error('No desks')
    const { email, password } = organisation.owner
    const desk = { id: newId(), name: 'Mover', platform: 'linux' }
    const signedIn = await send(cloud.url, '/auth/sign-in', { body: { email, password, desk } })
    const { accessToken: token } = sessionGrant.parse(signedIn.body)
    const addresses = [addressOf(hub.port)]
    given(await hubServer.ask('move-here', { url: cloud.url, token, addresses }, 120_000))
    const again = opened.parse(
      given(await stage.open(hubServer, 'hub', { ports: { first: hub.port, last: hub.port } })),
    )
    expect(again.facts.epoch).not.toBe(hub.facts.epoch)
    await give(b, 10, 1)
    await allSee(11)
    expect(desks.map(({ server: { place } }) => place.kind === 'hub' && place.addresses[0])).toEqual([
      ...[addressOf(hub.port), addressOf(hub.port)],
    ])
  })

  test('a code that the other server did not give moves nothing, and work goes on', async () => {
    const refused = await hubServer.ask('move-to', { url: cloud.url, code: 'x'.repeat(32) }, 60_000)
    expect(refused).toMatchObject({ failure: { code: 'move_not_allowed' } })
    const [b] = desks
    if (b) await give(b, 11, 1)
    await allSee(12)
  })
})
