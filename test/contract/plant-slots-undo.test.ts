import { expect, it } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { doAndUndo, doUndoAndRedo, openFloor } from './plant-slots-hands.ts'
import { onBothDatabases } from './world.ts'

onBothDatabases('taking back commands of plant-slots', (world) => {
  const open = () => openFloor(world())

  it('[PS-A75] [DX-R16] takes back what can be taken back, and does it again', async () => {
    const { garden, holder } = await open()
    const { membershipId } = holder
    const slotId = garden.id('GH1-1')
    const slotIds = [slotId]
    await doUndoAndRedo(world(), 'plant-slots.allocate', { membershipId, pick: { slotIds } })
    expect(await garden.statuses('GH1-1')).toEqual(['available'])
    await garden.allocate(holder, { slotIds })
    await doUndoAndRedo(world(), 'plant-slots.release', { slotIds, membershipId })
    expect(await garden.slot('GH1-1')).toMatchObject({ status: 'allocated', membership_id: membershipId })
    await doUndoAndRedo(world(), 'plant-slots.occupy', garden.occupancy(holder, 'GH1-1'))
    expect(await garden.statuses('GH1-1')).toEqual(['allocated'])
    await garden.occupy(holder, 'GH1-1')
    const entry = (): JsonObject => ({ slotId, entryId: newId(), kind: 'repair', description: 'Leaks' })
    await doUndoAndRedo(world(), 'plant-slots.start-maintenance', entry())
    expect(await garden.statuses('GH1-1')).toEqual(['occupied'])
    await world().must('plant-slots.start-maintenance', entry())
    await doUndoAndRedo(world(), 'plant-slots.complete-maintenance', { slotId, returnTo: 'pool' })
    expect(await garden.slot('GH1-1')).toMatchObject({ status: 'maintenance', membership_id: membershipId })
    const force = { slotId, seenStatus: 'maintenance', status: 'available', reason: 'Counted wrong' }
    await doUndoAndRedo(world(), 'plant-slots.force-status', force)
    expect(await garden.slot('GH1-1')).toMatchObject({ status: 'maintenance', membership_id: membershipId })
  })

  it('[PS-R24] [PS-R46] offers no way back where another slot was promised: it may have been given at once', async () => {
    const { garden, holder } = await open()
    await garden.allocate(holder, { slotIds: [garden.id('GH1-1')] })
    const force = { slotId: garden.id('GH1-1'), seenStatus: 'allocated', status: 'available', reason: 'Counted wrong' }
    const outcome = await world().must('plant-slots.force-status', { ...force, owe: true })
    const undo = domain.commands.get('plant-slots.force-status')?.undo
    expect(undo?.({ ...force, owe: true }, outcome)).toBeNull()
    expect(undo?.(force, outcome)).toMatchObject({ input: { status: 'allocated' } })
  })

  it('takes back reports, logs and cancellations', async () => {
    const { garden } = await open()
    const slotId = garden.id('GH1-1')
    const report: JsonObject = { slotId, entryId: newId(), description: 'Leaks', priority: 'high', dueOn: '2027-03-09' }
    await doUndoAndRedo(world(), 'plant-slots.report-maintenance', report)
    expect((await garden.entries('GH1-1')).map(({ state }) => state)).toEqual(['cancelled', 'cancelled'])
    const performedBy = world().userOf('field')
    const log = { slotId, entryId: newId(), kind: 'cleaning', description: 'Swept', performedBy }
    await doUndoAndRedo(world(), 'plant-slots.log-maintenance', log)
    const entryId = newId()
    await world().must('plant-slots.report-maintenance', { ...report, entryId })
    await doAndUndo(world(), 'plant-slots.cancel-maintenance', { entryId, reason: 'Was dry' })
    expect((await garden.entries('GH1-1')).at(-1)).toMatchObject({
      state: 'open',
      description: 'Leaks',
      priority: 'high',
      due_on: '2027-03-09',
    })
    expect(await garden.slot('GH1-1')).toMatchObject({ maintenance_required: true })
  })
})
