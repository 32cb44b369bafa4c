import { describe, expect, it } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { Garden } from './plant-slots-garden.ts'
import { at, complete, entry, openFloor, report, start } from './plant-slots-hands.ts'
import { type Circumstances, onBothDatabases } from './world.ts'

onBothDatabases('plant-slots.revert and force-status', (world) => {
  const open = () => openFloor(world())

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

  // SY-15 may bound all commands of one push to the same instant, so an instant says nothing about who wrote a row.
  it('[MB-R64] gives a slot back to the record that the one it was taken from went into', async () => {
    const garden = new Garden(world())
    await garden.greenhouse(1)
    const [loser, winner] = [await garden.person(1), newId()]
    await world().must('memberships.create-member', { memberId: winner, code: '1111-2222', givenName: 'Nil' })
    await garden.plant(loser, ['GH1-1'])
    const slotId = garden.id('GH1-1')
    const repair = { slotId, entryId: newId(), kind: 'repair', description: 'Glass' }
    await world().must('plant-slots.start-maintenance', repair)
    const { eventId } = await world().must('plant-slots.complete-maintenance', { slotId, returnTo: 'pool' })
    await world().must('memberships.merge-members', { winnerId: winner, loserId: loser.memberId })
    await world().must('plant-slots.revert', { slotId, eventId: String(eventId) })
    expect(await garden.slot('GH1-1')).toMatchObject({ member_id: winner, membership_id: loser.membershipId })
  })

  describe('revert of what was done at one instant', () => {
    const revert = (garden: Garden, eventId: unknown) =>
      world().must('plant-slots.revert', { slotId: garden.id('GH1-1'), eventId: String(eventId) }, { as: 'field' })
    const field = { as: 'field' } as const

    it('[PS-R43, PS-R45] leaves work done that was logged before something else was completed', async () => {
      const { garden } = await open()
      const [logged, reported] = [newId(), newId()]
      const performedBy = world().userOf('field')
      const log = { ...entry(garden, 'GH1-1'), entryId: logged, kind: 'cleaning', performedBy }
      await world().must('plant-slots.log-maintenance', log, field)
      await report(garden, 'GH1-1', { entryId: reported })
      const { eventId } = await complete(garden, 'GH1-1')
      await revert(garden, eventId)
      expect(await garden.entryStates('GH1-1')).toEqual({ [logged]: 'done', [reported]: 'open' })
      expect(await garden.slot('GH1-1')).toMatchObject({ last_clean_date: '2027-03-01' })
    })

    it('[PS-R45] opens what the last completion closed, and nothing that one before it closed', async () => {
      const { garden } = await open()
      const [one, two] = [newId(), newId()]
      await report(garden, 'GH1-1', { entryId: one })
      await report(garden, 'GH1-1', { entryId: two })
      await complete(garden, 'GH1-1', { entryIds: [one] })
      const { eventId } = await complete(garden, 'GH1-1', { entryIds: [two] })
      await revert(garden, eventId)
      expect(await garden.entryStates('GH1-1')).toEqual({ [one]: 'done', [two]: 'open' })
    })

    it('[PS-R45] lets grow on what the last start ended, not what was harvested before', async () => {
      const { garden, holder } = await open()
      await garden.allocate(holder, { slotIds: [garden.id('GH1-1')] })
      await garden.occupy(holder, 'GH1-1', { label: 'Basil' }, field)
      await start(garden, 'GH1-1', { kind: 'harvest', yieldGrams: 10 }, field)
      await complete(garden, 'GH1-1')
      await garden.occupy(holder, 'GH1-1', { label: 'Biber' }, field)
      const { eventId } = await start(garden, 'GH1-1', {}, field)
      await revert(garden, eventId)
      const plantings = await garden.occupancies('GH1-1')
      expect(plantings.map(({ label, end_reason }) => [label, end_reason])).toEqual([
        ['Basil', 'harvest'],
        ['Biber', null],
      ])
      expect(plantings[0]).toMatchObject({ ended_on: '2027-03-01', yield_grams: 10 })
    })

    it('[PS-R45] cancels the entry of the last start, not work that was begun before', async () => {
      const { garden, holder } = await open()
      const [one, two] = [newId(), newId()]
      await garden.plant(holder, ['GH1-1'])
      await start(garden, 'GH1-1', { entryId: one }, field)
      const force = {
        slotId: garden.id('GH1-1'),
        seenStatus: 'maintenance',
        status: 'occupied',
        reason: 'It still grows',
      }
      await world().must('plant-slots.force-status', force)
      const { eventId } = await start(garden, 'GH1-1', { entryId: two }, field)
      await revert(garden, eventId)
      expect(await garden.entryStates('GH1-1')).toEqual({ [one]: 'in_progress', [two]: 'cancelled' })
    })
  })

  describe('when the holder got the slot', () => {
    const field = { as: 'field' } as const

    it('[PS-R45] is as before the slot went to the pool, however it was given', async () => {
      const { garden, holder } = await open()
      const { membershipId } = holder
      const slotId = garden.id('GH1-1')
      const force = { slotId, seenStatus: 'available', status: 'allocated', membershipId, reason: 'A pipe burst' }
      await world().must('plant-slots.force-status', force, { at: at('09:00:00') })
      await garden.occupy(holder, 'GH1-1', {}, { as: 'field', at: at('09:01:00') })
      await start(garden, 'GH1-1', {}, { as: 'field', at: at('09:02:00') })
      await complete(garden, 'GH1-1', {}, { at: at('09:03:00') })
      await garden.occupy(holder, 'GH1-1', {}, { as: 'field', at: at('09:04:00') })
      await start(garden, 'GH1-1', {}, { as: 'field', at: at('09:05:00') })
      const { eventId } = await complete(garden, 'GH1-1', { returnTo: 'pool' }, { at: at('09:06:00') })
      expect(await garden.slot('GH1-1')).toMatchObject({ member_id: null, allocated_at: null })
      await world().must('plant-slots.revert', { slotId, eventId: String(eventId) }, { ...field, at: at('09:07:00') })
      expect(await garden.slot('GH1-1')).toMatchObject({ membership_id: membershipId, allocated_at: at('09:00:00') })
    })

    it('[PS-R46] is forgotten with the holder when a slot is forced to available', async () => {
      const { garden, holder } = await open()
      const slotId = garden.id('GH1-1')
      await garden.allocate(holder, { slotIds: [slotId] })
      const force = { slotId, seenStatus: 'allocated', status: 'available', reason: 'Counted wrong' }
      await world().must('plant-slots.force-status', force)
      expect(await garden.slot('GH1-1')).toMatchObject({ member_id: null, allocated_at: null })
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
})
