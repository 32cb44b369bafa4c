import { describe, expect, it } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import type { BuiltinRole } from '../../src-shared/kernel/permission.ts'
import { Garden, type Holder } from './plant-slots-garden.ts'
import { type Circumstances, onBothDatabases } from './world.ts'

const at = (time: string) => `2027-03-01T${time}.000Z`

onBothDatabases('the floor of plant-slots', (world) => {
  const open = async () => {
    const garden = new Garden(world())
    await garden.greenhouse(5)
    const holder = await garden.person(3)
    return { garden, holder }
  }
  const start = (garden: Garden, number: string, more: JsonObject = {}, how: Circumstances = {}) =>
    world().must('plant-slots.start-maintenance', { ...entry(garden, number), kind: 'repair', ...more }, how)
  const entry = (garden: Garden, number: string): JsonObject => ({
    slotId: garden.id(number),
    entryId: newId(),
    description: 'Leaks',
  })
  const complete = (garden: Garden, number: string, more: JsonObject = {}, how: Circumstances = {}) =>
    world().must('plant-slots.complete-maintenance', { slotId: garden.id(number), ...more }, { as: 'field', ...how })
  const report = (garden: Garden, number: string, more: JsonObject = {}) =>
    world().must('plant-slots.report-maintenance', { ...entry(garden, number), ...more }, { as: 'field' })

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

  describe('the transitions', () => {
    it('[PS-A20] pass where they are legal, and are refused with what is allowed elsewhere', async () => {
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
  })

  describe('maintenance', () => {
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
  })

  describe('revert', () => {
    const planted = async () => {
      const { garden, holder } = await open()
      await garden.allocate(holder, { slotIds: [garden.id('GH1-1')] })
      const { eventId } = await garden.occupy(holder, 'GH1-1', {}, { as: 'field', at: at('09:00:00') })
      return { garden, holder, input: { slotId: garden.id('GH1-1'), eventId: eventId ?? null } }
    }

    it('[PS-A23] takes back a planting until the fifteenth minute', async () => {
      const { garden, input } = await planted()
      const late = await world().refuses('plant-slots.revert', input, { as: 'field', at: at('09:15:01') })
      expect(late).toMatchObject({ code: 'plant_slot_revert_too_late', params: { reason: 'minutes_over' } })
      const outcome = await world().must('plant-slots.revert', input, { as: 'field', at: at('09:14:59') })
      expect(outcome).toEqual({ status: 'allocated' })
      expect(await garden.statuses('GH1-1')).toEqual(['allocated'])
      expect(await garden.occupancies('GH1-1')).toMatchObject([{ end_reason: 'reverted', ended_on: '2027-03-01' }])
    })

    it('[PS-A23] is refused to others, and after another event', async () => {
      const { garden, input } = await planted()
      const other = await world().refuses('plant-slots.revert', input, { as: 'frontdesk' })
      expect(other).toMatchObject({ code: 'plant_slot_revert_too_late', params: { reason: 'other_actor' } })
      await start(garden, 'GH1-1', {}, { as: 'field', at: at('09:05:00') })
      const since = await world().refuses('plant-slots.revert', input, { as: 'field', at: at('09:06:00') })
      expect(since.params).toMatchObject({ reason: 'not_last' })
    })

    it('[PS-R45] leaves what has a command of its own to that', async () => {
      const { garden, holder } = await open()
      await garden.allocate(holder, { slotIds: [garden.id('GH1-1')] })
      const [event] = await garden.events('GH1-1')
      const refused = await world().refuses('plant-slots.revert', {
        slotId: garden.id('GH1-1'),
        eventId: event?.id ?? '',
      })
      expect(refused.params).toMatchObject({ reason: 'other_kind' })
    })

    it('[PS-R45] lets grow on what a started maintenance ended', async () => {
      const { garden } = await planted()
      const harvest = { kind: 'harvest', yieldGrams: 10, priority: 'high' }
      const { eventId } = await start(garden, 'GH1-1', harvest, { as: 'field', at: at('09:05:00') })
      const input = { slotId: garden.id('GH1-1'), eventId: eventId ?? null }
      await world().must('plant-slots.revert', input, { as: 'field', at: at('09:06:00') })
      expect(await garden.slot('GH1-1')).toMatchObject({ status: 'occupied', maintenance_required: false })
      expect(await garden.occupancies('GH1-1')).toMatchObject([{ ended_on: null, end_reason: null, yield_grams: null }])
      expect(await garden.entries('GH1-1')).toMatchObject([{ state: 'cancelled' }])
    })

    it('[PS-R45] takes back both changes of a return to the holder', async () => {
      const { garden } = await planted()
      await start(garden, 'GH1-1', { kind: 'harvest' }, { as: 'field', at: at('09:05:00') })
      const { eventId } = await complete(garden, 'GH1-1', { result: 'Done' }, { at: at('09:06:00') })
      const input = { slotId: garden.id('GH1-1'), eventId: eventId ?? null }
      const back = await world().must('plant-slots.revert', input, { as: 'field', at: at('09:07:00') })
      expect(back).toEqual({ status: 'maintenance' })
      expect(await garden.entries('GH1-1')).toMatchObject([
        { state: 'in_progress', done_at: null, performed_by: null, result: null },
      ])
      expect(await garden.slot('GH1-1')).toMatchObject({ last_clean_date: null })
    })

    const pooled = async () => {
      const { garden, holder } = await planted()
      await start(garden, 'GH1-1', {}, { as: 'field', at: at('09:05:00') })
      const { eventId } = await complete(garden, 'GH1-1', { returnTo: 'pool' }, { at: at('09:06:00') })
      return { garden, holder, input: { slotId: garden.id('GH1-1'), eventId: eventId ?? null } }
    }

    it('[PS-R45] gives the slot back to the holder who lost it to the pool', async () => {
      const { garden, holder, input } = await pooled()
      await world().must('plant-slots.revert', input, { as: 'field', at: at('09:07:00') })
      expect(await garden.slot('GH1-1')).toMatchObject({
        status: 'maintenance',
        member_id: holder.memberId,
        membership_id: holder.membershipId,
        allocated_at: at('09:00:00'),
      })
    })

    it('[PS-R45] is refused where that holder has all that is allowed by now', async () => {
      const { garden, holder, input } = await pooled()
      await garden.allocate(holder, { quantity: 3 }, { at: at('09:06:30') })
      // The slot itself stays free: the lowest three others were taken.
      const refused = await world().refuses('plant-slots.revert', input, { as: 'field', at: at('09:07:00') })
      expect(refused.code).toBe('plant_slot_revert_too_late')
    })

    it('[PS-R45] opens again what was completed on a slot that nobody holds', async () => {
      const { garden } = await open()
      await report(garden, 'GH1-2', { priority: 'high' })
      const { eventId } = await complete(garden, 'GH1-2')
      await world().must(
        'plant-slots.revert',
        { slotId: garden.id('GH1-2'), eventId: eventId ?? null },
        { as: 'field' },
      )
      expect(await garden.entries('GH1-2')).toMatchObject([{ state: 'open' }])
      expect(await garden.slot('GH1-2')).toMatchObject({ status: 'available', maintenance_required: true })
    })
  })

  describe('force-status', () => {
    const force = (garden: Garden, more: JsonObject): JsonObject => ({
      slotId: garden.id('GH1-1'),
      seenStatus: 'available',
      reason: 'A pipe burst',
      ...more,
    })

    it('[PS-A24] makes any status of any, for a membership in force', async () => {
      const { garden, holder } = await open()
      const input = force(garden, { status: 'occupied', membershipId: holder.membershipId })
      const outcome = await world().must('plant-slots.force-status', input, { as: 'admin' })
      expect(outcome).toEqual({ status: 'occupied', formerMembershipId: null })
      expect(await garden.slot('GH1-1')).toMatchObject({ status: 'occupied', member_id: holder.memberId })
      expect(await garden.events('GH1-1')).toMatchObject([{ event: 'forced', forced: true, reason: 'A pipe burst' }])
      expect(await garden.occupancies('GH1-1')).toMatchObject([{ label: '–', ended_on: null }])
    })

    it('[PS-A24] is refused without a membership, a reason, what was seen, or the right', async () => {
      const { garden, holder } = await open()
      const refuses = (more: JsonObject, how: Circumstances = { as: 'admin' }) =>
        world().refuses('plant-slots.force-status', force(garden, { status: 'occupied', ...more }), how)
      expect((await refuses({})).code).toBe('plant_slot_membership_required')
      expect((await refuses({ reason: 'Pipe' })).code).toBe('validation_failed')
      expect((await refuses({ status: 'sold' })).code).toBe('validation_failed')
      expect((await refuses({ membershipId: newId() })).code).toBe('membership_not_found')
      expect((await refuses({}, { as: 'manager' })).code).toBe('actor_not_permitted')
      const how = { as: 'frontdesk', at: at('09:30:00') } as const
      await garden.allocate(holder, { slotIds: [garden.id('GH1-1')] }, how)
      expect(await refuses({})).toMatchObject({
        code: 'version_conflict',
        params: { status: 'allocated', by: 'frontdesk', at: at('09:30:00') },
        winner: { userName: 'frontdesk', deskName: null, at: at('09:30:00') },
      })
    })

    it('[PS-R46] keeps one open occupancy on an occupied slot and none elsewhere', async () => {
      const { garden, holder } = await open()
      const other = await garden.person(1)
      await garden.plant(holder, ['GH1-1'])
      const steps: JsonObject[] = [
        { seenStatus: 'occupied', status: 'occupied' },
        { seenStatus: 'occupied', status: 'occupied', membershipId: other.membershipId },
        { seenStatus: 'occupied', status: 'maintenance' },
        { seenStatus: 'maintenance', status: 'allocated' },
        { seenStatus: 'allocated', status: 'available' },
        { seenStatus: 'available', status: 'maintenance' },
      ]
      const seen = []
      for (const step of steps) {
        await world().must('plant-slots.force-status', force(garden, step))
        const live = (await garden.occupancies('GH1-1')).filter(({ ended_on }) => ended_on === null)
        const { status, membership_id } = await garden.slot('GH1-1')
        seen.push([status, membership_id, live.map(({ label }) => label)])
      }
      expect(seen).toEqual([
        ['occupied', holder.membershipId, ['Domates']],
        ['occupied', other.membershipId, ['–']],
        ['maintenance', other.membershipId, []],
        ['allocated', other.membershipId, []],
        ['available', null, []],
        ['maintenance', null, []],
      ])
      expect(await garden.occupancies('GH1-1')).toMatchObject([{ end_reason: 'forced' }, { end_reason: 'forced' }])
    })
  })

  it('[PS-A25] has a database that refuses a holder without a status, and a status without a holder', async () => {
    const { garden, holder }: { garden: Garden; holder: Holder } = await open()
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
