import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { certaintyOf, needsAttention } from '../../src-renderer/journal/entry.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { plantGarden } from '../server/garden.ts'
import { type Front, Stage } from './sync-stage.ts'
import { WrittenPage } from './written-page.ts'

let stage: Stage
beforeAll(async () => {
  stage = await Stage.open()
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

async function openDesk({ members = 3, slots = 5 } = {}) {
  const site = await stage.site('owner', 'frontdesk')
  const front = await site.frontOf('frontdesk')
  const page = await WrittenPage.open(front, site, site.userOf('frontdesk'))
  const wire = await site.wire('owner')
  const garden = await plantGarden((name, input) => wire.must(name, input), { members, slots })
  await front.caughtUp(site)
  const membershipId = (n: number): string => garden.members[n]?.membershipId ?? ''
  const slotId = (n: number): string => garden.slots[n]?.id ?? ''
  const allocation = (n: number, slot = n): JsonObject => ({
    membershipId: membershipId(n),
    pick: { slotIds: [slotId(slot)] },
  })
  return { site, front, page, wire, garden, slotId, membershipId, allocation }
}

/** Who holds each slot, in the order of the slots, as the desk shows it. */
async function holders(front: Front, slots: readonly { id: string }[]): Promise<Json[]> {
  const answer = await front.ask('plant-slots.list')
  const rows: { id: string; membershipId?: Json; membership?: Json }[] = answer.done ? Object(answer.value).slots : []
  return slots.map(({ id }) => rows.find((row) => row.id === id)?.membershipId ?? null)
}

const waiting = async (front: Front): Promise<Json[]> => {
  const answer = await front.ask('desk.attention', { everybodys: true })
  return answer.done ? Object(answer.value).items : []
}

describe('[DX-R13] Ctrl+Z', { timeout: 90_000 }, () => {
  test('[DX-A8] [DX-R16] frees what was given; again is by the rules of the moment, and says where somebody was quicker', async () => {
    const { site, front, page, wire, garden, allocation, membershipId } = await openDesk()
    const first = await page.give('plant-slots.allocate', allocation(0))
    await page.verdict(first)
    expect(await holders(front, garden.slots)).toEqual([membershipId(0), null, null, null, null])
    const [undone] = await page.undo()
    await page.verdict(undone?.answer.id ?? '')
    expect(await holders(front, garden.slots)).toEqual([null, null, null, null, null])
    expect(certaintyOf(await page.entry(first))).toBe('undone')
    const [again] = await page.redo()
    expect(again?.answer.state).toBe('held')
    await page.verdict(again?.answer.id ?? '')
    expect(await holders(front, garden.slots)).toEqual([membershipId(0), null, null, null, null])

    const [back] = await page.undo()
    await page.verdict(back?.answer.id ?? '')
    await wire.give('plant-slots.allocate', allocation(1, 0))
    await front.caughtUp(site)
    const [late] = await page.redo()
    expect(late?.answer).toMatchObject({ state: 'refused', rejection: { code: 'plant_slot_taken' } })
  })

  test('[DX-A9] [DX-R15] what was refused by the server after it was taken back comes to nobody, and neither does its undo', async () => {
    const { front, page, wire, garden, allocation, membershipId } = await openDesk()
    await front.goOffline()
    const first = await page.give('plant-slots.allocate', allocation(0))
    const [undo] = await page.undo()
    const undoId = undo?.answer.id ?? ''
    await wire.must('plant-slots.allocate', allocation(1, 0))
    front.comeBack()
    const [original, back] = [await page.verdict(first), await page.verdict(undoId)]
    expect([original.state, back.state]).toEqual(['rejected', 'rejected'])
    expect([original, back].map(certaintyOf)).toEqual(['undone', 'undone'])
    expect([original, back].some(needsAttention)).toBe(false)
    expect(front.statesOf(undoId)).not.toContain('at_risk')
    await front.inStep()
    expect(await waiting(front)).toEqual([])
    expect(await holders(front, garden.slots)).toEqual([membershipId(1), null, null, null, null])
  })

  test('[DX-A10] [DX-R14] what was done otherwise is taken back as it was done', async () => {
    const { front, page, wire, garden, allocation, membershipId } = await openDesk()
    await front.goOffline()
    const any = await page.give('plant-slots.allocate', { membershipId: membershipId(0), pick: { quantity: 1 } })
    const [undo] = await page.undo()
    await wire.must('plant-slots.allocate', allocation(1, 0))
    front.comeBack()
    expect((await page.verdict(any)).state).toBe('adjusted')
    expect((await page.verdict(undo?.answer.id ?? '')).state).not.toBe('rejected')
    await front.inStep()
    expect(await holders(front, garden.slots)).toEqual([membershipId(1), null, null, null, null])
    expect(await waiting(front)).toEqual([])
  })

  test('[DX-A13] [DX-R18] what was done together is taken back as one, newest first; what cannot be says why', async () => {
    const { site, front, page, wire, garden, allocation, slotId, membershipId } = await openDesk()
    const batchId = newId()
    const ids: string[] = []
    for (const n of [0, 1, 2]) ids.push(await page.give('plant-slots.allocate', allocation(n), { batchId }))
    await Promise.all(ids.map((id) => page.verdict(id)))
    const planting = { slotId: slotId(1), membershipId: membershipId(1), occupancyId: newId(), label: 'Roses' }
    await wire.must('plant-slots.occupy', planting)
    await front.caughtUp(site)
    const turned = await page.undo()
    expect(turned.map(({ entry }) => entry.id)).toEqual([...ids].reverse())
    expect(turned.map(({ answer }) => answer.state)).toEqual(['held', 'refused', 'held'])
    await front.inStep()
    expect(await holders(front, garden.slots)).toEqual([null, membershipId(1), null, null, null])
    expect((await page.redo()).map(({ entry }) => entry.id)).toEqual([ids[0], ids[2]])
  })
})
