import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { inTenant } from '../../sync-server/database/tenant-transaction.ts'
import { newEnrolment, newLocation, newPlan, newSlots } from '../server/garden.ts'
import type { WireDesk } from '../server/wire.ts'
import { apart, dayFrom, inTurn, pass, takeWay } from './apart.ts'
import { type Front, Stage } from './sync-stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await Stage.open()
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

type Person = { memberId: string; membershipId: string }
const offers = z.array(z.object({ id: z.string(), state: z.string(), joined_at: z.string() }))

/** A greenhouse of six slots, and three people who may have two each, cut off at two desks once `before` is done. */
async function cutFloor(
  before: (wire: WireDesk, floor: { people: Person[]; slotIds: string[] }) => Promise<unknown> = async () => {},
  terms: JsonObject = {},
  sale: JsonObject = {},
) {
  const [plan, place] = [newPlan({ slotAllocation: 0, ...terms }), newLocation()]
  const people = [newEnrolment(plan, sale), newEnrolment(plan, sale), newEnrolment(plan, sale)]
  const slots = newSlots(place, 6)
  const slotIds = slots.slots.map(({ id }) => id)
  const desks = await apart(
    stage,
    async (wire) => {
      await wire.must('memberships.create-plan', plan)
      for (const person of people) {
        await wire.must('memberships.enrol', person)
        const { membershipId } = person
        await wire.must('plant-slots.set-extra', { membershipId, extra: 2, reason: 'Agreed' })
      }
      await wire.must('plant-slots.create-location', place)
      await wire.must('plant-slots.create-slots', slots)
      await before(wire, { people, slotIds })
    },
    ['admin', 'owner'],
  )
  const [a, b, c] = people
  if (!a || !b || !c) throw new Error('Three were enrolled')
  const numberOf = (n: number) => slots.slots[n]?.slotNumber ?? ''
  return { ...desks, a, b, c, slotIds, place, numberOf, slot: (n: number) => slotIds[n] ?? '' }
}
type Floor = Awaited<ReturnType<typeof cutFloor>>

const allocation = ({ membershipId }: Person, pick: JsonObject): JsonObject => ({ membershipId, pick })
const planting = (slotId: string, { membershipId }: Person, label = 'Domates'): JsonObject => ({
  ...{ slotId, membershipId, occupancyId: newId(), label },
})
/** The first slot is the first person's, before anybody is cut off. */
const given = async (wire: WireDesk, { people: [first], slotIds }: { people: Person[]; slotIds: string[] }) => {
  if (first) await wire.must('plant-slots.allocate', allocation(first, { slotIds: slotIds.slice(0, 1) }))
}
const rowOf = ({ site }: Floor, id: string) =>
  inTenant(stage.authority.database.db, site.id, (db) =>
    db.selectFrom('plant_slots').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )
/** What waits at a desk for somebody to see to it. */
async function inbox(front: Front, code: string): Promise<void> {
  await front.inStep()
  expect(await front.text('desk.attention')).toContain(code)
}

/** Two commands that cannot both stand, and the refusal of the one that comes later. */
async function collide(
  floor: Floor,
  [first, firstInput]: [string, JsonObject],
  [second, secondInput]: [string, JsonObject],
) {
  const { one, two } = floor
  const here = await one.give(first, firstInput)
  const there = await two.give(second, secondInput)
  expect([here.state, there.state]).toEqual(['held', 'held'])
  return inTurn(one, here.id, two, there.id)
}

test('[PS-A73] case 1: both give the same slot; the second is told by whom, and takes another near it', async () => {
  const floor = await cutFloor()
  const pick = { slotIds: [floor.slot(0)] }
  const { won, lost } = await collide(
    floor,
    ['plant-slots.allocate', allocation(floor.a, pick)],
    ['plant-slots.allocate', allocation(floor.b, pick)],
  )
  expect(won.state).toBe('confirmed')
  expect(lost).toMatchObject({
    state: 'rejected',
    rejection: { code: 'plant_slot_taken', params: { slots: [{ slotId: floor.slot(0), status: 'allocated' }] } },
  })
  await inbox(floor.two, 'plant_slot_taken')
  expect(await takeWay(floor.two, lost)).toMatchObject({
    ...{ state: 'confirmed', serverOutcome: { slotIds: [floor.slot(1)] } },
  })
})

test('[PS-A73] case 2: both give any one and more are free: the second has another slot, and is told', async () => {
  const floor = await cutFloor()
  const { won, lost } = await collide(
    floor,
    ['plant-slots.allocate', allocation(floor.a, { quantity: 1 })],
    ['plant-slots.allocate', allocation(floor.b, { quantity: 1 })],
  )
  expect(won).toMatchObject({ state: 'confirmed', serverOutcome: { slotIds: [floor.slot(0)] } })
  expect(lost).toMatchObject({
    ...{ state: 'adjusted', outcome: { slotIds: [floor.slot(0)] }, serverOutcome: { slotIds: [floor.slot(1)] } },
  })
  await inbox(floor.two, 'adjusted')
})

