import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type ApiHouse, type ApiStage, type Caller, codeOf, startApi } from './api-house.ts'

const root = '/plant-slots/v1/admin'

let stage: ApiStage
let house: ApiHouse
let manager: Caller
beforeAll(async () => {
  stage = await startApi()
  house = await stage.house('owner', 'manager', 'frontdesk')
  manager = await house.as('manager')
  for (const code of ['gh-1', 'tent-1']) {
    const made = await manager.must('POST', `${root}/locations`, { code, name: code, kind: 'tent' })
    const slots = ['A', 'B'].map((letter) => ({ slot_number: `${code}-${letter}` }))
    await manager.must('POST', `${root}/locations/${z.string().parse(made.id)}/slots`, { slots })
  }
})
afterAll(() => stage.authority.stop())

describe('[PS-A80] how slots are used, over REST', () => {
  test('the last thirty days of all places, unless others are named', async () => {
    const none = { part: 0, of: 4, rate: 0 }
    expect(await manager.get(`${root}/analytics`)).toMatchObject({
      status: 200,
      body: {
        success: true,
        as_of: stage.clock.now().toISOString(),
        totals: { slots: 4, free: 4, maintenance_queue: { high: 0, normal: 0, low: 0 }, owed: { slots: 0 } },
        by_location: [
          { code: 'gh-1', slots: 2 },
          { code: 'tent-1', slots: 2 },
        ],
        rates: { allocation: none, turnover: 0, denial: { part: 0, of: 0, rate: null } },
      },
    })
    const narrowed = await manager.get(`${root}/analytics?from=2027-03-01&to=2027-03-02&location=tent-1`)
    expect(narrowed).toMatchObject({
      body: { totals: { slots: 2, owed: null }, by_location: [{ code: 'tent-1' }], rates: { denial: null } },
    })
  })

  test('an unknown place, days that are none, and who may not ask', async () => {
    const unknown = await manager.get(`${root}/analytics?location=nowhere`)
    expect([unknown.status, codeOf(unknown)]).toEqual([404, 'plant_slot_location_not_found'])
    for (const days of ['from=2027-02-30', 'from=2027-03-09&to=2027-03-08', 'from=2020-01-01']) {
      const wrong = await manager.get(`${root}/analytics?${days}`)
      expect([wrong.status, codeOf(wrong)]).toEqual([400, 'validation_failed'])
    }
    const desk = await (await house.as('frontdesk')).get(`${root}/analytics`)
    expect([desk.status, codeOf(desk)]).toEqual([403, 'actor_not_permitted'])
  })
})
