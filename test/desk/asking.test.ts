import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { newLocation } from '../server/garden.ts'
import { type Site, Stage } from './sync-stage.ts'

let stage: Stage
let site: Site
beforeAll(async () => {
  stage = await Stage.open()
  site = await stage.site('owner', 'frontdesk')
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

const asked = { from: '2027-03-01', to: '2027-03-01' }
const ask = 'plant-slots.analytics'

describe('[sync, asking] what no replica can answer', () => {
  test('is answered by the server, with what it knows and no more', async () => {
    const front = await site.frontOf('owner')
    const place = newLocation()
    await front.give('plant-slots.create-location', place)
    await front.inStep()
    const answer = await front.desk.query(ask, asked)
    expect(JSON.stringify(answer)).toContain(String(place.locationId))
  })

  test('is refused as the server refuses it', async () => {
    const front = await site.frontOf('frontdesk')
    await front.inStep()
    expect(await front.desk.query(ask, asked)).toMatchObject({
      done: false,
      rejection: { code: 'actor_not_permitted', params: { permission: 'plant_slot_report' } },
    })
  })

  test('needs the connection, and says so without trying where the network is cut by hand', async () => {
    const front = await site.frontOf('owner')
    await front.inStep()
    const refused = { done: false, rejection: { code: 'needs_connection' } }
    front.desk.workOffline(true)
    expect(await front.desk.query(ask, asked)).toMatchObject(refused)
    front.desk.workOffline(false)
    await front.inStep()
    expect(await front.desk.query(ask, asked)).toMatchObject({ done: true })
    front.cable.cut()
    expect(await front.desk.query(ask, asked)).toMatchObject(refused)
  })

  test('is asked again under a new token where the old one has had its time', async () => {
    const front = await site.frontOf('owner')
    await front.inStep()
    const before = front.desk.accessToken
    stage.clock.pass(16 * 60_000)
    expect(await front.desk.query(ask, asked)).toMatchObject({ done: true })
    expect(front.desk.accessToken).not.toBe(before)
  })
})
