import { expect, it } from 'vitest'
import { floorDemo, slotDemo } from '../../src-shared/modules/plant-slots/demo.ts'
import { Garden } from './plant-slots-garden.ts'
import { onBothDatabases } from './world.ts'

onBothDatabases('the demo of plant-slots', (world) => {
  it('[PS-A83] is made by commands that are all accepted', async () => {
    const garden = new Garden(world())
    const today = '2027-03-01'
    const run = async (commands: ReturnType<typeof slotDemo>) => {
      for (const { name, input, actor: as, at } of commands) await world().must(name, input, { as, at })
    }
    await run(slotDemo(world().tenantId, today))
    for (let n = 0; n < 12; n += 1) await garden.enrol(10, { how: { at: '2027-02-28T22:00:00.000Z' } })
    const rows = await world().read((db) =>
      db
        .selectFrom('plant_slots')
        .select(['id as slotId', 'slot_number as slotNumber', 'membership_id as membershipId'])
        .where('status', '=', 'allocated')
        .orderBy('number_key')
        .execute(),
    )
    const held = rows.flatMap(({ membershipId, ...slot }) => (membershipId ? [{ ...slot, membershipId }] : []))
    expect(held).toHaveLength(120)
    await run(floorDemo(world().tenantId, held, today))
    const statuses = await world().read((db) =>
      db
        .selectFrom('plant_slots')
        .select(({ fn }) => ['status', fn.countAll<number>().as('slots')])
        .groupBy('status')
        .orderBy('status')
        .execute(),
    )
    expect(statuses).toEqual([
      { status: 'allocated', slots: 29 },
      { status: 'available', slots: 9880 },
      { status: 'maintenance', slots: 41 },
      { status: 'occupied', slots: 50 },
    ])
  })
})
