import { expect, it } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import { Garden } from './plant-slots-garden.ts'
import { onBothDatabases } from './world.ts'

onBothDatabases('a lost race for plant slots', (world) => {
  const race = async () => {
    const garden = new Garden(world())
    const greenhouse = await garden.greenhouse(5)
    const [winner, loser] = [await garden.person(2), await garden.person(2)]
    const deskId = newId()
    const desk = { deskId, name: 'Front 1', platform: 'linux', registeredBy: world().userOf('owner') }
    await world().must('identity.register-desk', desk, { as: 'system' })
    return { garden, greenhouse, winner, loser, desk: deskId }
  }

  it('[PS-A9] names who took the slots, on which desk and when, and what is near', async () => {
    const { garden, winner, loser, desk } = await race()
    const at = '2027-03-01T10:15:00.000Z'
    await garden.allocate(winner, { slotIds: [garden.id('GH1-3')] }, { as: 'frontdesk', desk, at })
    const refused = await garden.refusesAllocate(loser, { slotIds: [garden.id('GH1-3')] })
    expect(refused).toMatchObject({
      code: 'plant_slot_taken',
      rule: 'PS-R6',
      params: { slots: [{ slotId: garden.id('GH1-3'), number: 'GH1-3', status: 'allocated' }] },
      winner: { userName: 'frontdesk', deskName: 'Front 1', at },
    })
    expect(refused.alternatives).toEqual(
      ['GH1-2', 'GH1-4', 'GH1-1'].map((number) => ({
        label: 'plant_slots.take',
        params: { numbers: [number] },
        command: 'plant-slots.allocate',
        input: { membershipId: loser.membershipId, pick: { slotIds: [garden.id(number)] } },
      })),
    )
  })

  it('[PS-A9] lets the loser take what is offered', async () => {
    const { garden, winner, loser, desk } = await race()
    await garden.allocate(winner, { quantity: 2 }, { desk })
    const { alternatives } = await garden.refusesAllocate(loser, {
      slotIds: [garden.id('GH1-2'), garden.id('GH1-3')],
    })
    const [first] = alternatives
    expect(first?.params).toEqual({ numbers: ['GH1-3', 'GH1-4'] })
    expect(await world().must(first?.command ?? '', first?.input ?? {})).toMatchObject({
      slotNumbers: ['GH1-3', 'GH1-4'],
    })
  })

  it('[PS-R6] offers the same location first, then the others in their order', async () => {
    const { garden, winner, loser } = await race()
    const [late, soon] = [await garden.location('b-late', { sortOrder: 8 }), await garden.location('c-soon')]
    await garden.row(late, 'L', [1, 2, 3])
    await garden.row(soon, 'S', [1])
    const third = await garden.person(2)
    await garden.allocate(winner, { slotIds: [garden.id('GH1-1'), garden.id('GH1-2')] })
    await garden.allocate(third, { slotIds: [garden.id('GH1-4'), garden.id('GH1-5')] })
    const { alternatives } = await garden.refusesAllocate(loser, { slotIds: [garden.id('GH1-1')] })
    expect(alternatives.map(({ params }) => params)).toEqual([
      { numbers: ['GH1-3'] },
      { numbers: ['S-1'] },
      { numbers: ['L-1'] },
    ])
  })

  it('[PS-A9] tells of taken slots before those that need care, and of all of a kind', async () => {
    const { garden, winner, loser } = await race()
    const report = { entryId: newId(), slotId: garden.id('GH1-1'), description: 'Leaks', priority: 'high' }
    await world().must('plant-slots.report-maintenance', report)
    await garden.plant(winner, ['GH1-2'])
    const all = ['GH1-1', 'GH1-2'].map((number) => garden.id(number))
    expect(await garden.refusesAllocate(loser, { slotIds: all })).toMatchObject({
      code: 'plant_slot_taken',
      params: { slots: [{ number: 'GH1-2', status: 'occupied' }] },
    })
    const flagged = await garden.refusesAllocate(loser, { slotIds: [garden.id('GH1-1'), garden.id('GH1-3')] })
    expect(flagged).toMatchObject({
      code: 'plant_slot_maintenance_required',
      params: { slots: [{ number: 'GH1-1', status: 'available' }] },
    })
    expect(flagged.winner).toBeUndefined()
    expect(flagged.alternatives.map(({ params }) => params)).toEqual([
      { numbers: ['GH1-3', 'GH1-4'] },
      { numbers: ['GH1-3', 'GH1-5'] },
    ])
  })

  it('[PS-R5] offers the free number and other locations, and names who emptied the one asked for', async () => {
    const { garden, greenhouse, winner, loser } = await race()
    const others = await garden.location('greenhouse-2')
    await garden.row(others, 'B', [1, 2, 3])
    const third = await garden.person(2)
    await garden.allocate(winner, { quantity: 2, locationId: greenhouse }, { at: '2027-03-01T10:00:00.000Z' })
    const at = '2027-03-01T11:00:00.000Z'
    await garden.allocate(third, { quantity: 2, locationId: greenhouse }, { as: 'manager', at })
    const pick = { quantity: 2, locationId: greenhouse, locationOnly: true }
    const refused = await garden.refusesAllocate(loser, pick)
    expect(refused).toMatchObject({
      code: 'plant_slot_insufficient_slots',
      params: { asked: 2, free: 1, inLocation: 1, largestRun: 1 },
      winner: { userName: 'manager', deskName: null, at },
    })
    const { membershipId } = loser
    expect(refused.alternatives).toEqual([
      {
        label: 'plant_slots.take_fewer',
        params: { quantity: 1 },
        command: 'plant-slots.allocate',
        input: { membershipId, pick: { ...pick, quantity: 1 } },
      },
      {
        label: 'plant_slots.take_elsewhere',
        params: { quantity: 2, location: 'greenhouse-2' },
        command: 'plant-slots.allocate',
        input: { membershipId, pick: { quantity: 2, locationId: others, locationOnly: true } },
      },
      expect.objectContaining({ label: 'plant_slots.join_waitlist', params: { quantity: 2 } }),
    ])
    for (const alternative of refused.alternatives.toReversed()) {
      const outcome = await world().run(alternative.command, alternative.input)
      if (outcome.done) return
    }
    throw new Error('Nothing that was offered could be taken')
  })
})
