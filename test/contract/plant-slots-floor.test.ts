import { describe, expect, it } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { complete, entry, openFloor, start } from './plant-slots-hands.ts'
import { onBothDatabases } from './world.ts'

onBothDatabases('the floor of plant-slots', (world) => {
  const open = () => openFloor(world())

  describe('occupy', () => {
    it('[PS-R40] plants for the holder that the worker saw', async () => {
      const { garden, holder } = await open()
      await garden.allocate(holder, { slotIds: [garden.id('GH1-1')] })
      const dates = { plantedOn: '2027-02-20', expectedHarvestOn: '2027-05-01' }
      const outcome = await garden.occupy(holder, 'GH1-1', { label: '고추', ...dates }, { as: 'field' })
      const [, event] = await garden.events('GH1-1')
      expect(outcome).toEqual({ status: 'occupied', eventId: event?.id })
      expect(event).toMatchObject({ event: 'occupied', from_status: 'allocated', to_status: 'occupied' })
      expect(await garden.occupancies('GH1-1')).toMatchObject([
        { label: '고추', planted_on: '2027-02-20', expected_harvest_on: '2027-05-01', ended_on: null },
      ])
    })

    it('[PS-A22] is done twice for the same holder, with one occupancy and both labels kept', async () => {
      const { garden, holder } = await open()
      await garden.plant(holder, ['GH1-1'], 'Domates')
      const again = await garden.occupy(holder, 'GH1-1', { label: 'Biber' }, { as: 'field' })
      expect(again).toEqual({ status: 'occupied', eventId: null })
      expect(await garden.occupancies('GH1-1')).toMatchObject([{ label: 'Domates' }])
      expect(await garden.slot('GH1-1')).toMatchObject({ notes: 'Biber' })
    })

    it('[PS-R40] tells who holds the slot now where that changed', async () => {
      const { garden, holder } = await open()
      const other = await garden.person(1)
      await garden.allocate(other, { slotIds: [garden.id('GH1-1')] })
      const refused = await world().refuses('plant-slots.occupy', garden.occupancy(holder, 'GH1-1'), { as: 'field' })
      expect(refused).toMatchObject({
        code: 'plant_slot_holder_changed',
        params: { number: 'GH1-1', holder: { ...other, name: 'Member 2' } },
      })
    })

    it('[PS-R40] judges a slot that nobody holds by its status', async () => {
      const { garden, holder } = await open()
      const refused = await world().refuses('plant-slots.occupy', garden.occupancy(holder, 'GH1-1'))
      expect(refused).toMatchObject({
        code: 'invalid_status_transition',
        params: { slotId: garden.id('GH1-1'), from: 'available', to: 'occupied', allowed: ['allocated'] },
      })
    })

    it('[PS-R40] needs the membership in force, and days that can be', async () => {
      const { garden, holder } = await open()
      await garden.allocate(holder, { slotIds: [garden.id('GH1-1')] })
      const refuses = async (more: JsonObject) =>
        (await world().refuses('plant-slots.occupy', garden.occupancy(holder, 'GH1-1', more))).code
      expect(await refuses({ plantedOn: '2027-03-02' })).toBe('validation_failed')
      expect(await refuses({ plantedOn: '2026-12-30' })).toBe('validation_failed')
      expect(await refuses({ expectedHarvestOn: '2027-02-28' })).toBe('validation_failed')
      expect(await refuses({ label: ' ' })).toBe('validation_failed')
      expect(await refuses({ slotId: newId() })).toBe('plant_slot_not_found')
      await world().must('memberships.suspend-member', { memberId: holder.memberId, reason: 'Unpaid' })
      expect(await world().refuses('plant-slots.occupy', garden.occupancy(holder, 'GH1-1'))).toMatchObject({
        code: 'plant_slot_membership_required',
        params: { memberId: holder.memberId, reason: 'suspended' },
      })
    })
  })

  it('[PS-A20] passes legal transitions, and refuses others with what is allowed', async () => {
    const { garden, holder } = await open()
    const membershipId = holder.membershipId
    const release = { slotIds: [garden.id('GH1-1')], membershipId }
    const refuses = async (name: string, input: JsonObject) =>
      (await world().refuses(`plant-slots.${name}`, input, { as: 'field' })).params
    const maintenance = { ...entry(garden, 'GH1-1'), kind: 'repair' }
    const toMaintenance = { from: 'available', to: 'maintenance', allowed: ['allocated'] }
    expect(await refuses('start-maintenance', maintenance)).toMatchObject(toMaintenance)
    await garden.allocate(holder, { slotIds: release.slotIds })
    const fromAllocated = { from: 'allocated', to: 'maintenance', allowed: ['available', 'occupied'] }
    expect(await refuses('start-maintenance', maintenance)).toMatchObject(fromAllocated)
    await garden.occupy(holder, 'GH1-1')
    const toPool = { slotId: garden.id('GH1-1'), returnTo: 'pool' }
    expect(await refuses('release', release)).toMatchObject({ from: 'occupied', allowed: ['maintenance'] })
    expect(await refuses('complete-maintenance', toPool)).toMatchObject({ from: 'occupied', to: 'available' })
    const toHolder = { slotId: garden.id('GH1-1') }
    expect(await refuses('complete-maintenance', toHolder)).toMatchObject({ from: 'occupied', to: 'allocated' })
    await start(garden, 'GH1-1')
    expect(await refuses('occupy', garden.occupancy(holder, 'GH1-1'))).toMatchObject({ from: 'maintenance' })
    expect(await refuses('release', release)).toMatchObject({ from: 'maintenance', allowed: ['available'] })
    await complete(garden, 'GH1-1', { returnTo: 'pool' })
    expect(await garden.statuses('GH1-1')).toEqual(['available'])
  })

  it('[PS-A25] has a database that refuses a holder without a status, and a status without a holder', async () => {
    const { garden, holder } = await open()
    const write = (change: { status: 'available' | 'allocated'; member_id: string | null }) =>
      garden.write((db) =>
        db
          .updateTable('plant_slots')
          .set({ ...change, membership_id: change.member_id === null ? null : holder.membershipId })
          .where('id', '=', garden.id('GH1-1'))
          .execute(),
      )
    await expect(write({ status: 'allocated', member_id: null })).rejects.toThrow('plant_slots_taken_has_holder')
    await expect(write({ status: 'available', member_id: holder.memberId })).rejects.toThrow(
      'plant_slots_available_is_free',
    )
  })
})
