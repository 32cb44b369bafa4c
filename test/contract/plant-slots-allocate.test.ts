import { expect, it } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { chooseInLocation } from '../../src-shared/modules/plant-slots/choice-rules.ts'
import { bestFreeSlotsIn, freeSlotsIn } from '../../src-shared/modules/plant-slots/queries.ts'
import { Garden, type Holder } from './plant-slots-garden.ts'
import { onBothDatabases } from './world.ts'

onBothDatabases('plant-slots.allocate', (world) => {
  const open = () => new Garden(world())

  it('[PS-A1] gives two free slots: both are allocated, with member and membership', async () => {
    const garden = open()
    await garden.greenhouse(10)
    const holder = await garden.person(2)
    const outcome = await garden.allocate(holder, { quantity: 2 }, { as: 'frontdesk' })
    expect(outcome.slotNumbers).toEqual(['GH1-1', 'GH1-2'])
    expect(outcome.slotIds).toEqual([garden.id('GH1-1'), garden.id('GH1-2')])
    for (const number of outcome.slotNumbers) {
      expect(await garden.slot(number)).toMatchObject({
        status: 'allocated',
        member_id: holder.memberId,
        membership_id: holder.membershipId,
        allocated_at: '2027-03-01T09:00:00.000Z',
      })
    }
  })

  it('[PS-R8] writes one event per slot with actor, desk and command', async () => {
    const garden = open()
    await garden.greenhouse(3)
    const holder = await garden.person(2)
    const deskId = newId()
    const registered = { deskId, name: 'Front 1', platform: 'linux', registeredBy: world().userOf('owner') }
    await world().must('identity.register-desk', registered, { as: 'system' })
    const id = newId()
    await garden.allocate(holder, { slotIds: [garden.id('GH1-3')] }, { as: 'frontdesk', desk: deskId, id })
    expect(await garden.events('GH1-3')).toMatchObject([
      {
        event: 'allocated',
        from_status: 'available',
        to_status: 'allocated',
        member_id: holder.memberId,
        actor_id: world().userOf('frontdesk'),
        desk_id: deskId,
        command_id: id,
        forced: false,
      },
    ])
  })

  it('[PS-A2] takes nothing where five are asked for and three are free', async () => {
    const garden = open()
    const greenhouse = await garden.location()
    const holder = await garden.person(6)
    await garden.row(greenhouse, 'GH1', [1, 2, 4])
    const refused = await garden.refusesAllocate(holder, { quantity: 5 })
    expect(refused).toMatchObject({
      code: 'plant_slot_insufficient_slots',
      params: { asked: 5, free: 3, inLocation: null, largestRun: 2 },
    })
    expect(await garden.statuses('GH1-1', 'GH1-2', 'GH1-4')).toEqual(['available', 'available', 'available'])
    expect((await garden.refusesAllocate(holder, { quantity: 100 })).code).toBe('plant_slot_insufficient_slots')
    expect((await garden.refusesAllocate(holder, { quantity: 101 })).code).toBe('validation_failed')
  })

  it('[PS-A3] lets nobody hold more than the allowance', async () => {
    const garden = open()
    await garden.greenhouse(13)
    const holder = await garden.person(4)
    await garden.allocate(holder, { quantity: 3 })
    expect(await garden.refusesAllocate(holder, { quantity: 2 })).toMatchObject({
      code: 'plant_slot_already_allocated',
      params: { held: 3, allowance: 4, asked: 2, most: 1 },
    })
    await garden.allocate(holder, { quantity: 1 })
    const other = await garden.person(2)
    expect(await garden.refusesAllocate(other, { quantity: 3 })).toMatchObject({
      code: 'plant_slot_over_allowance',
      params: { allowance: 2, asked: 3 },
    })
  })

  it('[DX-A35] [DX-R6] offers as many as may be given to whoever asks for more, and that passes', async () => {
    const garden = open()
    const greenhouse = await garden.greenhouse(9)
    const holder = await garden.person(4)
    await garden.allocate(holder, { quantity: 3, locationId: greenhouse })
    const offered = async (who: Holder, pick: JsonObject) => (await garden.refusesAllocate(who, pick)).alternatives
    const take = (who: Holder, params: JsonObject, pick: JsonObject, label = 'plant_slots.take_fewer') => [
      { label, params, command: 'plant-slots.allocate', input: { membershipId: who.membershipId, pick } },
    ]
    const here = { locationId: greenhouse, locationOnly: true }
    expect(await offered(holder, { quantity: 3, ...here })).toEqual(
      take(holder, { quantity: 1 }, { quantity: 1, ...here }),
    )
    await garden.allocate(await garden.person(1), { slotIds: [garden.id('GH1-4')] })
    const named = { slotIds: ['GH1-4', 'GH1-6', 'GH1-7'].map((number) => garden.id(number)) }
    expect(await offered(holder, named)).toEqual(
      take(holder, { numbers: ['GH1-6'] }, { slotIds: [garden.id('GH1-6')] }, 'plant_slots.take'),
    )
    const other = await garden.person(2)
    expect(await offered(other, { slotIds: ['GH1-6', 'GH1-7', 'GH1-8'].map((number) => garden.id(number)) })).toEqual(
      take(
        other,
        { numbers: ['GH1-6', 'GH1-7'] },
        { slotIds: [garden.id('GH1-6'), garden.id('GH1-7')] },
        'plant_slots.take',
      ),
    )
    const [way] = await offered(other, { quantity: 3 })
    expect(way).toMatchObject({ params: { quantity: 2 }, input: { pick: { quantity: 2 } } })
    await garden.allocate(other, { quantity: 2 })
    const [last] = await offered(holder, { quantity: 2 })
    await world().must(last?.command ?? '', last?.input ?? {})
    expect(await offered(holder, { quantity: 1 })).toEqual([])
  })

  it('[DX-A35] [DX-R6] offers another place where the one that was wanted is closed, and that passes', async () => {
    const garden = open()
    const greenhouse = await garden.greenhouse(2)
    const closed = await garden.location('b-closed')
    await garden.row(closed, 'B', [1, 2])
    await garden.write((db) =>
      db.updateTable('plant_slot_locations').set({ status: 'closed' }).where('id', '=', closed).execute(),
    )
    const holder = await garden.person(2)
    const any = await garden.refusesAllocate(holder, { quantity: 2, locationId: closed })
    expect(any).toMatchObject({
      code: 'plant_slot_location_closed',
      alternatives: [{ label: 'plant_slots.take_elsewhere', input: { pick: { quantity: 2, locationId: greenhouse } } }],
    })
    const named = await garden.refusesAllocate(holder, { slotIds: [garden.id('B-1')] })
    expect(named.alternatives.map(({ params }) => params)).toEqual([{ numbers: ['GH1-1'] }, { numbers: ['GH1-2'] }])
    const [way] = any.alternatives
    await world().must(way?.command ?? '', way?.input ?? {})
  })

  it('[PS-R3] answers in its order: found, in force, open, held, free, allowed', async () => {
    const garden = open()
    const greenhouse = await garden.greenhouse(2)
    const holder = await garden.person(1)
    const gone = await garden.person(1)
    await garden.revoke(gone)
    const nobody = { memberId: newId(), membershipId: newId() }
    const elsewhere = { quantity: 5, locationId: newId() }
    expect((await garden.refusesAllocate(nobody, elsewhere)).code).toBe('membership_not_found')
    expect((await garden.refusesAllocate(gone, elsewhere)).code).toBe('plant_slot_location_not_found')
    expect(await garden.refusesAllocate(gone, { slotIds: [newId()] })).toMatchObject({ code: 'plant_slot_not_found' })
    expect(await garden.refusesAllocate(gone, { quantity: 5, locationId: greenhouse })).toMatchObject({
      code: 'plant_slot_membership_required',
      params: { memberId: gone.memberId, reason: 'cancelled' },
    })
    await garden.write((db) => db.updateTable('plant_slot_locations').set({ status: 'closed' }).execute())
    expect(await garden.refusesAllocate(holder, { quantity: 5, locationId: greenhouse })).toMatchObject({
      code: 'plant_slot_location_closed',
      params: { locationId: greenhouse },
    })
    expect(await garden.refusesAllocate(holder, { slotIds: [garden.id('GH1-1')] })).toMatchObject({
      code: 'plant_slot_location_closed',
    })
    expect(await garden.refusesAllocate(holder, { quantity: 1 })).toMatchObject({
      code: 'plant_slot_insufficient_slots',
      params: { free: 0 },
    })
  })

  it('[PS-R3] says over the allowance only after too few free', async () => {
    const garden = open()
    await garden.greenhouse(2)
    const holder = await garden.person(1)
    expect((await garden.refusesAllocate(holder, { quantity: 3 })).code).toBe('plant_slot_insufficient_slots')
    expect((await garden.refusesAllocate(holder, { quantity: 2 })).code).toBe('plant_slot_over_allowance')
  })

  it('[PS-R4] refuses quantities and lists that are none', async () => {
    const garden = open()
    await garden.greenhouse(2)
    const holder = await garden.person(2)
    const slot = garden.id('GH1-1')
    const picks: JsonObject[] = [
      { quantity: 0 },
      { quantity: 1.5 },
      { quantity: '2' },
      { slotIds: [] },
      { slotIds: [slot, slot] },
      { quantity: 1, locationOnly: true },
      { quantity: 1, tenant_id: newId() },
    ]
    for (const pick of picks) {
      expect((await garden.refusesAllocate(holder, pick)).code).toBe('validation_failed')
    }
  })

  it('[PS-A5] serves five of ten callers who ask for one each where five are free', async () => {
    const garden = open()
    const greenhouse = await garden.location()
    const callers = []
    for (let n = 0; n < 10; n += 1) callers.push(await garden.person(1))
    await garden.row(greenhouse, 'GH1', [1, 2, 3, 4, 5])
    const answers = []
    for (const { membershipId } of callers) {
      const result = await world().run('plant-slots.allocate', { membershipId, pick: { quantity: 1 } })
      answers.push(result.done ? 'applied' : result.rejection.code)
    }
    expect(answers).toEqual([...Array(5).fill('applied'), ...Array(5).fill('plant_slot_insufficient_slots')])
    expect(await garden.statuses('GH1-1', 'GH1-2', 'GH1-3', 'GH1-4', 'GH1-5')).toEqual(Array(5).fill('allocated'))
  })

  it('[PS-A7] takes both from the other location where the preferred one has too few', async () => {
    const garden = open()
    const [one, two] = [await garden.location('greenhouse-1'), await garden.location('greenhouse-2')]
    await garden.row(one, 'A', [1])
    await garden.row(two, 'B', [1, 2])
    const holder = await garden.person(3)
    const only = await garden.refusesAllocate(holder, { quantity: 2, locationId: one, locationOnly: true })
    expect(only).toMatchObject({ code: 'plant_slot_insufficient_slots', params: { asked: 2, free: 1, inLocation: 1 } })
    const preferred = await garden.allocate(holder, { quantity: 2, locationId: one })
    expect(preferred.slotNumbers).toEqual(['B-1', 'B-2'])
  })

  it('[PS-A7] takes one each where no location has both', async () => {
    const garden = open()
    const [one, two] = [await garden.location('greenhouse-1'), await garden.location('greenhouse-2')]
    await garden.row(one, 'A', [1])
    await garden.row(two, 'B', [1])
    const holder = await garden.person(2)
    expect((await garden.allocate(holder, { quantity: 2, locationId: two })).slotNumbers).toEqual(['B-1', 'A-1'])
  })

  it('[PS-R7] looks first where the plan prefers, then by sort order and code', async () => {
    const garden = open()
    const late = await garden.location('a-last', { sortOrder: 9 })
    const first = await garden.location('z-first', { sortOrder: 1 })
    await garden.row(late, 'A', [1])
    await garden.row(first, 'Z', [1])
    const { plantSlots } = await garden.enrol(1, { locationId: late })
    expect(plantSlots?.slotNumbers).toEqual(['A-1'])
    await garden.row(late, 'AA', [2])
    expect((await garden.enrol(1)).plantSlots?.slotNumbers).toEqual(['Z-1'])
  })

  it('[PS-A8] chooses the shortest run that is long enough', async () => {
    const garden = open()
    const greenhouse = await garden.location()
    await garden.row(greenhouse, 'GH1', [1, 2, 4, 5, 6, 8])
    const numbersFor = async (quantity: number) => {
      const { plantSlots } = await garden.enrol(quantity)
      return plantSlots?.slotNumbers
    }
    expect(await numbersFor(3)).toEqual(['GH1-4', 'GH1-5', 'GH1-6'])
    expect(await numbersFor(1)).toEqual(['GH1-8'])
    expect(await numbersFor(2)).toEqual(['GH1-1', 'GH1-2'])
  })

  it('[PS-R7] the few free slots that are read give the choice that all would give', async () => {
    const garden = open()
    const locationId = await garden.location()
    await garden.row(locationId, 'A', [1, 2, 3, 5, 6, 8])
    await garden.row(locationId, 'B', [1, 3, 4, 5, 6, 9, 10], { row: 2, level: 1 })
    await garden.slots(locationId, [{ slotNumber: 'C-2' }, { slotNumber: 'C-10' }])
    for (let quantity = 1; quantity <= 16; quantity += 1) {
      const { all, best } = await world().read(async (db) => ({
        all: await freeSlotsIn({ db, desk: null }, [locationId]),
        best: await bestFreeSlotsIn({ db, desk: null }, locationId, quantity),
      }))
      expect(best).toHaveLength(Math.min(quantity, all.length))
      expect(chooseInLocation(best, quantity)).toEqual(chooseInLocation(all, quantity))
    }
  })

  it('[PS-R7] takes slots without a position by their number', async () => {
    const garden = open()
    const field = await garden.location('field-north', { kind: 'field' })
    await garden.slots(field, [{ slotNumber: 'FN-3' }, { slotNumber: 'FN-1' }, { slotNumber: 'FN-2' }])
    expect((await garden.enrol(2)).plantSlots?.slotNumbers).toEqual(['FN-1', 'FN-2'])
  })

  it('[PS-A10] never takes a slot that needs care by itself', async () => {
    const garden = open()
    await garden.greenhouse(2)
    const report = { entryId: newId(), slotId: garden.id('GH1-1'), description: 'Leaks', priority: 'high' }
    await world().must('plant-slots.report-maintenance', report)
    const holder = await garden.person(2)
    expect((await garden.allocate(holder, { quantity: 1 })).slotNumbers).toEqual(['GH1-2'])
    expect((await garden.refusesAllocate(holder, { quantity: 1 })).params).toMatchObject({ free: 0 })
    expect(await garden.statuses('GH1-1')).toEqual(['available'])
  })

  it('gives the same slots to the same membership once more without a word', async () => {
    const garden = open()
    await garden.greenhouse(2)
    const holder = await garden.person(1)
    const slotIds = [garden.id('GH1-2')]
    const outcome = await garden.allocate(holder, { slotIds })
    expect(await garden.allocate(holder, { slotIds })).toEqual(outcome)
    expect(await garden.events('GH1-2')).toHaveLength(1)
  })

  it('[PS-R8] reduces what is owed and tells memberships', async () => {
    const garden = open()
    const sold = await garden.enrol(2)
    expect(sold).toMatchObject({ status: 'pending_slots', plantSlots: { owed: 2, slotIds: [] } })
    await garden.greenhouse(3)
    const statusOf = () =>
      world().read((db) =>
        db.selectFrom('memberships').select(['status', 'slots_owed']).where('id', '=', sold.membershipId).execute(),
      )
    await garden.allocate(sold, { quantity: 1 })
    expect(await garden.entitlement(sold)).toMatchObject({ owed: 1 })
    expect(await statusOf()).toEqual([{ status: 'pending_slots', slots_owed: 1 }])
    await garden.allocate(sold, { quantity: 1 })
    expect(await statusOf()).toEqual([{ status: 'active', slots_owed: 0 }])
  })
})