test('[PS-A73] case 7: handed to somebody else while it was planted for the first: planted for the new holder with one key', async () => {
  const floor = await cutFloor(given)
  const { memberId: toMemberId } = floor.b
  const handed = { transferId: newId(), toMemberId, slotIds: [floor.slot(0)], reason: 'Swap' }
  const { won, lost } = await collide(
    floor,
    ['plant-slots.transfer', handed],
    ['plant-slots.occupy', planting(floor.slot(0), floor.a)],
  )
  expect(won.state).toBe('confirmed')
  expect(lost).toMatchObject({ state: 'rejected', rejection: { code: 'plant_slot_holder_changed' } })
  await inbox(floor.two, 'plant_slot_holder_changed')
  expect(await takeWay(floor.two, lost)).toMatchObject({ state: 'confirmed' })
  expect(await rowOf(floor, floor.slot(0))).toMatchObject({ status: 'occupied', membership_id: floor.b.membershipId })
})

test('[PS-A73] case 8: planted while it was given back: it is not given back', async () => {
  const floor = await cutFloor(given)
  const { membershipId } = floor.a
  const { won, lost } = await collide(
    floor,
    ['plant-slots.occupy', planting(floor.slot(0), floor.a)],
    ['plant-slots.release', { slotIds: [floor.slot(0)], membershipId }],
  )
  expect(won.state).toBe('confirmed')
  expect(lost).toMatchObject({
    state: 'rejected',
    rejection: { code: 'invalid_status_transition', params: { from: 'occupied', to: 'available' } },
  })
  await inbox(floor.two, 'invalid_status_transition')
  expect(await rowOf(floor, floor.slot(0))).toMatchObject({ status: 'occupied', membership_id: membershipId })
})

test('[PS-A73] case 9: given back while it was planted: it is not planted', async () => {
  const floor = await cutFloor(given)
  const { membershipId } = floor.a
  const { won, lost } = await collide(
    floor,
    ['plant-slots.release', { slotIds: [floor.slot(0)], membershipId }],
    ['plant-slots.occupy', planting(floor.slot(0), floor.a)],
  )
  expect(won.state).toBe('confirmed')
  expect(lost).toMatchObject({
    state: 'rejected',
    rejection: { code: 'invalid_status_transition', params: { from: 'available', to: 'occupied' } },
  })
  await inbox(floor.two, 'invalid_status_transition')
})

test('[PS-A73] case 10: both plant it for its holder: both stand, the first label on the slot, the second in its notes', async () => {
  const floor = await cutFloor(given)
  const { won, lost } = await collide(
    floor,
    ['plant-slots.occupy', planting(floor.slot(0), floor.a, 'Domates')],
    ['plant-slots.occupy', planting(floor.slot(0), floor.a, 'Albahaca')],
  )
  expect([won.state, lost.state]).toEqual(['confirmed', 'confirmed'])
  const { status, notes } = await rowOf(floor, floor.slot(0))
  expect({ status, notes }).toEqual({ status: 'occupied', notes: expect.stringContaining('Albahaca') })
  const grows = await inTenant(stage.authority.database.db, floor.site.id, (db) =>
    db.selectFrom('plant_slot_occupancies').select('label').execute(),
  )
  expect(grows).toEqual([{ label: 'Domates' }])
})

test('[PS-A73] case 11: both hand it on to different people: the second learns that it is not the giver’s', async () => {
  const floor = await cutFloor(given)
  const handed = ({ memberId: toMemberId }: Person): JsonObject => ({
    ...{ transferId: newId(), toMemberId, fromMemberId: floor.a.memberId, slotIds: [floor.slot(0)], reason: 'Swap' },
  })
  const { won, lost } = await collide(
    floor,
    ['plant-slots.transfer', handed(floor.b)],
    ['plant-slots.transfer', handed(floor.c)],
  )
  expect(won.state).toBe('confirmed')
  expect(lost).toMatchObject({
    state: 'rejected',
    rejection: { code: 'plant_slot_transfer_failed', params: { reason: 'not_holder', slotIds: [floor.slot(0)] } },
  })
  await inbox(floor.two, 'plant_slot_transfer_failed')
})

