import { expect, it } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import { announce } from './plant-slots-facts.ts'
import { Garden, type Holder } from './plant-slots-garden.ts'
import { onBothDatabases } from './world.ts'

onBothDatabases('plant-slots with memberships', (world) => {
  const open = async (slots: number) => {
    const garden = new Garden(world())
    const greenhouse = await garden.greenhouse(slots)
    return { garden, greenhouse }
  }

  it('[PS-R20] gives the slots of the plan with the sale', async () => {
    const { garden } = await open(3)
    const sold = await garden.enrol(2)
    expect(sold).toMatchObject({ status: 'active', plantSlots: { slotNumbers: ['GH1-1', 'GH1-2'], owed: 0 } })
    expect(await garden.entitlement(sold)).toMatchObject({ granted: 2, extra: 0, owed: 0, closed_at: null })
    expect(await garden.events('GH1-1')).toMatchObject([{ event: 'allocated', membership_id: sold.membershipId }])
  })

  it('[PS-A51] gives one of two where one is free, and owes the other', async () => {
    const { garden } = await open(1)
    const sold = await garden.enrol(2)
    expect(sold).toMatchObject({ status: 'pending_slots', plantSlots: { slotNumbers: ['GH1-1'], owed: 1 } })
    const read = await world().read((db) =>
      db
        .selectFrom('memberships')
        .select(['status', 'slots_owed'])
        .where('id', '=', sold.membershipId)
        .executeTakeFirstOrThrow(),
    )
    expect(read).toEqual({ status: 'pending_slots', slots_owed: 1 })
    expect(await garden.entitlement(sold)).toMatchObject({ granted: 2, owed: 1 })
  })

  it('[PS-R20] asks nothing for a plan without slots', async () => {
    const { garden } = await open(1)
    expect(await garden.enrol(0)).toMatchObject({ status: 'active', plantSlots: { slotIds: [], owed: 0 } })
    expect(await garden.statuses('GH1-1')).toEqual(['available'])
  })

  it('[PS-A50] frees all slots when the membership ends, and clears an occupied one first', async () => {
    const { garden } = await open(2)
    const sold = await garden.enrol(2)
    await garden.occupy(sold, 'GH1-1')
    await garden.revoke(sold, { as: 'manager' })
    expect(await garden.slot('GH1-1')).toMatchObject({
      status: 'available',
      member_id: null,
      maintenance_required: true,
    })
    expect(await garden.slot('GH1-2')).toMatchObject({
      status: 'available',
      member_id: null,
      maintenance_required: false,
    })
    expect(await garden.entries('GH1-1')).toMatchObject([
      { kind: 'clear_out', priority: 'high', state: 'open', description: 'Clear out: the membership has ended.' },
    ])
    expect(await garden.occupancies('GH1-1')).toMatchObject([
      { ended_on: '2027-03-01', end_reason: 'membership_ended' },
    ])
    expect(await garden.entitlement(sold)).toMatchObject({ owed: 0, closed_at: '2027-03-01T09:00:00.000Z' })
    expect((await garden.events('GH1-1')).at(-1)).toMatchObject({
      event: 'membership_ended',
      from_status: 'occupied',
      to_status: 'available',
      membership_id: sold.membershipId,
      reason: 'revoked',
    })
    const other = await garden.person(2)
    const pick = { slotIds: [garden.id('GH1-1')] }
    expect((await garden.refusesAllocate(other, pick)).code).toBe('plant_slot_maintenance_required')
    await world().must('plant-slots.complete-maintenance', { slotId: garden.id('GH1-1') })
    await garden.allocate(other, pick)
  })

  it('[PS-A50] takes an occupied slot to maintenance where the tenant says so', async () => {
    const { garden } = await open(1)
    await garden.write((db) =>
      db.insertInto('plant_slot_settings').values({ id: world().tenantId, on_end_occupied: 'maintenance' }).execute(),
    )
    const sold = await garden.enrol(1)
    await garden.occupy(sold, 'GH1-1')
    await garden.revoke(sold)
    expect(await garden.slot('GH1-1')).toMatchObject({ status: 'maintenance', member_id: null })
    expect(await garden.entries('GH1-1')).toEqual([])
  })

  it('[PS-R21] leaves a slot in maintenance there, without its holder', async () => {
    const { garden } = await open(1)
    const sold = await garden.enrol(1)
    await garden.occupy(sold, 'GH1-1')
    const entry = { slotId: garden.id('GH1-1'), entryId: newId(), kind: 'repair', description: 'Leaks' }
    await world().must('plant-slots.start-maintenance', entry)
    await garden.revoke(sold)
    expect(await garden.slot('GH1-1')).toMatchObject({ status: 'maintenance', member_id: null, membership_id: null })
  })

  const activated = ({ memberId, membershipId }: Holder, slots: number, locationId: string | null = null) => ({
    activated: { membershipId, memberId, slots, locationId },
  })
  const ended = ({ membershipId }: Holder) => ({ ended: { membershipId, reason: 'expired' } })

  it('[PS-R20] gives a membership that counts again the slots it last held, where they are free', async () => {
    const { garden } = await open(6)
    const sold = await garden.enrol(2)
    const third = await garden.person(1)
    await garden.allocate(third, { slotIds: [garden.id('GH1-4')] })
    await announce(world(), [ended(sold)])
    await garden.allocate(await garden.person(1), { slotIds: [garden.id('GH1-2')] })
    expect(await announce(world(), [activated(sold, 3)])).toMatchObject([
      { slotNumbers: ['GH1-1', 'GH1-3', 'GH1-5'], owed: 0 },
    ])
    expect(await garden.entitlement(sold)).toMatchObject({ granted: 3, extra: 0, closed_at: null })
  })

  it('[PS-R20] tells a membership that waited before it ended that nothing is owed any more', async () => {
    const { garden } = await open(1)
    const sold = await garden.enrol(2)
    await announce(world(), [ended(sold)])
    expect(await announce(world(), [activated(sold, 1)])).toMatchObject([{ slotNumbers: ['GH1-1'], owed: 0 }])
    const row = await world().read((db) =>
      db.selectFrom('memberships').select('slots_owed').where('id', '=', sold.membershipId).executeTakeFirst(),
    )
    expect(row).toEqual({ slots_owed: 0 })
  })

  it('[MB-R34] lets what ends serve what begins in the same command, with rows of their own', async () => {
    const { garden } = await open(2)
    const [old, other] = [await garden.enrol(1), await garden.enrol(1)]
    const [next, last] = [await garden.person(0), await garden.person(0)]
    const answers = await announce(world(), [ended(old), ended(other), activated(next, 1), activated(last, 2)])
    expect(answers).toMatchObject([
      undefined,
      undefined,
      { slotNumbers: ['GH1-1'], owed: 0 },
      { slotNumbers: ['GH1-2'], owed: 1 },
    ])
    expect((await garden.events('GH1-1')).map(({ event }) => event).sort()).toEqual([
      'allocated',
      'allocated',
      'membership_ended',
    ])
  })
})
