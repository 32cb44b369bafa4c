import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '../../src-shared/kernel/id.ts'
import { newEnrolment, newLocation, newPlan, newSlots, type Plan } from '../server/garden.ts'
import type { WireDesk } from '../server/wire.ts'
import { pass } from './apart.ts'
import { type Front, type Site, Stage } from './sync-stage.ts'

let stage: Stage
let site: Site
beforeAll(async () => {
  stage = await Stage.open()
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

const reserve = z.object({
  guaranteed: z.array(z.object({ slotId: z.string(), until: z.string() })),
  leases: z.array(z.object({ unused: z.number(), holdUntil: z.string() })),
})

/** A greenhouse of 24 free slots, a plan that grants two, and a desk that has six of the slots with it. */
async function openReserve(hours: number): Promise<{ front: Front; others: WireDesk; plan: Plan; slotIds: string[] }> {
  site = await stage.site('owner', 'frontdesk')
  const others = await site.wire('owner')
  const [plan, place] = [newPlan({ slotAllocation: 2 }), newLocation()]
  const slots = newSlots(place, 24)
  await others.must('memberships.create-plan', plan)
  await others.must('plant-slots.create-location', place)
  await others.must('plant-slots.create-slots', slots)
  const front = await site.frontOf('frontdesk')
  const lease = { id: newId(), kind: 'plant_slots', resourceKey: place.locationId, size: 6, hours }
  const taken = await front.give('leases.take', lease)
  expect(await front.verdictOn(taken.id)).toMatchObject({ state: 'confirmed', serverOutcome: { granted: 6 } })
  await front.caughtUp(site)
  return { front, others, plan, slotIds: slots.slots.map(({ id }) => id) }
}

async function reserveOf(front: Front) {
  const answer = await front.ask('plant-slots.own-leases')
  return reserve.parse(answer.done ? answer.value : null)
}

/** The others empty the greenhouse: of 24 slots, six were not theirs to give. */
async function emptyTheRest(others: WireDesk, plan: Plan): Promise<void> {
  for (let n = 0; n < 9; n += 1) await others.must('memberships.enrol', newEnrolment(plan))
  expect(await others.must('memberships.enrol', newEnrolment(plan))).toMatchObject({ plantSlots: { owed: 2 } })
}

test('[PS-A71] [PL-R42] a cut desk sells three times two of its six, and 30 hours later has them all, as it told people', async () => {
  const { front, others, plan, slotIds } = await openReserve(24)
  await front.goOffline()
  const sold = [
    await front.give('memberships.enrol', newEnrolment(plan)),
    await front.give('memberships.enrol', newEnrolment(plan)),
    await front.give('memberships.enrol', newEnrolment(plan)),
  ]
  expect(sold.map(({ outcome }) => outcome?.plantSlots)).toEqual(
    [0, 2, 4].map((from) => expect.objectContaining({ slotIds: slotIds.slice(from, from + 2), owed: 0 })),
  )
  const { guaranteed, leases } = await reserveOf(front)
  expect(guaranteed.map(({ slotId }) => slotId).sort()).toEqual(slotIds.slice(0, 6).sort())
  expect(leases).toMatchObject([{ unused: 0, holdUntil: guaranteed[0]?.until }])
  await emptyTheRest(others, plan)
  pass(stage, 30)
  await stage.authority.server.commands.run(site.id, 'leases.expire', {})
  front.comeBack()
  for (const { id, outcome } of sold) {
    expect(await front.verdictOn(id)).toMatchObject({ state: 'confirmed', serverOutcome: outcome })
  }
})

test('[PS-A72] [PL-R42] what comes after its last moment is judged like any other: the others have the slots', async () => {
  const { front, plan, slotIds } = await openReserve(1)
  await front.goOffline()
  const sold = await front.give('memberships.enrol', newEnrolment(plan))
  expect(sold.outcome).toMatchObject({ plantSlots: { slotIds: slotIds.slice(0, 2), owed: 0 } })
  pass(stage, 26)
  const { leaseIds } = await stage.authority.server.commands.run(site.id, 'leases.expire', {})
  expect(leaseIds).toHaveLength(1)
  const others = await site.wire('owner')
  for (let n = 0; n < 12; n += 1) await others.must('memberships.enrol', newEnrolment(plan))
  front.comeBack()
  const verdict = await front.verdictOn(sold.id)
  expect(verdict).toMatchObject({ state: 'adjusted', serverOutcome: { plantSlots: { slotIds: [], owed: 2 } } })
  await front.inStep()
  expect(await reserveOf(front)).toEqual({ guaranteed: [], leases: [] })
})
