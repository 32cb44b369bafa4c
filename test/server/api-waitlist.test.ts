import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { inTenant } from '../../sync-server/database/tenant-transaction.ts'
import { apiHouse } from './api-file.ts'
import { type Caller, codeOf } from './api-house.ts'

const root = '/plant-slots/v1'
const minute = 60_000
const slots = z.object({ slots: z.array(z.looseObject({ id: z.string() })) })

const api = apiHouse('manager', 'frontdesk', 'field', 'viewer', 'member')
let planId: string
beforeAll(async () => {
  const plan = { name: 'Basic', durationType: 'MONTHS', durationValue: 6, price: 0, slotAllocation: 2 }
  planId = String((await api.owner.must('POST', '/api/v1/membership-plans', plan)).id)
})

/** A member who holds two slots and gave one back that is kept from others: one may be wished for, none is free. */
async function newWaiter(): Promise<{ membershipId: string; freed: string; location: string }> {
  const code = `gh-${newId().slice(-8)}`
  const { id } = await api.owner.must('POST', `${root}/admin/locations`, { code, name: 'Sera', kind: 'greenhouse' })
  const numbers = [1, 2].map((n) => ({ slot_number: `${code}-${n}` }))
  const made = slots.parse(await api.owner.must('POST', `${root}/admin/locations/${id}/slots`, { slots: numbers }))
  const { membershipId } = await api.owner.must('POST', '/api/v1/members', {
    givenName: 'Ada',
    membershipPlanId: planId,
  })
  const freed = made.slots[0]?.id ?? ''
  const force = { status: 'maintenance', reason: 'a broken pipe' }
  await api.owner.must('POST', `${root}/${freed}/release`)
  await api.owner.must('PUT', `${root}/admin/${freed}/force-status`, force)
  return { membershipId: String(membershipId), freed, location: code }
}

const join = (caller: Caller, membership_id: string, more: JsonObject = {}) =>
  caller.post(`${root}/waitlist`, { membership_id, quantity: 1, ...more })
const open = (slotId: string) => api.owner.must('POST', `${root}/${slotId}/maintenance/complete`, { return_to: 'pool' })

/** The offer that was made to a membership. */
async function offerTo(membershipId: string): Promise<string> {
  const { id } = await inTenant(api.stage.authority.database.db, api.house.id, (db) =>
    db
      .selectFrom('plant_slot_offers as o')
      .innerJoin('plant_slot_waitlist as w', 'w.id', 'o.entry_id')
      .select('o.id')
      .where('w.membership_id', '=', membershipId)
      .where('o.state', '=', 'open')
      .executeTakeFirstOrThrow(),
  )
  return id
}

describe('[PS-R31] waiting', () => {
  test('joins once, leaves, and leaving twice is leaving once', async () => {
    const { membershipId, location } = await newWaiter()
    const joined = await join(api.owner, membershipId, { location })
    expect(joined).toMatchObject({ status: 201, body: { success: true, entry_id: expect.any(String) } })
    const again = await join(api.owner, membershipId, { location })
    expect([again.status, codeOf(again)]).toEqual([409, 'plant_slot_already_waiting'])
    const { entry_id } = Object(joined.body)
    for (let n = 0; n < 2; n += 1) {
      expect(await api.owner.delete(`${root}/waitlist/${entry_id}`)).toMatchObject({
        status: 200,
        body: { success: true },
      })
    }
  })

  test.each<[string, JsonObject, number, string]>([
    ['more than is allowed', { quantity: 2 }, 409, 'plant_slot_over_allowance'],
    ['none', { quantity: 0 }, 400, 'validation_failed'],
    ['half of one', { quantity: 0.5 }, 400, 'validation_failed'],
    ['a place that is none', { location: 'nowhere' }, 404, 'plant_slot_location_not_found'],
    ['a membership that is none', { membership_id: newId() }, 404, 'membership_not_found'],
  ])('refused: %s', async (_what, more, status, code) => {
    const { membershipId } = await newWaiter()
    const answer = await join(api.owner, membershipId, more)
    expect([answer.status, codeOf(answer)]).toEqual([status, code])
  })

  test('an entry or an offer that is none → 404', async () => {
    for (const id of [newId(), 'abc']) {
      const entry = await api.owner.delete(`${root}/waitlist/${id}`)
      expect([entry.status, codeOf(entry)]).toEqual([404, 'plant_slot_entry_not_found'])
      for (const answer of [
        await api.owner.post(`${root}/offers/${id}/accept`),
        await api.owner.post(`${root}/offers/${id}/decline`),
      ]) {
        expect([answer.status, codeOf(answer)]).toEqual([404, 'plant_slot_offer_not_found'])
      }
    }
  })
})

describe('[PS-R32] offers', () => {
  test('what is freed is offered, accepted once, and the slot is given', async () => {
    const { membershipId, freed, location } = await newWaiter()
    expect((await join(api.owner, membershipId, { location })).status).toBe(201)
    await open(freed)
    const offerId = await offerTo(membershipId)
    expect(await api.owner.post(`${root}/offers/${offerId}/accept`)).toMatchObject({
      status: 200,
      body: { slots: [{ id: freed, status: 'allocated' }] },
    })
    const again = await api.owner.post(`${root}/offers/${offerId}/accept`)
    expect([again.status, codeOf(again)]).toEqual([409, 'plant_slot_offer_closed'])
  })

  test('declined with leave, the entry is over; answered too late, it has lapsed', async () => {
    const one = await newWaiter()
    await join(api.owner, one.membershipId, { location: one.location })
    await open(one.freed)
    const declined = await offerTo(one.membershipId)
    expect((await api.owner.post(`${root}/offers/${declined}/decline`, { leave: true })).status).toBe(200)
    const late = await newWaiter()
    await join(api.owner, late.membershipId, { location: late.location })
    await open(late.freed)
    const offerId = await offerTo(late.membershipId)
    api.stage.clock.pass(49 * 60 * minute)
    await api.owner.refresh()
    const answer = await api.owner.post(`${root}/offers/${offerId}/accept`)
    expect([answer.status, codeOf(answer)]).toEqual([409, 'plant_slot_offer_lapsed'])
    expect(answer.body).toMatchObject({ details: { alternatives: [{ command: 'plant-slots.join-waitlist' }] } })
  })
})

describe('[PS-A80] who may', () => {
  const someone = newId()
  const may = ['owner', 'manager', 'frontdesk', 'member']
  const routes: [string, string, Json | undefined][] = [
    ['POST', `${root}/waitlist`, { membership_id: someone, quantity: 1 }],
    ['DELETE', `${root}/waitlist/${someone}`, undefined],
    ['POST', `${root}/offers/${someone}/accept`, {}],
    ['POST', `${root}/offers/${someone}/decline`, {}],
  ]
  const roles = ['owner', 'manager', 'frontdesk', 'field', 'viewer', 'member'] as const
  test.each(routes.flatMap(([method, path, body]) => roles.map((role) => ({ method, path, body, role }))))(
    '$role: $method $path',
    async ({ method, path, body, role }) => {
      const caller = await api.house.as(role)
      await caller.refresh()
      const answer = await caller.ask(method, path, body)
      expect(codeOf(answer) === 'actor_not_permitted').toBe(!may.includes(role))
    },
  )
})
