import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { inTenant } from '../../sync-server/database/tenant-transaction.ts'
import { addPerson } from '../../sync-server/identity/tenants.ts'
import { password } from '../fixtures/authority.ts'
import { apiServer } from './api-file.ts'
import { type ApiHouse, Caller, codeOf, detailsOf } from './api-house.ts'
import { newEnrolment, newLocation, newPlan, newSlots, type Plan } from './garden.ts'
import { WireDesk } from './wire.ts'

const root = '/plant-slots/v1'
const slots = z.object({ slots: z.array(z.looseObject({ id: z.string(), location: z.string().nullable() })) })

const api = apiServer()

/** A house with a plan that grants slots, and places with free ones; members come before the slots do. */
interface Club {
  house: ApiHouse
  owner: Caller
  plan: Plan
}
async function openClub(): Promise<Club> {
  const house = await api.stage.house('owner', 'frontdesk', 'viewer', 'member')
  const owner = await house.as('owner')
  // Allowed by agreement, and so owed to nobody: only a request brings slots.
  const plan = newPlan({ slotAllocation: 0, maxFreezeDays: 9 }, 'Basic')
  await owner.desk.must('memberships.create-plan', plan)
  return { house, owner, plan }
}

async function newPlace({ owner }: Club, code: string, count: number): Promise<string> {
  const place = newLocation(code)
  await owner.desk.must('plant-slots.create-location', place)
  await owner.desk.must('plant-slots.create-slots', newSlots(place, count))
  return place.locationId
}

/** Somebody who signs in, and is a member who may have so many slots. */
async function newMember({ house, owner, plan }: Club, extra: number, more: JsonObject = {}) {
  const { db } = api.stage.authority.database
  const email = `m${newId()}@${house.slug}.test`
  const person = { email, password, displayName: 'Ada', roles: ['member' as const] }
  const userId = await addPerson(db, api.stage.authority.server.commands, house.id, person)
  const enrolment = newEnrolment(plan, more)
  await owner.desk.must('memberships.enrol', enrolment)
  const { memberId, membershipId } = enrolment
  if (extra > 0) await owner.desk.must('plant-slots.set-extra', { membershipId, extra, reason: 'Agreed' })
  await inTenant(db, house.id, async (own) => {
    // No command links a person to their account yet: written as one would, with a version of its own.
    const head = await own.selectFrom('tenant_heads').selectAll().forUpdate().executeTakeFirstOrThrow()
    const version = head.version + 1
    await sql`select begin_command(${version}, ${api.stage.clock.now().toISOString()}, ${newId()})`.execute(own)
    await own.updateTable('members').set({ user_id: userId }).where('id', '=', memberId).execute()
    await own.updateTable('tenant_heads').set({ version }).execute()
  })
  const desk = await WireDesk.signIn(api.stage.url, email, newId(), () => api.stage.clock.now())
  return { caller: new Caller(api.stage.url, desk), membershipId, memberId }
}

const request = (caller: Caller, body: JsonObject) => caller.post(`${root}/request`, body)

