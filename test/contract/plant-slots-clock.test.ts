import { expect, it } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import { Garden } from './plant-slots-garden.ts'
import { Queue } from './plant-slots-line.ts'
import { onBothDatabases } from './world.ts'

onBothDatabases('what the clock does with plant slots', (world) => {
  const schedule = (week: string) => world().must('plant-slots.schedule-cleaning', { week }, { as: 'system' })
  const cleaned = (garden: Garden, number: string, on: string) =>
    garden.write((db) =>
      db.updateTable('plant_slots').set({ last_clean_date: on }).where('id', '=', garden.id(number)).execute(),
    )

  it('[PS-A44] [PS-R47] a slot cleaned on 1 March is due on 16 March, not on 15', async () => {
    const garden = new Garden(world())
    await garden.greenhouse(2)
    await cleaned(garden, 'GH1-1', '2027-03-01')
    await cleaned(garden, 'GH1-2', '2027-03-02')
    expect(await schedule('2027-03-15')).toEqual({ week: '2027-03-15', scheduled: 0 })
    expect(await schedule('2027-03-16')).toEqual({ week: '2027-03-16', scheduled: 1 })
    expect(await garden.entries('GH1-1')).toMatchObject([
      { kind: 'cleaning', priority: 'normal', state: 'open', due_on: '2027-03-21', reported_by: expect.any(String) },
    ])
    expect(await garden.slot('GH1-1')).toMatchObject({ maintenance_required: false, status: 'available' })
  })

  it('[PS-A43] [PS-R47] the weekly job twice leaves one entry for each slot, and next week none beside it', async () => {
    const garden = new Garden(world())
    const slow = await garden.location('tent-a', { cleanEveryDays: 90 })
    await garden.row(slow, 'TA', [1])
    await garden.greenhouse(3)
    // Made on 1 March and never cleaned.
    expect(await schedule('2027-03-15')).toMatchObject({ scheduled: 0 })
    expect(await schedule('2027-03-22')).toMatchObject({ scheduled: 3 })
    expect(await schedule('2027-03-22')).toMatchObject({ scheduled: 0 })
    expect(await schedule('2027-03-29')).toMatchObject({ scheduled: 0 })
    for (const number of ['GH1-1', 'GH1-2', 'GH1-3']) expect(await garden.entries(number)).toHaveLength(1)
    expect(await garden.entries('TA-1')).toEqual([])
    const [entry] = await garden.entries('GH1-1')
    const complete = { slotId: garden.id('GH1-1'), entryIds: [entry?.id ?? ''] }
    await world().must('plant-slots.complete-maintenance', complete, { at: '2027-03-23T09:00:00.000Z', as: 'field' })
    expect(await schedule('2027-03-29')).toMatchObject({ scheduled: 0 })
    expect(await schedule('2027-04-12')).toMatchObject({ scheduled: 1 })
  })

  it('[PS-R32] [PL-R31] offers lapse by the clock only where one is past its time', async () => {
    const garden = new Garden(world())
    await garden.greenhouse(1)
    const queue = new Queue(garden)
    const holder = await garden.enrol(1)
    const waits = await garden.person(1)
    await queue.join(waits, 1)
    await queue.release(holder, 'GH1-1')
    const isNeeded = (now: string) =>
      world().read(async (db) => domain.schedules.get('plant-slots.lapse-offers')?.isNeeded?.(db, now))
    expect(await isNeeded('2027-03-03T09:00:00.000Z')).toBe(false)
    expect(await isNeeded('2027-03-03T09:00:00.001Z')).toBe(true)
    await queue.lapse('2027-03-03T09:01:00.000Z')
    expect(await isNeeded('2027-03-03T09:02:00.000Z')).toBe(false)
    await queue.decline(waits, { leave: true })
    expect(await isNeeded('2027-03-09T09:00:00.000Z')).toBe(false)
  })
})
