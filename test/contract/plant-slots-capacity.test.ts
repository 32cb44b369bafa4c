import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { Garden, type Holder } from './plant-slots-garden.ts'
import { report } from './plant-slots-hands.ts'
import { type Circumstances, onBothDatabases } from './world.ts'

const numbered = z.array(z.looseObject({ number: z.string() }))

onBothDatabases('the capacity of plant-slots', (world) => {
  const open = async () => {
    const garden = new Garden(world())
    const greenhouse = await garden.greenhouse(4)
    return { garden, greenhouse, holder: await garden.person(3) }
  }
  const ask = (name: string, input: JsonObject = {}, how: Circumstances = {}) =>
    world().ask(`plant-slots.${name}`, input, how)

  it('locations counts slots per status, in the order of the locations', async () => {
    const { garden, greenhouse, holder } = await open()
    const tent = await garden.location('a-tent', { kind: 'tent', sortOrder: 5 })
    await garden.plant(holder, ['GH1-1'])
    await garden.allocate(holder, { slotIds: [garden.id('GH1-2')] })
    await report(garden, 'GH1-3', { priority: 'high' })
    const none = { total: 0, available: 0, allocated: 0, occupied: 0, maintenance: 0, maintenanceRequired: 0, free: 0 }
    expect(await ask('locations')).toEqual([
      {
        id: greenhouse,
        code: 'greenhouse-1',
        name: 'greenhouse-1',
        kind: 'greenhouse',
        status: 'active',
        sortOrder: 0,
        maxSlots: null,
        cleanEveryDays: null,
        ...none,
        total: 4,
        available: 2,
        allocated: 1,
        occupied: 1,
        maintenanceRequired: 1,
        free: 1,
      },
      expect.objectContaining({ id: tent, ...none }),
    ])
  })

  it('DX-R1 locations counts only some slots where it is asked for these', async () => {
    const { garden, greenhouse, holder } = await open()
    await garden.allocate(holder, { slotIds: [garden.id('GH1-1'), garden.id('GH1-2')] })
    const among = [garden.id('GH1-2'), garden.id('GH1-3')]
    expect(await ask('locations', { among })).toMatchObject([{ id: greenhouse, total: 2, allocated: 1, free: 1 }])
    await expect(ask('locations', { among: [] })).rejects.toThrow('validation_failed')
  })

  it('free tells the longest run of each location', async () => {
    const { garden, greenhouse, holder } = await open()
    await garden.allocate(holder, { slotIds: [garden.id('GH1-3')] })
    const closed = await garden.location('b-closed')
    await garden.row(closed, 'B', [1, 2])
    await garden.write((db) =>
      db.updateTable('plant_slot_locations').set({ status: 'closed' }).where('id', '=', closed).execute(),
    )
    const here = { locationId: greenhouse, code: 'greenhouse-1', name: 'greenhouse-1', status: 'active' }
    expect(await ask('free', { locationId: greenhouse })).toEqual([{ ...here, free: 3, largestRun: 2, flagged: 0 }])
    // The codes decide where the sort orders are equal.
    expect(await ask('free')).toMatchObject([{ locationId: closed, free: 0, largestRun: 0 }, here])
    await expect(ask('free', { locationId: newId() })).rejects.toThrow('plant_slot_location_not_found')
  })

  it('[PS-R7] propose names the slots that allocate then takes', async () => {
    const { garden, greenhouse, holder } = await open()
    const { membershipId } = holder
    const proposal = z.object({ enough: z.boolean(), slots: numbered })
    const { enough, slots } = proposal.parse(await ask('propose', { membershipId, quantity: 3 }))
    const taken = await garden.allocate(holder, { quantity: 3 })
    expect([enough, slots.map(({ id }) => id)]).toEqual([true, taken.slotIds])
    const more = { membershipId, quantity: 5, locationId: greenhouse, locationOnly: true }
    expect(await ask('propose', more)).toMatchObject({ enough: false, slots: [{ number: 'GH1-4' }] })
    const unknown = { ...more, locationId: newId() }
    await expect(ask('propose', unknown)).rejects.toThrow('plant_slot_location_not_found')
    await expect(ask('propose', { ...more, membershipId: newId() })).rejects.toThrow('membership_not_found')
  })

  it('member-slots tells what a member holds and may hold', async () => {
    const { garden, holder } = await open()
    await garden.plant(holder, ['GH1-2'], 'Lavendel')
    await garden.allocate(holder, { slotIds: [garden.id('GH1-1')] })
    expect(await ask('member-slots', { memberId: holder.memberId })).toMatchObject({
      memberId: holder.memberId,
      name: 'Member 1',
      slots: [
        { number: 'GH1-1', status: 'allocated', label: null, location: 'greenhouse-1' },
        { number: 'GH1-2', status: 'occupied', label: 'Lavendel', plantedOn: '2027-03-01' },
      ],
      entitlements: [{ ...holderRight(holder), granted: 3, extra: 0, held: 2, owed: 0, allowance: 3, most: 1 }],
    })
    await expect(ask('member-slots', { memberId: newId() })).rejects.toThrow('member_not_found')
  })
  const holderRight = ({ membershipId }: Holder) => ({ membershipId })

  describe('why-not', () => {
    it('is silent where all rules pass', async () => {
      const { holder } = await open()
      const answer = await ask('why-not', { membershipId: holder.membershipId, quantity: 2 })
      expect(answer).toEqual({ passes: true, failing: [], change: null })
    })

    it('names each failing rule in order, and the smallest change that passes', async () => {
      const { garden, holder } = await open()
      const { membershipId } = holder
      await garden.allocate(await garden.person(3), { quantity: 3 })
      const answer = await ask('why-not', { membershipId, quantity: 5 })
      expect(answer).toEqual({
        passes: false,
        failing: [
          { rule: 'PS-R5', code: 'plant_slot_insufficient_slots', found: 5, allowed: 1 },
          { rule: 'PS-R3', code: 'plant_slot_over_allowance', found: 5, allowed: 3 },
        ],
        change: { quantity: 1, slot: null },
      })
      await garden.allocate(holder, { quantity: 1 })
    })

    it('names the nearest slot instead of one that is taken, closed or in need of care', async () => {
      const { garden, holder } = await open()
      const { membershipId } = holder
      await garden.plant(await garden.person(1), ['GH1-2'])
      await report(garden, 'GH1-3', { priority: 'high' })
      const about = (number: string) => ask('why-not', { slotId: garden.id(number), membershipId, quantity: 1 })
      expect(await about('GH1-2')).toEqual({
        passes: false,
        failing: [{ rule: 'PS-R6', code: 'plant_slot_taken', found: 'occupied', allowed: 'available' }],
        change: { quantity: null, slot: { slotId: garden.id('GH1-1'), number: 'GH1-1' } },
      })
      expect(await about('GH1-3')).toMatchObject({
        failing: [{ code: 'plant_slot_maintenance_required', found: 'maintenance_required' }],
        change: { slot: { number: 'GH1-4' } },
      })
      const closed = await garden.location('b-closed')
      await garden.row(closed, 'B', [1, 2])
      await garden.write((db) =>
        db.updateTable('plant_slot_locations').set({ status: 'closed' }).where('id', '=', closed).execute(),
      )
      expect(await about('B-1')).toMatchObject({
        failing: [{ code: 'plant_slot_location_closed' }],
        change: { slot: { number: 'GH1-1' } },
      })
    })

    it('knows no way out for who is not in force, and none needed for what is held', async () => {
      const { garden, holder } = await open()
      const { membershipId } = holder
      const slotId = garden.id('GH1-1')
      await garden.allocate(holder, { slotIds: [slotId] })
      expect(await ask('why-not', { slotId, membershipId, quantity: 1 })).toMatchObject({ passes: true })
      await world().must('memberships.suspend-member', { memberId: holder.memberId, reason: 'Unpaid' })
      expect(await ask('why-not', { membershipId, quantity: 1 })).toEqual({
        passes: false,
        failing: [{ rule: 'PS-R3', code: 'plant_slot_membership_required', found: 'suspended', allowed: 'in_force' }],
        change: null,
      })
    })
  })

  it('[PS-A43] orders the maintenance queue by priority, due day and report', async () => {
    const { garden, greenhouse, holder } = await open()
    const tent = await garden.location('tent-a', { kind: 'tent' })
    await garden.row(tent, 'TA', [1])
    await report(garden, 'GH1-1', { description: 'low', priority: 'low', dueOn: '2027-03-02' })
    await report(garden, 'GH1-1', { description: 'normal', dueOn: '2027-03-20' })
    await report(garden, 'GH1-2', { description: 'undue, later' }, { at: '2027-03-01T10:00:00.000Z' })
    await report(garden, 'GH1-2', { description: 'undue' })
    await report(garden, 'TA-1', { description: 'high', priority: 'high' })
    await garden.plant(holder, ['GH1-4'])
    await report(garden, 'GH1-4', { description: 'soon', dueOn: '2027-03-03', start: true })
    const queue = z.object({
      entries: z.array(z.looseObject({ description: z.string() })),
      total: z.int(),
      inMaintenance: numbered,
    })
    const told = async (filters: JsonObject) => {
      const { entries, total, inMaintenance } = queue.parse(await ask('maintenance-queue', filters))
      return [entries.map(({ description }) => description), total, inMaintenance.map(({ number }) => number)]
    }
    const all = ['high', 'soon', 'normal', 'undue', 'undue, later', 'low']
    expect(await told({})).toEqual([all, 6, ['GH1-4']])
    expect(await told({ page: 2, limit: 4 })).toEqual([all.slice(4), 6, ['GH1-4']])
    expect(await told({ state: 'in_progress' })).toEqual([['soon'], 1, ['GH1-4']])
    expect(await told({ priority: 'high' })).toEqual([['high'], 1, ['GH1-4']])
    expect(await told({ locationId: tent })).toEqual([['high'], 1, []])
    expect(await ask('maintenance-queue', { locationId: greenhouse, limit: 1 })).toMatchObject({
      entries: [{ number: 'GH1-4', holder: 'Member 1', location: 'greenhouse-1', reporterName: 'field' }],
    })
  })
})
