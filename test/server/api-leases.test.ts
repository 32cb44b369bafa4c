import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { apiHouse } from './api-file.ts'
import { type Caller, codeOf, dataOf, rowsOf } from './api-house.ts'
import { newLocation, newSlots } from './garden.ts'

const leases = '/api/v1/leases'

const api = apiHouse('frontdesk', 'viewer')
let place: ReturnType<typeof newLocation>
beforeAll(async () => {
  place = newLocation()
  await api.owner.desk.must('plant-slots.create-location', place)
  await api.owner.desk.must('plant-slots.create-slots', newSlots(place, 24))
})

const take = (caller: Caller, more: JsonObject = {}) =>
  caller.post(leases, { kind: 'plant_slots', resourceKey: place.locationId, size: 4, ...more })

describe('[PL-R41] what a desk has with it', () => {
  test('is taken, listed by the desk that has it and no other, made longer, and given back once', async () => {
    const clerk = await api.house.as('frontdesk')
    const made = await take(clerk, { hours: 2 })
    expect(made).toMatchObject({
      status: 201,
      body: { data: { granted: 4, slotIds: expect.any(Array), expiresAt: '2027-03-10T11:00:00.000Z' } },
    })
    const { id } = dataOf(made)
    const row = { id, kind: 'plant_slots', unit: 'slot', resourceKey: place.locationId, size: 4, unused: 4 }
    expect(rowsOf(await clerk.get(leases))).toEqual([expect.objectContaining(row)])
    expect(rowsOf(await api.owner.get(leases))).toEqual([])
    expect(await clerk.post(`${leases}/${id}/extend`, { hours: 5 })).toMatchObject({
      status: 200,
      body: { data: { expiresAt: '2027-03-10T14:00:00.000Z' } },
    })
    expect(await clerk.post(`${leases}/${id}/return`)).toMatchObject({ status: 200, body: { data: { freed: 4 } } })
    const again = await clerk.post(`${leases}/${id}/return`)
    expect([again.status, codeOf(again)]).toEqual([409, 'lease_closed'])
    expect(rowsOf(await clerk.get(leases))).toEqual([])
  })

  test('more than there is to grant is less; nothing is 409; another desk’s is for those who manage leases', async () => {
    const clerk = await api.house.as('frontdesk')
    const made = dataOf(await take(clerk, { size: 20 }))
    expect(made.granted).toBe(6)
    const none = await take(clerk)
    expect([none.status, codeOf(none)]).toEqual([409, 'lease_unavailable'])
    const viewer = await api.house.as('viewer')
    const theirs = await viewer.post(`${leases}/${made.id}/return`)
    expect([theirs.status, codeOf(theirs)]).toEqual([403, 'actor_not_permitted'])
    expect(await api.owner.post(`${leases}/${made.id}/return`)).toMatchObject({ status: 200 })
  })

  test.each<[string, JsonObject, number, string]>([
    ['a kind that is none', { kind: 'gold' }, 400, 'lease_kind_unknown'],
    ['a place that is none', { resourceKey: newId() }, 404, 'plant_slot_location_not_found'],
    ['none', { size: 0 }, 400, 'validation_failed'],
    ['too long', { hours: 169 }, 400, 'validation_failed'],
  ])('refused: %s', async (_what, more, status, code) => {
    const answer = await take(api.owner, more)
    expect([answer.status, codeOf(answer)]).toEqual([status, code])
  })

  test('who may not take, and what is not there', async () => {
    const refused = await take(await api.house.as('viewer'))
    expect([refused.status, codeOf(refused)]).toEqual([403, 'actor_not_permitted'])
    for (const id of [newId(), 'abc']) {
      for (const step of ['return', 'extend']) {
        const answer = await api.owner.post(`${leases}/${id}/${step}`)
        expect([answer.status, codeOf(answer)]).toEqual([404, 'lease_not_found'])
      }
    }
  })
})
