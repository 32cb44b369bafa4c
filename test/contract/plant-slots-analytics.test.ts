import { expect, it } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { tellLog } from './command-log.ts'
import { Garden, type Holder } from './plant-slots-garden.ts'
import { Queue } from './plant-slots-line.ts'
import { onBothDatabases, type World } from './world.ts'

const at = (day: string, hour = '09:00') => `2027-03-${day}T${hour}:00.000Z`
const asked = { from: '2027-03-01', to: '2027-03-10' }
const ask = (world: World, input: object = {}) =>
  world.ask('plant-slots.analytics', { ...asked, ...input }, { at: at('10', '12:00'), as: 'manager' })

interface Days {
  garden: Garden
  first: string
  second: string
  a: Holder
}

/**
 * Five slots in two places. A has GH1-1 for a day and a harvest in GH1-2; B gets GH1-1 three days after A gave it back,
 * and waits for one more; nobody holds the rest.
 */
async function tenDays(world: World): Promise<Days> {
  const garden = new Garden(world)
  const first = await garden.greenhouse(4)
  const second = await garden.location('tent-1')
  await garden.row(second, 'T1', [1])
  const [a, b] = [await garden.person(3), await garden.person(6)]
  await garden.allocate(a, { slotIds: [garden.id('GH1-1'), garden.id('GH1-2')] })
  await garden.occupy(a, 'GH1-2')
  await new Queue(garden).release(a, 'GH1-1', { at: at('02') })
  const entry = { slotId: garden.id('GH1-2'), entryId: newId() }
  const harvest = { ...entry, kind: 'harvest', description: 'Ripe', yieldGrams: 500 }
  await world.must('plant-slots.start-maintenance', harvest, { at: at('04') })
  await world.must('plant-slots.complete-maintenance', { slotId: entry.slotId }, { at: at('04', '21:00'), as: 'field' })
  await garden.allocate(b, { slotIds: [garden.id('GH1-1')] }, { at: at('05') })
  for (const day of ['2027-03-02', '2027-03-06']) {
    await world.must('plant-slots.reconcile', { day }, { as: 'system', at: at('06', '01:00') })
  }
  return { garden, first, second, a }
}

