import { describe, expect, it } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import type { BuiltinRole } from '../../src-shared/kernel/permission.ts'
import { Garden } from './plant-slots-garden.ts'
import { onBothDatabases } from './world.ts'

onBothDatabases('the inventory of plant-slots', (world) => {
  const location = (fields: JsonObject = {}): JsonObject => ({
    locationId: newId(),
    code: 'tent-a',
    name: 'Tent A',
    kind: 'tent',
    ...fields,
  })

  it('creates a location, and none with a code in use', async () => {
    const first = location({ sortOrder: 3, maxSlots: 10, cleanEveryDays: 7 })
    expect(await world().must('plant-slots.create-location', first)).toEqual({})
    expect(await world().refuses('plant-slots.create-location', location())).toMatchObject({
      code: 'plant_slot_location_code_taken',
      params: { code: 'tent-a', locationId: first.locationId },
    })
    const wrong: JsonObject[] = [{ code: 'Tent A' }, { name: ' ' }, { kind: 'barn' }, { tenant_id: newId() }]
    for (const fields of wrong) {
      const refused = await world().refuses('plant-slots.create-location', location({ code: 'tent-b', ...fields }))
      expect(refused.code).toBe('validation_failed')
    }
  })

  describe('create-slots', () => {
    const open = async (fields: JsonObject = {}) => {
      const garden = new Garden(world())
      const locationId = await garden.location('greenhouse-1', fields)
      const slot = (slotNumber: string, more: JsonObject = {}): JsonObject => ({ id: newId(), slotNumber, ...more })
      const refuses = (slots: JsonObject[], where = locationId) =>
        world().refuses('plant-slots.create-slots', { locationId: where, slots })
      const create = (slots: JsonObject[], where = locationId) =>
        world().must('plant-slots.create-slots', { locationId: where, slots })
      return { garden, slot, refuses, create }
    }

    it('[PS-R50] makes them available, with or without a position', async () => {
      const { garden, slot, create } = await open()
      const placed = slot('GH1-01', { row: 1, column: 2, level: 3, notes: 'By the door' })
      expect(await create([placed, slot(' gh1-02 ')])).toEqual({ count: 2 })
      garden.ids.set('GH1-01', String(placed.id))
      expect(await garden.slot('GH1-01')).toMatchObject({
        slot_number: 'GH1-01',
        number_key: 'gh1-01',
        row_no: 1,
        col_no: 2,
        level_no: 3,
        status: 'available',
        maintenance_required: false,
        notes: 'By the door',
      })
    })

    it('[PS-R50] refuses a number in use however it is written, and makes none of the batch', async () => {
      const { garden, slot, refuses, create } = await open()
      await create([slot('GH1-01')])
      expect(await refuses([slot('GH1-02'), slot('gh1-01')])).toMatchObject({
        code: 'plant_slot_number_taken',
        params: { numbers: ['gh1-01'] },
      })
      expect((await refuses([slot('GH1-03'), slot('gh1-03')])).params).toEqual({ numbers: ['gh1-03'] })
      const other = await garden.location('greenhouse-2')
      expect((await refuses([slot('GH1-01')], other)).code).toBe('plant_slot_number_taken')
      expect(await create([slot('GH1-1'), slot('GH1-02')])).toEqual({ count: 2 })
    })

    it('[PS-R50] refuses more than the location may have, and a place that is taken', async () => {
      const { slot, refuses, create } = await open({ maxSlots: 3 })
      await create([slot('A', { row: 1, column: 1, level: 1 })])
      expect(await refuses([slot('B'), slot('C'), slot('D')])).toMatchObject({
        code: 'plant_slot_location_full',
        params: { max: 3, have: 1 },
      })
      expect(await refuses([slot('B', { row: 1, column: 1, level: 1 })])).toMatchObject({
        code: 'plant_slot_position_taken',
        params: { numbers: ['B'] },
      })
      const twice = { row: 2, column: 2, level: 1 }
      expect((await refuses([slot('B', twice), slot('C', twice)])).params).toEqual({ numbers: ['C'] })
    })

    it('[PS-R50] refuses half a position, 501 slots and an unknown location', async () => {
      const { slot, refuses } = await open()
      expect((await refuses([slot('A', { row: 1 })])).code).toBe('validation_failed')
      expect((await refuses(Array.from({ length: 501 }, (_, n) => slot(`A-${n}`)))).code).toBe('validation_failed')
      expect((await refuses([slot('A')], newId())).code).toBe('plant_slot_location_not_found')
    })

    it('[PS-A83] makes 500 at once', async () => {
      const { slot, create } = await open()
      const slots = Array.from({ length: 500 }, (_, n) => slot(`A-${n}`, { row: 1, column: n + 1, level: 1 }))
      expect(await create(slots)).toEqual({ count: 500 })
    })
  })

  it('[PS-A80] lets each role do what section 11 says', async () => {
    const roles: BuiltinRole[] = ['owner', 'admin', 'manager', 'frontdesk', 'field', 'viewer', 'member']
    const everyone = new Set(roles)
    const floor = new Set(['owner', 'admin', 'manager', 'frontdesk', 'field'])
    const floorAndOwn = new Set([...floor, 'member'])
    const desk = new Set(['owner', 'admin', 'manager', 'frontdesk'])
    const managers = new Set(['owner', 'admin', 'manager'])
    const administrators = new Set(['owner', 'admin'])
    const ids = { slotId: newId(), entryId: newId(), membershipId: newId(), locationId: newId() }
    const { slotId, entryId, membershipId, locationId } = ids
    const work = { slotId, entryId, kind: 'harvest', description: 'x' }
    const commands: [string, JsonObject, Set<string>][] = [
      ['allocate', { membershipId, pick: { quantity: 1 } }, desk],
      ['release', { slotIds: [slotId], membershipId }, floorAndOwn],
      [
        'transfer',
        { transferId: newId(), toMemberId: newId(), slotIds: [slotId], reason: 'x' },
        new Set([...desk, 'member']),
      ],
      ['occupy', { slotId, membershipId, occupancyId: newId(), label: 'x' }, floorAndOwn],
      ['start-maintenance', work, floorAndOwn],
      ['complete-maintenance', { slotId }, floor],
      ['report-maintenance', work, floorAndOwn],
      ['log-maintenance', { ...work, performedBy: newId() }, floor],
      ['cancel-maintenance', { entryId, reason: 'x' }, floor],
      ['force-status', { slotId, seenStatus: 'available', status: 'available', reason: 'Counted' }, administrators],
      ['revert', { slotId, eventId: newId() }, floor],
      ['create-location', { ...location(), code: 'x' }, managers],
      ['create-slots', { locationId, slots: [{ id: slotId, slotNumber: 'x' }] }, managers],
    ]
    const queries: [string, JsonObject, Set<string>][] = [
      ['board', { locationId }, everyone],
      ['list', {}, everyone],
      ['slot', { slotId }, everyone],
      ['locations', {}, everyone],
      ['member-slots', { memberId: newId() }, everyone],
      ['free', {}, new Set([...floor, 'viewer'])],
      ['propose', { membershipId, quantity: 1 }, new Set([...floor, 'viewer'])],
      ['why-not', { membershipId, quantity: 1 }, new Set([...floor, 'viewer'])],
      ['maintenance-queue', {}, new Set([...floor, 'viewer'])],
    ]
    const may = async (ask: () => Promise<string>): Promise<boolean> => (await ask()) !== 'actor_not_permitted'
    for (const role of roles) {
      for (const [name, input, allowed] of commands) {
        const ask = async () => {
          const result = await world().run(`plant-slots.${name}`, input, { as: role })
          // A member without a record owns nothing, which is not a matter of rights.
          return result.done || result.rejection.params.reason === 'own' ? 'done' : result.rejection.code
        }
        expect([name, role, await may(ask)]).toEqual([name, role, allowed.has(role)])
      }
      for (const [name, input, allowed] of queries) {
        const ask = () =>
          world()
            .ask(`plant-slots.${name}`, input, { as: role })
            .then(() => 'done')
            .catch((error: Error) => (error.message.includes('actor_not_permitted') ? 'actor_not_permitted' : 'other'))
        expect([name, role, await may(ask)]).toEqual([name, role, allowed.has(role)])
      }
    }
  })

  it('[PS-R54] has a sentence in every language for every refusal', () => {
    const codes = Object.keys(domain.rejections).filter((code) => code.startsWith('plant_slot_'))
    expect(codes.length).toBeGreaterThan(15)
    for (const code of codes) {
      for (const sentence of Object.values(domain.rejections[code]?.sentences ?? {})) expect(sentence).not.toBe('')
    }
  })
})