test('[PS-A73] case 15: done with by both, to the pool and to the holder: the first stands', async () => {
  const entryId = newId()
  const floor = await cutFloor(async (wire, made) => {
    await given(wire, made)
    const [slotId = ''] = made.slotIds
    const [first] = made.people
    if (first) await wire.must('plant-slots.occupy', planting(slotId, first))
    await wire.must('plant-slots.start-maintenance', { slotId, entryId, kind: 'repair', description: 'Leaks' })
  })
  const done = (returnTo: string): JsonObject => ({ slotId: floor.slot(0), returnTo })
  const { won, lost } = await collide(
    floor,
    ['plant-slots.complete-maintenance', done('pool')],
    ['plant-slots.complete-maintenance', done('holder')],
  )
  expect(won).toMatchObject({ state: 'confirmed', serverOutcome: { status: 'available' } })
  expect(lost).toMatchObject({ state: 'adjusted', outcome: { status: 'allocated' } })
  expect(lost.serverOutcome).toMatchObject({ status: 'available' })
  await inbox(floor.two, 'adjusted')
  expect(await rowOf(floor, floor.slot(0))).toMatchObject({ status: 'available', membership_id: null })
})

test('[PS-A73] case 16: both force a status: the second sees the new one, and forces again with one key', async () => {
  const floor = await cutFloor()
  const forced = (status: string): JsonObject => ({
    ...{ slotId: floor.slot(0), seenStatus: 'available', status, reason: 'Counted by hand' },
    ...(status === 'allocated' ? { membershipId: floor.a.membershipId } : {}),
  })
  const { won, lost } = await collide(
    floor,
    ['plant-slots.force-status', forced('maintenance')],
    ['plant-slots.force-status', forced('allocated')],
  )
  expect(won.state).toBe('confirmed')
  expect(lost).toMatchObject({
    state: 'rejected',
    rejection: { code: 'version_conflict', params: { status: 'maintenance' } },
  })
  await inbox(floor.two, 'version_conflict')
  expect(await takeWay(floor.two, lost)).toMatchObject({ state: 'confirmed' })
  expect(await rowOf(floor, floor.slot(0))).toMatchObject({ status: 'allocated' })
})

test('[PS-A73] case 17: the same number made twice: none of the second batch, and other numbers with one key', async () => {
  const floor = await cutFloor()
  const { locationId } = floor.place
  const batch = (numbers: readonly string[]): JsonObject => ({
    locationId,
    slots: numbers.map((slotNumber) => ({ id: newId(), slotNumber })),
  })
  const { won, lost } = await collide(
    floor,
    ['plant-slots.create-slots', batch(['N-1', 'N-2'])],
    ['plant-slots.create-slots', batch(['n-2', 'N-3'])],
  )
  expect(won.state).toBe('confirmed')
  expect(lost).toMatchObject({
    state: 'rejected',
    rejection: { code: 'plant_slot_number_taken', params: { numbers: ['n-2'] } },
  })
  await inbox(floor.two, 'plant_slot_number_taken')
  expect(await takeWay(floor.two, lost)).toMatchObject({ state: 'confirmed' })
})

test('[PS-A83] 500 slots made at a cut desk in one command are all there; of 500 with one number taken there is none', async () => {
  const floor = await cutFloor()
  const { locationId } = floor.place
  const batch = (stem: string, last: string): JsonObject => ({
    locationId,
    slots: Array.from({ length: 500 }, (_, n) => ({ id: newId(), slotNumber: n === 499 ? last : `${stem}-${n + 1}` })),
  })
  const { won, lost } = await collide(
    floor,
    ['plant-slots.create-slots', batch('F', 'F-500')],
    ['plant-slots.create-slots', batch('G', 'f-7')],
  )
  expect(won).toMatchObject({ state: 'confirmed', serverOutcome: { count: 500 } })
  expect(lost).toMatchObject({
    state: 'rejected',
    rejection: { code: 'plant_slot_number_taken', params: { numbers: ['f-7'] } },
  })
  const { made } = await inTenant(stage.authority.database.db, floor.site.id, (db) =>
    db
      .selectFrom('plant_slots')
      .select(({ fn }) => fn.countAll<number>().as('made'))
      .executeTakeFirstOrThrow(),
  )
  expect(Number(made)).toBe(6 + 500)
})

/** Two days without the network, in which the clock ends what ended today. */
async function nextDays(floor: Floor): Promise<void> {
  pass(stage, 48)
  for (const n of [1, 2]) {
    await stage.authority.server.commands.run(floor.site.id, 'memberships.roll-day', { day: dayFrom(n) })
  }
}
/** Terms whose last day is today: asked for by each test, since midnight may pass between two. */
const ofToday = () => [{ durationType: 'DAYS', durationValue: 1 }, { startsOn: dayFrom(-1) }] as const