onBothDatabases('how slots are used over some days', (world) => {
  it('counts as they stand now, all and in each place, and the shares of section 9', async () => {
    const { first, second } = await tenDays(world())
    expect(await ask(world())).toMatchObject({
      now: { slots: 5, available: 3, allocated: 2, occupied: 0, maintenance: 0, free: 3 },
      byLocation: [
        { locationId: first, code: 'greenhouse-1', slots: 4, allocated: 2, allocation: { part: 2, of: 4, rate: 0.5 } },
        { locationId: second, slots: 1, available: 1, availability: { part: 1, of: 1, rate: 1 } },
      ],
      rates: { allocation: { part: 2, of: 5, rate: 0.4 }, occupancy: { part: 0, of: 2, rate: 0 }, allocationMean: 0.4 },
      days: [{ day: '2027-03-02', slots: 5, allocated: 2 }, { day: '2027-03-06' }],
    })
  })

  it('tells what ended and how long it stood empty; a slot that came back from work to its holder did neither', async () => {
    await tenDays(world())
    const told = await ask(world())
    expect(told).toMatchObject({ rates: { ended: 1, turnover: 0.6, idleDays: 3 } })
    expect(told).toMatchObject({ yield: { grams: 500, slotDays: 4, gramsPerSlotDay: 125 } })
  })

  it('counts a holding as ended also where whoever waited got the slot in the same moment', async () => {
    const garden = new Garden(world())
    await garden.greenhouse(1)
    const holder = await garden.enrol(1)
    await garden.enrol(1)
    await new Queue(garden).release(holder, 'GH1-1', { at: at('02') })
    expect(await ask(world())).toMatchObject({ now: { allocated: 1 }, rates: { ended: 1, idleDays: 0 } })
  })

  it('tells of work how soon it was done and by whom, and what of the queue is late', async () => {
    const { garden } = await tenDays(world())
    const report = { slotId: garden.id('GH1-3'), description: 'Cracked' }
    const late = { ...report, entryId: newId(), priority: 'high', dueOn: '2027-03-09' }
    await world().must('plant-slots.report-maintenance', late, { at: at('06') })
    await world().must('plant-slots.report-maintenance', { ...report, entryId: newId() }, { at: at('06') })
    expect(await ask(world())).toMatchObject({
      maintenance: {
        ...{ open: { high: 1, normal: 1, low: 0 }, overdue: { part: 1, of: 2, rate: 0.5 } },
        ...{ done: 1, medianHours: 12, p90Hours: 12, byPerformer: [{ name: 'field', done: 1 }] },
      },
    })
  })

  it('tells who waits, how offers ended, and what the plans still owe', async () => {
    const { garden, a } = await tenDays(world())
    await garden.allocate(a, { slotIds: ['GH1-3', 'GH1-4'].map((number) => garden.id(number)) })
    await garden.allocate(await garden.person(1), { slotIds: [garden.id('T1-1')] })
    await garden.enrol(2, { how: { at: at('07') } })
    const waiting = await garden.person(1)
    const queue = new Queue(garden)
    await queue.join(waiting, 1, { at: at('09', '12:00') })
    expect(await ask(world())).toMatchObject({
      waiting: { entries: 2, quantity: 3, medianHours: 49.5, longestHours: 75, offers: { of: 0, rate: null } },
      owed: { memberships: 1, slots: 2, medianDays: null },
    })
  })

  it('counts attempts in the log by what became of them, within the days asked', async () => {
    const name = 'plant-slots.allocate'
    const refused = { name, verdict: 'rejected' as const }
    await tellLog(world(), [
      ...[at('01'), at('10', '20:59')].map((when) => ({ name, at: when })),
      { name: 'plant-slots.request', at: at('03'), verdict: 'adjusted' },
      { ...refused, at: at('03'), code: 'plant_slot_taken' },
      { ...refused, at: at('03'), code: 'plant_slot_membership_required', params: { reason: 'expired' } },
      { name, at: at('10', '21:00') },
      { name: 'plant-slots.transfer', at: at('04') },
      {
        ...refused,
        name: 'plant-slots.transfer',
        at: at('04'),
        code: 'plant_slot_transfer_failed',
        params: { reason: 'not_holder' },
      },
    ])
    expect(await ask(world())).toMatchObject({
      attempts: { all: 5, applied: 2, adjusted: 1, rejected: 2, denial: { part: 1, of: 5, rate: 0.2 } },
      transfers: {
        success: { part: 1, of: 2, rate: 0.5 },
        byCode: [{ code: 'plant_slot_transfer_failed', reason: 'not_holder', count: 1 }],
      },
    })
  })

  it('narrows to one place, without what is of no place', async () => {
    const { second } = await tenDays(world())
    expect(await ask(world(), { locationId: second })).toMatchObject({
      ...{ now: { slots: 1 }, byLocation: [{ code: 'tent-1' }], days: [{ slots: 1 }, { slots: 1 }] },
      ...{ rates: { ended: 0, idleDays: null, turnover: 0 }, yield: { slotDays: 0, gramsPerSlotDay: null } },
      ...{ attempts: null, transfers: null, owed: null, capacity: null },
    })
    await expect(ask(world(), { locationId: newId() })).rejects.toThrow('plant_slot_location_not_found')
  })

  it('shows no rate where there is nothing to divide by, and takes at most a year', async () => {
    expect(await ask(world())).toMatchObject({
      rates: { allocation: { part: 0, of: 0, rate: null }, allocationMean: null, turnover: null },
      maintenance: { overdue: { rate: null }, medianHours: null },
    })
    expect(await ask(world(), { from: '2026-03-10' })).toMatchObject({ days: [] })
    await expect(ask(world(), { from: '2026-03-09' })).rejects.toThrow('validation_failed')
    await expect(ask(world(), { from: '2027-03-11' })).rejects.toThrow('validation_failed')
  })

  it('plans ahead: what will be wanted, as far as it is renewed, and what there is too little of', async () => {
    const { garden } = await tenDays(world())
    await garden.enrol(4)
    const past = await garden.enrol(1, { startsOn: '2027-02-28' })
    const ended = (day: string, membershipId: string) =>
      garden.write((db) =>
        db.updateTable('membership_periods').set({ ends_on: day }).where('membership_id', '=', membershipId).execute(),
      )
    await ended('2027-03-05', past.membershipId)
    const soon = await garden.person(5)
    await garden.write((db) =>
      db.updateTable('memberships').set({ ends_on: '2027-03-20' }).where('id', '=', soon.membershipId).execute(),
    )
    const { capacity } = (await ask(world())) as { capacity: { days: JsonObject[] } }
    expect(capacity).toMatchObject({ usable: 5, renewal: { part: 0, of: 1, rate: 0 } })
    expect(capacity.days).toHaveLength(90)
    // 3 of A, 6 of B, 4 and 1 granted, 5 until the twentieth.
    expect(capacity.days[0]).toEqual({ day: '2027-03-11', demand: 19, shortage: 14 })
    expect(capacity.days[9]).toMatchObject({ day: '2027-03-20', demand: 19 })
    expect(capacity.days[10]).toMatchObject({ day: '2027-03-21', demand: 14 })
  })

  it('is for managers', async () => {
    for (const as of ['frontdesk', 'field', 'viewer', 'member'] as const) {
      await expect(world().ask('plant-slots.analytics', asked, { as })).rejects.toThrow('actor_not_permitted')
      await expect(world().ask('plant-slots.metrics', {}, { as })).rejects.toThrow('actor_not_permitted')
    }
  })

  it('watches: allocations of each of sixty full minutes, and refusals of a day by their code', async () => {
    const name = 'plant-slots.allocate'
    await tellLog(world(), [
      ...[at('10', '11:00'), at('10', '11:59'), at('10', '11:59'), at('10', '12:00')].map((when) => ({
        name,
        at: when,
      })),
      { name, at: at('10', '11:30'), verdict: 'rejected', code: 'plant_slot_taken' },
      { name, at: at('09', '11:59'), verdict: 'rejected', code: 'plant_slot_taken' },
    ])
    const told = await world().ask('plant-slots.metrics', {}, { at: '2027-03-10T12:00:30.000Z' })
    expect(told).toMatchObject({
      maintenanceQueue: { high: 0, normal: 0, low: 0 },
      transferSuccess: { of: 0, rate: null },
      errors: [{ command: name, code: 'plant_slot_taken', part: 1, of: 5, rate: 0.2 }],
    })
    const { allocationsPerMinute: minutes } = told as { allocationsPerMinute: { minute: string; count: number }[] }
    expect(minutes).toHaveLength(60)
    expect([minutes[0], minutes[30], minutes[59]]).toEqual([
      { minute: at('10', '11:00'), count: 1 },
      { minute: at('10', '11:30'), count: 0 },
      { minute: at('10', '11:59'), count: 2 },
    ])
  })
})