describe('[PS-R1] asking for slots of one’s own', () => {
  test('[PS-A4] two ask for one at the same moment and one is free: one has it, one is told that there is none', async () => {
    const club = await openClub()
    await newPlace(club, 'greenhouse-1', 1)
    const people = [await newMember(club, 1), await newMember(club, 1)]
    const answers = await Promise.all(people.map(({ caller }) => request(caller, { quantity: 1 })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    const [done, refused] = answers.toSorted((a, b) => a.status - b.status)
    if (!done || !refused) throw new Error('Two were asked')
    expect(slots.parse(done.body).slots).toHaveLength(1)
    expect(codeOf(refused)).toBe('plant_slot_insufficient_slots')
    expect(detailsOf(refused)).toMatchObject({ asked: 1, free: 0 })
  })

  test('[PS-A5] ten ask for one at the same moment, five are free: five have one, five are told that there are none', async () => {
    const club = await openClub()
    await newPlace(club, 'greenhouse-1', 5)
    const people = []
    for (let n = 0; n < 10; n += 1) people.push(await newMember(club, 1))
    const answers = await Promise.all(people.map(({ caller }) => request(caller, { quantity: 1 })))
    const done = answers.filter(({ status }) => status === 201)
    const given = done.flatMap(({ body }) => slots.parse(body).slots.map(({ id }) => id))
    expect(new Set(given).size).toBe(5)
    const refused = answers.filter(({ status }) => status !== 201)
    expect(refused.map((answer) => [answer.status, codeOf(answer)])).toEqual(
      Array.from({ length: 5 }, () => [409, 'plant_slot_insufficient_slots']),
    )
    const held = await club.owner.must('GET', `${root}/admin/all?status=allocated`)
    expect(slots.parse(held).slots).toHaveLength(5)
  })

  test('[PS-A6] two in the preferred place: 201, allocated, and shown as one’s own; a strange number: 400', async () => {
    const club = await openClub()
    await newPlace(club, 'greenhouse-1', 6)
    const { caller, membershipId } = await newMember(club, 2)
    const answer = await request(caller, { quantity: 2, preferred_location: 'greenhouse-1' })
    const slot = { status: 'allocated', location: 'greenhouse-1' }
    expect(answer).toMatchObject({ status: 201, body: { success: true, slots: [slot, slot] } })
    expect(await caller.get(`${root}/my-slots`)).toMatchObject({
      status: 200,
      body: {
        success: true,
        slots: [slot, slot],
        entitlements: [{ membership_id: membershipId, held: 2, allowance: 2, owed: 0 }],
        waiting: [],
      },
    })
    for (const quantity of [0, 11, '2', 1.5]) {
      const strange = await request(caller, { quantity })
      expect([strange.status, codeOf(strange)]).toEqual([400, 'validation_failed'])
    }
  })

  test('[PS-A6] without a membership in force: 403 membership_required, with the reason', async () => {
    const club = await openClub()
    await newPlace(club, 'greenhouse-1', 2)
    const nobody = await request(await club.house.as('member'), { quantity: 1 })
    expect(nobody).toMatchObject({ status: 403, body: { success: false, error: 'membership_required' } })
    const frozen = await newMember(club, 1)
    const day = '2027-03-10'
    const pause = { freezeId: newId(), membershipId: frozen.membershipId, chargeId: newId(), fromOn: day, toOn: day }
    await club.owner.desk.must('memberships.freeze', pause)
    const later = await newMember(club, 0, { startsOn: '2027-05-01' })
    for (const [{ caller }, reason] of [[frozen, 'frozen'] as const, [later, 'scheduled'] as const]) {
      const answer = await request(caller, { quantity: 1 })
      expect([answer.status, codeOf(answer), detailsOf(answer).reason]).toEqual([403, 'membership_required', reason])
    }
  })

  test('[PS-A7] the preferred place has one of two, another has both: they come from there, but for location_only', async () => {
    const club = await openClub()
    await newPlace(club, 'greenhouse-1', 1)
    await newPlace(club, 'greenhouse-2', 2)
    const { caller } = await newMember(club, 2)
    const only = await request(caller, { quantity: 2, preferred_location: 'greenhouse-1', location_only: true })
    expect([only.status, codeOf(only)]).toEqual([409, 'plant_slot_insufficient_slots'])
    const unknown = await request(caller, { quantity: 1, preferred_location: 'nowhere' })
    expect([unknown.status, codeOf(unknown)]).toEqual([404, 'plant_slot_location_not_found'])
    const both = await request(caller, { quantity: 2, preferred_location: 'greenhouse-1' })
    expect(slots.parse(both.body).slots.map(({ location }) => location)).toEqual(['greenhouse-2', 'greenhouse-2'])
  })

  test('[PS-A7] nobody has two: one from each', async () => {
    const club = await openClub()
    await newPlace(club, 'greenhouse-1', 1)
    await newPlace(club, 'greenhouse-2', 1)
    const { caller } = await newMember(club, 2)
    const answer = await request(caller, { quantity: 2, preferred_location: 'greenhouse-2' })
    expect(slots.parse(answer.body).slots.map(({ location }) => location)).toEqual(['greenhouse-2', 'greenhouse-1'])
  })
})

describe('[PS-R50] places change and go', () => {
  test('a location by the fields that are named; as it was seen; not below what it holds', async () => {
    const club = await openClub()
    const id = await newPlace(club, 'greenhouse-1', 2)
    const path = `${root}/admin/locations/${id}`
    const changed = await club.owner.patch(path, { name: 'Sera', max_slots: 2 })
    expect(changed).toMatchObject({ status: 200, body: { id, name: 'Sera', max_slots: 2, code: 'greenhouse-1' } })
    const stale = await club.owner.patch(path, { name: 'Other' }, { 'if-match': '"1"' })
    expect([stale.status, codeOf(stale)]).toEqual([412, 'version_conflict'])
    const etag = changed.headers.get('etag') ?? ''
    expect(await club.owner.patch(path, { name: 'Other' }, { 'if-match': etag })).toMatchObject({ status: 200 })
    const full = await club.owner.patch(path, { max_slots: 1 })
    expect([full.status, codeOf(full)]).toEqual([409, 'plant_slot_location_full'])
    await newPlace(club, 'tent-1', 1)
    const taken = await club.owner.patch(path, { code: 'tent-1' })
    expect([taken.status, codeOf(taken)]).toEqual([409, 'plant_slot_location_code_taken'])
    const nothing = await club.owner.patch(path, {})
    expect([nothing.status, codeOf(nothing)]).toEqual([400, 'validation_failed'])
    for (const other of [newId(), 'abc']) {
      const answer = await club.owner.patch(`${root}/admin/locations/${other}`, { name: 'x' })
      expect([answer.status, codeOf(answer)]).toEqual([404, 'plant_slot_location_not_found'])
    }
  })

  test('[PS-R51] a slot that is free goes, and then is not there; one in use stays', async () => {
    const club = await openClub()
    await newPlace(club, 'greenhouse-1', 2)
    const { caller } = await newMember(club, 1)
    const [held] = slots.parse((await request(caller, { quantity: 1 })).body).slots
    const used = await club.owner.delete(`${root}/admin/${held?.id}`)
    expect([used.status, codeOf(used)]).toEqual([409, 'plant_slot_in_use'])
    const [free] = slots.parse(await club.owner.must('GET', `${root}/admin/all?status=available`)).slots
    expect(await club.owner.delete(`${root}/admin/${free?.id}`)).toMatchObject({ status: 204 })
    for (const id of [free?.id, newId(), 'abc']) {
      const gone = await club.owner.delete(`${root}/admin/${id}`)
      expect([gone.status, codeOf(gone)]).toEqual([404, 'plant_slot_not_found'])
    }
  })

  test('[PS-A80] who may', async () => {
    const { house } = await openClub()
    const asked: [string, string, Json][] = [
      ['PATCH', `${root}/admin/locations/${newId()}`, { name: 'x' }],
      ['DELETE', `${root}/admin/${newId()}`, {}],
      ['POST', `${root}/request`, { quantity: 1 }],
    ]
    for (const [method, path, body] of asked) {
      const answer = await (await house.as('viewer')).ask(method, path, body)
      expect([answer.status, codeOf(answer)]).toEqual([403, 'actor_not_permitted'])
    }
  })
})
