import { expect, it } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import type { BuiltinRole } from '../../src-shared/kernel/permission.ts'
import { at, complete, entry, openFloor, report, start } from './plant-slots-hands.ts'
import { onBothDatabases } from './world.ts'

onBothDatabases('the maintenance of plant-slots', (world) => {
  const open = () => openFloor(world())

  it('[PS-R44] starts on an occupied slot: what grew ends, the holder stays', async () => {
    const { garden, holder } = await open()
    await garden.plant(holder, ['GH1-1'])
    const harvest = { kind: 'harvest', yieldGrams: 1250 }
    expect(await start(garden, 'GH1-1', harvest, { as: 'field' })).toMatchObject({ status: 'maintenance' })
    expect(await garden.slot('GH1-1')).toMatchObject({ status: 'maintenance', membership_id: holder.membershipId })
    expect(await garden.occupancies('GH1-1')).toMatchObject([
      { ended_on: '2027-03-01', end_reason: 'harvest', yield_grams: 1250 },
    ])
    expect(await garden.entries('GH1-1')).toMatchObject([{ state: 'in_progress', kind: 'harvest' }])
    expect(await start(garden, 'GH1-1')).toEqual({ status: 'maintenance', eventId: null })
    expect(await garden.entries('GH1-1')).toHaveLength(1)
    const noHarvest = { ...entry(garden, 'GH1-1'), kind: 'repair', yieldGrams: 5 }
    expect((await world().refuses('plant-slots.start-maintenance', noHarvest)).code).toBe('validation_failed')
  })

  it('[PS-A42] gives the slot back to the same holder with two events', async () => {
    const { garden, holder } = await open()
    await garden.plant(holder, ['GH1-1'])
    await start(garden, 'GH1-1', { kind: 'harvest', priority: 'high' })
    expect(await garden.slot('GH1-1')).toMatchObject({ maintenance_required: true })
    expect(await complete(garden, 'GH1-1')).toMatchObject({ status: 'allocated', holderKept: true })
    expect(await garden.slot('GH1-1')).toMatchObject({
      status: 'allocated',
      membership_id: holder.membershipId,
      maintenance_required: false,
      last_clean_date: '2027-03-01',
    })
    const events = (await garden.events('GH1-1')).map(({ event, from_status, to_status }) => [
      event,
      from_status,
      to_status,
    ])
    expect(events).toHaveLength(5)
    expect(events).toContainEqual(['maintenance_done', 'maintenance', 'available'])
    expect(events).toContainEqual(['allocated', 'available', 'allocated'])
    expect(await garden.entries('GH1-1')).toMatchObject([
      { state: 'done', performed_by: world().userOf('field'), done_at: '2027-03-01T09:00:00.000Z' },
    ])
  })

  it('[PS-A42] gives it to everyone where the holder is not in force any more, or to the pool', async () => {
    const { garden, holder } = await open()
    await garden.plant(holder, ['GH1-1', 'GH1-2'])
    await start(garden, 'GH1-1')
    await start(garden, 'GH1-2')
    expect(await complete(garden, 'GH1-2', { returnTo: 'pool' })).toMatchObject({
      status: 'available',
      holderKept: false,
    })
    await world().must('memberships.suspend-member', { memberId: holder.memberId, reason: 'Unpaid' })
    expect(await complete(garden, 'GH1-1')).toMatchObject({ status: 'available', holderKept: false })
    expect(await garden.slot('GH1-1')).toMatchObject({ member_id: null, membership_id: null, allocated_at: null })
  })

  it('[PS-R44] closes the named entries only, and passes over those that are done', async () => {
    const { garden } = await open()
    const [one, two] = [newId(), newId()]
    await report(garden, 'GH1-1', { entryId: one, priority: 'high' })
    await report(garden, 'GH1-1', { entryId: two, kind: 'clear_out' })
    await complete(garden, 'GH1-1', { entryIds: [one], result: 'Fixed' })
    expect(await garden.slot('GH1-1')).toMatchObject({ maintenance_required: true, last_clean_date: null })
    const again = await complete(garden, 'GH1-1', { entryIds: [one] })
    expect(again).toEqual({ status: 'available', holderKept: false, eventId: null })
    await complete(garden, 'GH1-1')
    expect(await garden.slot('GH1-1')).toMatchObject({ maintenance_required: false, last_clean_date: '2027-03-01' })
    expect(await garden.entries('GH1-1')).toMatchObject([{ result: 'Fixed' }, { result: null }])
    const unknown = { slotId: garden.id('GH1-1'), entryIds: [newId()] }
    const refused = await world().refuses('plant-slots.complete-maintenance', unknown)
    expect(refused.code).toBe('plant_slot_entry_not_found')
  })

  it('[PS-A41] reports with normal priority, and only known ones', async () => {
    const { garden } = await open()
    await report(garden, 'GH1-1', { dueOn: '2027-03-07' })
    expect(await garden.entries('GH1-1')).toMatchObject([
      { kind: 'other', priority: 'normal', state: 'open', due_on: '2027-03-07' },
    ])
    expect(await garden.slot('GH1-1')).toMatchObject({ maintenance_required: false })
    const wrong: JsonObject[] = [{ priority: 'urgent' }, { description: ' ' }]
    for (const more of wrong) {
      const input = { ...entry(garden, 'GH1-1'), ...more }
      expect((await world().refuses('plant-slots.report-maintenance', input)).code).toBe('validation_failed')
    }
  })

  it('[PS-A41] a high report keeps a slot from being given until it is closed', async () => {
    const { garden, holder } = await open()
    await report(garden, 'GH1-1', { priority: 'high' })
    const pick = { slotIds: [garden.id('GH1-1')] }
    expect((await garden.refusesAllocate(holder, pick)).code).toBe('plant_slot_maintenance_required')
    await complete(garden, 'GH1-1')
    await garden.allocate(holder, pick)
  })

  it('[PS-R42] takes an occupied slot to maintenance when asked to', async () => {
    const { garden, holder } = await open()
    await garden.plant(holder, ['GH1-1'])
    await report(garden, 'GH1-1', { start: true, kind: 'pest' })
    await report(garden, 'GH1-2', { start: true })
    expect(await garden.statuses('GH1-1', 'GH1-2')).toEqual(['maintenance', 'available'])
    expect(await garden.entries('GH1-1')).toMatchObject([{ state: 'in_progress' }])
    expect(await garden.entries('GH1-2')).toMatchObject([{ state: 'open' }])
    expect(await garden.occupancies('GH1-1')).toMatchObject([{ end_reason: 'maintenance' }])
  })

  it('[PS-A40] logs work on slots of any status, done by someone of the staff', async () => {
    const { garden, holder } = await open()
    await garden.plant(holder, ['GH1-1'])
    const performedBy = world().userOf('field')
    const log = (number: string, more: JsonObject = {}) => ({
      ...entry(garden, number),
      kind: 'cleaning',
      performedBy,
      ...more,
    })
    for (const number of ['GH1-1', 'GH1-2']) {
      await world().must('plant-slots.log-maintenance', log(number), { as: 'field' })
      expect(await garden.entries(number)).toMatchObject([{ state: 'done', performed_by: performedBy }])
      expect(await garden.slot(number)).toMatchObject({ last_clean_date: '2027-03-01' })
    }
    expect(await garden.statuses('GH1-1', 'GH1-2')).toEqual(['occupied', 'available'])
    await world().must('plant-slots.log-maintenance', log('GH1-3', { on: '2027-02-20' }))
    expect(await garden.slot('GH1-3')).toMatchObject({ last_clean_date: '2027-02-20' })
    const ahead = await world().refuses('plant-slots.log-maintenance', log('GH1-3', { on: '2027-03-02' }))
    expect(ahead.code).toBe('validation_failed')
  })

  it('[PS-A40] takes nobody for staff who is unknown, a member, a viewer or suspended', async () => {
    const { garden } = await open()
    const suspended = world().userOf('frontdesk')
    await world().must('identity.suspend-user', { userId: suspended, suspended: true }, { as: 'system' })
    const roles: BuiltinRole[] = ['member', 'viewer']
    for (const performedBy of [newId(), suspended, ...roles.map((role) => world().userOf(role))]) {
      const log = { ...entry(garden, 'GH1-1'), kind: 'cleaning', performedBy }
      const done = { slotId: garden.id('GH1-1'), performedBy }
      expect(await world().refuses('plant-slots.log-maintenance', log)).toMatchObject({
        code: 'invalid_staff_id',
        params: { userId: performedBy },
      })
      expect((await world().refuses('plant-slots.complete-maintenance', done)).code).toBe('invalid_staff_id')
    }
  })

  it('cancels what is open, and clears the flag', async () => {
    const { garden } = await open()
    const entryId = newId()
    await report(garden, 'GH1-1', { entryId, priority: 'high' })
    const cancel = { entryId, reason: 'Was dry' }
    await world().must('plant-slots.cancel-maintenance', cancel)
    expect(await garden.entries('GH1-1')).toMatchObject([{ state: 'cancelled', result: 'Was dry' }])
    expect(await garden.slot('GH1-1')).toMatchObject({ maintenance_required: false })
    expect(await world().must('plant-slots.cancel-maintenance', cancel)).toEqual({ again: null })
    const closed = { slotId: garden.id('GH1-1'), entryIds: [entryId] }
    expect((await world().refuses('plant-slots.complete-maintenance', closed)).code).toBe('plant_slot_entry_closed')
    const unknown = await world().refuses('plant-slots.cancel-maintenance', { entryId: newId(), reason: 'x' })
    expect(unknown.code).toBe('plant_slot_entry_not_found')
  })

  it('cancels a log on its day only, and what was completed never', async () => {
    const { garden } = await open()
    const [logged, completed] = [newId(), newId()]
    const log = { ...entry(garden, 'GH1-1'), entryId: logged, kind: 'cleaning', performedBy: world().userOf('field') }
    await world().must('plant-slots.log-maintenance', log)
    await report(garden, 'GH1-1', { entryId: completed })
    await complete(garden, 'GH1-1', {}, { at: at('10:00:00') })
    const cancel = (entryId: string) => ({ entryId, reason: 'Wrong slot' })
    const refused = await world().refuses('plant-slots.cancel-maintenance', cancel(completed))
    expect(refused).toMatchObject({ code: 'plant_slot_entry_closed', params: { state: 'done' } })
    const tomorrow = { at: '2027-03-02T09:00:00.000Z' }
    const late = await world().refuses('plant-slots.cancel-maintenance', cancel(logged), tomorrow)
    expect(late.code).toBe('plant_slot_entry_closed')
    await world().must('plant-slots.cancel-maintenance', cancel(logged))
    expect(await garden.slot('GH1-1')).toMatchObject({ last_clean_date: null })
  })

  it('[PS-R44] what was completed stays done, though it was reported at the same instant', async () => {
    const { garden } = await open()
    const entryId = newId()
    await report(garden, 'GH1-1', { entryId, kind: 'cleaning' })
    await complete(garden, 'GH1-1')
    const refused = await world().refuses('plant-slots.cancel-maintenance', { entryId, reason: 'Wrong slot' })
    expect(refused).toMatchObject({ code: 'plant_slot_entry_closed', params: { state: 'done' } })
    expect(await garden.slot('GH1-1')).toMatchObject({ last_clean_date: '2027-03-01' })
  })
})