test('[PS-A53] [PS-A73] case 12: given on the last day, arriving after the end: refused, and the slot is nobody’s', async () => {
  const floor = await cutFloor(undefined, ...ofToday())
  const { one, a } = floor
  const held = await one.give('plant-slots.allocate', allocation(a, { slotIds: [floor.slot(0)] }))
  expect(held.state).toBe('held')
  await nextDays(floor)
  one.comeBack()
  expect(await one.verdictOn(held.id)).toMatchObject({
    state: 'rejected',
    rejection: { code: 'plant_slot_membership_required', params: { reason: 'expired' } },
  })
  await inbox(one, 'plant_slot_membership_required')
  expect(await rowOf(floor, floor.slot(0))).toMatchObject({ status: 'available', membership_id: null })
})

test('[PS-A73] case 13: planted on the last day, arriving after the end: refused, and clearing it is proposed', async () => {
  const floor = await cutFloor(given, ...ofToday())
  const { one, a } = floor
  const held = await one.give('plant-slots.occupy', planting(floor.slot(0), a))
  expect(held.state).toBe('held')
  await nextDays(floor)
  one.comeBack()
  const lost = await one.verdictOn(held.id)
  expect(lost).toMatchObject({
    state: 'rejected',
    rejection: { code: 'invalid_status_transition', params: { from: 'available', to: 'occupied' } },
  })
  await inbox(one, 'invalid_status_transition')
  const clear = lost.rejection?.alternatives.findIndex(({ label }) => label.includes('clear')) ?? -1
  expect(clear).toBeGreaterThanOrEqual(0)
  expect(await takeWay(one, lost, clear)).toMatchObject({ state: 'confirmed' })
  expect(await rowOf(floor, floor.slot(0))).toMatchObject({ maintenance_required: true })
})

test('[PS-A63] [PS-A73] case 14: accepted in time, arriving after it had passed on: lapsed, and back at the old place with one key', async () => {
  const offered = { a: '', b: '' }
  const entry = ({ membershipId }: Person): JsonObject => ({ entryId: newId(), membershipId, quantity: 1 })
  const waiting = (floor: Pick<Floor, 'site'>, { membershipId }: Person) =>
    inTenant(stage.authority.database.db, floor.site.id, async (db) =>
      offers.parse(
        await db
          .selectFrom('plant_slot_waitlist as w')
          .leftJoin('plant_slot_offers as o', (join) =>
            join.onRef('o.entry_id', '=', 'w.id').on('o.state', '=', 'open'),
          )
          .select(['o.id', 'w.state', 'w.joined_at'])
          .where('w.membership_id', '=', membershipId)
          .execute()
          .then((rows) => rows.map((row) => ({ ...row, id: row.id ?? '', joined_at: `${row.joined_at}` }))),
      ),
    )
  const floor = await cutFloor(async (wire, { people: [a, b, c], slotIds }) => {
    if (!a || !b || !c) return
    // All is held, two want one, and one is given back: the first of them has the offer.
    for (const [n, person] of [a, b, c].entries()) {
      await wire.must('plant-slots.set-extra', { membershipId: person.membershipId, extra: 3, reason: 'Agreed' })
      const pick = { slotIds: slotIds.slice(2 * n, 2 * n + 2) }
      await wire.must('plant-slots.allocate', allocation(person, pick))
    }
    await wire.must('plant-slots.join-waitlist', entry(a))
    await wire.must('plant-slots.join-waitlist', entry(b))
    await wire.must('plant-slots.release', { slotIds: slotIds.slice(4, 5), membershipId: c.membershipId })
  })
  const { one, two, a, b, site } = floor
  const [first] = await waiting(floor, a)
  offered.a = first?.id ?? ''
  expect(first).toMatchObject({ state: 'offered' })
  const yes = await one.give('plant-slots.accept-offer', { offerId: offered.a })
  expect(yes).toMatchObject({ state: 'held', outcome: { slotIds: [floor.slot(4)] } })
  pass(stage, 50)
  const now = stage.now().toISOString()
  await stage.authority.server.commands.run(site.id, 'plant-slots.lapse-offers', { now })
  const [next] = await waiting(floor, b)
  offered.b = next?.id ?? ''
  two.comeBack()
  await two.caughtUp(site)
  const taken = await two.give('plant-slots.accept-offer', { offerId: offered.b })
  expect(await two.verdictOn(taken.id)).toMatchObject({ state: 'confirmed' })
  one.comeBack()
  const lost = await one.verdictOn(yes.id)
  expect(lost).toMatchObject({ state: 'rejected', rejection: { code: 'plant_slot_offer_lapsed' } })
  await inbox(one, 'plant_slot_offer_lapsed')
  expect(await takeWay(one, lost)).toMatchObject({ state: 'confirmed' })
  const [back] = await waiting(floor, a)
  expect(back).toMatchObject({ state: 'waiting', joined_at: first?.joined_at })
})
