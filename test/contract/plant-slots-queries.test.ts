import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { Garden, type Holder } from './plant-slots-garden.ts'
import { report } from './plant-slots-hands.ts'
import { type Circumstances, onBothDatabases } from './world.ts'

const numbered = z.array(z.looseObject({ number: z.string() }))
const page = z.object({ slots: numbered, total: z.int(), page: z.int(), limit: z.int() })

onBothDatabases('the queries of plant-slots', (world) => {
  const open = async () => {
    const garden = new Garden(world())
    const greenhouse = await garden.greenhouse(4)
    return { garden, greenhouse, holder: await garden.person(3) }
  }
  const ask = (name: string, input: JsonObject = {}, how: Circumstances = {}) =>
    world().ask(`plant-slots.${name}`, input, how)

  const signIn = (garden: Garden, { memberId }: Holder) =>
    garden.write((db) =>
      db
        .updateTable('members')
        .set({ user_id: world().userOf('member') })
        .where('id', '=', memberId)
        .execute(),
    )

  describe('board', () => {
    it('shows every slot of a location by level, row and column', async () => {
      const { garden, greenhouse, holder } = await open()
      await garden.slots(greenhouse, [
        { slotNumber: 'GH1-X' },
        { slotNumber: 'GH1-UP', row: 1, column: 1, level: 2 },
        { slotNumber: 'GH1-BACK', row: 2, column: 1, level: 1 },
      ])
      await garden.plant(holder, ['GH1-2'], '고추')
      await report(garden, 'GH1-3', { priority: 'high' })
      const board = numbered.parse(await ask('board', { locationId: greenhouse }))
      expect(board.map(({ number }) => number)).toEqual([
        'GH1-1',
        'GH1-2',
        'GH1-3',
        'GH1-4',
        'GH1-BACK',
        'GH1-UP',
        'GH1-X',
      ])
      expect(board[1]).toEqual({
        id: garden.id('GH1-2'),
        number: 'GH1-2',
        row: 1,
        column: 2,
        level: 1,
        status: 'occupied',
        ...holder,
        holder: 'Member 1',
        label: '고추',
        maintenanceRequired: false,
        cleaningDue: false,
        ...{ offeredUntil: null, leasedUntil: null, leasedTo: null, leasedHere: false },
      })
      expect(board[2]).toMatchObject({ status: 'available', memberId: null, holder: null, maintenanceRequired: true })
    })

    it('[PS-A44] marks slots whose cleaning is overdue', async () => {
      const { garden, greenhouse } = await open()
      const log = { slotId: garden.id('GH1-1'), entryId: newId(), kind: 'cleaning', description: 'Swept' }
      await world().must('plant-slots.log-maintenance', { ...log, performedBy: world().userOf('field') })
      const dueOn = async (day: string) =>
        z
          .array(z.looseObject({ cleaningDue: z.boolean() }))
          .parse(await ask('board', { locationId: greenhouse }, { at: `${day}T09:00:00.000Z` }))
          .map(({ cleaningDue }) => cleaningDue)
      expect(await dueOn('2027-03-15')).toEqual([false, false, false, false])
      expect(await dueOn('2027-03-16')).toEqual([true, true, true, true])
    })

    it('is empty for a location without slots, and refuses an unknown one', async () => {
      const { garden } = await open()
      expect(await ask('board', { locationId: await garden.location('tent-a') })).toEqual([])
      await expect(ask('board', { locationId: newId() })).rejects.toThrow('plant_slot_location_not_found')
    })
  })

  describe('list', () => {
    it('[PS-A82] narrows by each filter, alone and together', async () => {
      const { garden, greenhouse, holder } = await open()
      const tent = await garden.location('tent-a', { kind: 'tent' })
      await garden.row(tent, 'TA', [1, 2])
      await garden.plant(holder, ['GH1-2'])
      await garden.allocate(holder, { slotIds: [garden.id('TA-1')] })
      await report(garden, 'GH1-3', { priority: 'high' })
      const numbers = async (filters: JsonObject) => {
        const { slots, total } = page.parse(await ask('list', filters))
        expect(total).toBe(slots.length)
        return slots.map(({ number }) => number)
      }
      expect(await numbers({ status: 'occupied' })).toEqual(['GH1-2'])
      expect(await numbers({ memberId: holder.memberId })).toEqual(['GH1-2', 'TA-1'])
      expect(await numbers({ membershipId: holder.membershipId, status: 'allocated' })).toEqual(['TA-1'])
      expect(await numbers({ location: 'tent-a' })).toEqual(['TA-1', 'TA-2'])
      expect(await numbers({ location: greenhouse, status: 'available' })).toEqual(['GH1-1', 'GH1-3', 'GH1-4'])
      expect(await numbers({ maintenanceRequired: true })).toEqual(['GH1-3'])
      expect(await numbers({ availableOnly: true, status: 'occupied', location: 'greenhouse-1' })).toEqual([
        'GH1-1',
        'GH1-3',
        'GH1-4',
      ])
      expect(await numbers({ text: 'ta-' })).toEqual(['TA-1', 'TA-2'])
      expect(await numbers({ text: '%' })).toEqual([])
    })

    it('is in the natural order of numbers, sorted otherwise when asked, and in pages', async () => {
      const { garden, greenhouse } = await open()
      await garden.slots(
        greenhouse,
        ['GH1-10', 'GH1-02', 'GH10-1', 'GH2-1'].map((slotNumber) => ({ slotNumber })),
      )
      const numbers = async (input: JsonObject) =>
        page.parse(await ask('list', input)).slots.map(({ number }) => number)
      const natural = ['GH1-1', 'GH1-02', 'GH1-2', 'GH1-3', 'GH1-4', 'GH1-10', 'GH2-1', 'GH10-1']
      expect(await numbers({})).toEqual(natural)
      const downwards = await numbers({ sorts: [{ by: 'number', descending: true }], text: 'gh1-1' })
      expect(downwards).toEqual(['GH1-10', 'GH1-1'])
      expect(await numbers({ sorts: [{ by: 'status' }, { by: 'location' }, { by: 'updatedAt' }] })).toEqual(natural)
      expect(page.parse(await ask('list', { page: 2, limit: 3 }))).toMatchObject({
        slots: [{ number: 'GH1-3' }, { number: 'GH1-4' }, { number: 'GH1-10' }],
        total: 8,
        page: 2,
        limit: 3,
      })
      await expect(ask('list', { limit: 101 })).rejects.toThrow('validation_failed')
    })
  })

  describe('slot', () => {
    it('tells all about one slot, found by id or number', async () => {
      const { garden, greenhouse, holder } = await open()
      await garden.allocate(holder, { slotIds: [garden.id('GH1-1')] }, { as: 'frontdesk' })
      await garden.occupy(holder, 'GH1-1', { label: 'Albahaca' }, { as: 'field' })
      await report(garden, 'GH1-1', { dueOn: '2027-03-09' }, { as: 'field' })
      await report(garden, 'GH1-1', { priority: 'high', description: 'Now' }, { as: 'field' })
      const byNumber = await ask('slot', { number: ' gh1-1' }, { as: 'field' })
      expect(byNumber).toMatchObject({
        id: garden.id('GH1-1'),
        number: 'GH1-1',
        status: 'occupied',
        ...holder,
        holder: 'Member 1',
        locationId: greenhouse,
        location: 'greenhouse-1',
        row: 1,
        column: 1,
        level: 1,
        maintenanceRequired: true,
        cleaningDue: false,
        lastCleanedOn: null,
        occupancy: { label: 'Albahaca', plantedOn: '2027-03-01', expectedHarvestOn: null },
        entries: [
          { description: 'Now', priority: 'high', reporterName: 'field', state: 'open' },
          { description: 'Leaks', priority: 'normal', dueOn: '2027-03-09' },
        ],
        events: [
          { event: 'occupied', fromStatus: 'allocated', toStatus: 'occupied', actorName: 'field', holder: 'Member 1' },
          { event: 'allocated', actorName: 'frontdesk', deskName: null },
        ],
      })
      expect(await ask('slot', { slotId: garden.id('GH1-1') }, { as: 'field' })).toEqual(byNumber)
      await expect(ask('slot', { number: 'GH1-99' })).rejects.toThrow('plant_slot_not_found')
      await expect(ask('slot', {})).rejects.toThrow('validation_failed')
    })

    it('[PS-R45] names the change that the asker may take back now, and only to them', async () => {
      const { garden, holder } = await open()
      await garden.allocate(holder, { slotIds: [garden.id('GH1-1')] })
      const revertible = async (how: Circumstances) =>
        z.looseObject({ revertEventId: z.string().nullable() }).parse(await ask('slot', { number: 'GH1-1' }, how))
          .revertEventId
      expect(await revertible({})).toBeNull()
      const { eventId } = await garden.occupy(holder, 'GH1-1', {}, { as: 'field' })
      expect(await revertible({ as: 'field' })).toBe(eventId)
      expect(await revertible({ as: 'owner' })).toBeNull()
      expect(await revertible({ as: 'field', at: '2027-03-01T09:15:01.000Z' })).toBeNull()
    })
  })

  it('[PS-A80] [PS-R54] shows a member their own slots only', async () => {
    const { garden, greenhouse, holder } = await open()
    const other = await garden.person(1)
    await garden.allocate(holder, { slotIds: [garden.id('GH1-1')] })
    await garden.allocate(other, { slotIds: [garden.id('GH1-2')] })
    const asMember = { as: 'member' } as const
    expect(await ask('board', { locationId: greenhouse }, asMember)).toEqual([])
    await signIn(garden, holder)
    expect(await ask('board', { locationId: greenhouse }, asMember)).toMatchObject([{ number: 'GH1-1' }])
    expect(await ask('list', {}, asMember)).toMatchObject({ slots: [{ number: 'GH1-1' }], total: 1 })
    expect(await ask('locations', {}, asMember)).toMatchObject([{ total: 1, allocated: 1, free: 0 }])
    expect(await ask('slot', { number: 'GH1-1' }, asMember)).toMatchObject({ number: 'GH1-1' })
    await expect(ask('slot', { number: 'GH1-2' }, asMember)).rejects.toThrow('plant_slot_not_found')
    await expect(ask('member-slots', { memberId: other.memberId }, asMember)).rejects.toThrow('member_not_found')
    expect(await ask('member-slots', { memberId: holder.memberId }, asMember)).toMatchObject({ name: 'Member 1' })
    const planted = await world().refuses('plant-slots.occupy', garden.occupancy(other, 'GH1-2'), asMember)
    expect(planted.code).toBe('plant_slot_not_found')
    const repair = { slotId: garden.id('GH1-1'), entryId: newId(), kind: 'repair', description: 'x' }
    expect((await world().refuses('plant-slots.start-maintenance', repair, asMember)).code).toBe('actor_not_permitted')
    await garden.occupy(holder, 'GH1-1', {}, asMember)
    await world().must('memberships.suspend-member', { memberId: holder.memberId, reason: 'Unpaid' })
    expect(await world().refuses('plant-slots.occupy', garden.occupancy(holder, 'GH1-1'), asMember)).toMatchObject({
      code: 'membership_required',
      params: { reason: 'suspended' },
    })
  })
})
