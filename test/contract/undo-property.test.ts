import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { doAndUndo, openFloor } from './plant-slots-hands.ts'
import { type Circumstances, onBothDatabases, type World } from './world.ts'

/** Every row of every synced table without what says when it was written, by table and id. */
async function rowsOf(world: World): Promise<Map<string, JsonObject>> {
  const rows = new Map<string, JsonObject>()
  for (const table of Object.keys(domain.scope)) {
    const found = await world.read((db) =>
      sql<{ id: string; row: JsonObject }>`
        select id, to_jsonb(t.*) - 'row_version' - 'updated_at' as row from ${sql.table(table)} as t`.execute(db),
    )
    for (const { id, row } of found.rows) rows.set(`${table} ${id}`, row)
  }
  return rows
}

/** Does a command and takes it back; what was there before is as it was. What is new is its history. */
async function leavesNoTrace(world: World, name: string, input: JsonObject, how: Circumstances = {}): Promise<void> {
  const before = await rowsOf(world)
  await doAndUndo(world, name, input, how)
  const after = await rowsOf(world)
  for (const [key, row] of before) expect([name, key, after.get(key)]).toEqual([name, key, row])
}

onBothDatabases('[DX-R14] an undo that nobody came before restores every row but its version', (world) => {
  it('of slots: given, freed, planted, in maintenance and out, forced, and handed to somebody else', async () => {
    const { garden, holder } = await openFloor(world())
    const other = await garden.person(2)
    const { membershipId } = holder
    const slotId = garden.id('GH1-1')
    const slotIds = [slotId]
    const entry = (): JsonObject => ({ slotId, entryId: newId(), kind: 'repair', description: 'Leaks' })
    await leavesNoTrace(world(), 'plant-slots.allocate', { membershipId, pick: { slotIds } })
    await leavesNoTrace(world(), 'plant-slots.allocate', { membershipId, pick: { quantity: 2 } })
    await garden.allocate(holder, { slotIds })
    await leavesNoTrace(world(), 'plant-slots.release', { slotIds, membershipId })
    const [fromMemberId, toMemberId] = [holder.memberId, other.memberId]
    const transfer = { transferId: newId(), fromMemberId, toMemberId, slotIds, reason: 'They swapped' }
    await leavesNoTrace(world(), 'plant-slots.transfer', transfer)
    await leavesNoTrace(world(), 'plant-slots.occupy', garden.occupancy(holder, 'GH1-1'))
    await leavesNoTrace(world(), 'plant-slots.report-maintenance', entry())
    await garden.occupy(holder, 'GH1-1')
    await leavesNoTrace(world(), 'plant-slots.report-maintenance', { ...entry(), start: true })
    await leavesNoTrace(world(), 'plant-slots.start-maintenance', entry())
    await world().must('plant-slots.start-maintenance', entry())
    await leavesNoTrace(world(), 'plant-slots.complete-maintenance', { slotId, returnTo: 'pool' })
    const force = { slotId, seenStatus: 'maintenance', status: 'available', reason: 'Counted wrong' }
    await leavesNoTrace(world(), 'plant-slots.force-status', force)
    const nobodys = { ...force, status: 'maintenance', membershipId: null }
    await world().must('plant-slots.force-status', nobodys)
    await leavesNoTrace(world(), 'plant-slots.force-status', { ...force, status: 'occupied', membershipId })
  })

  it('of people and what they are sold', async () => {
    const { garden, holder } = await openFloor(world())
    const { memberId } = holder
    const sale = () => ({ membershipId: newId(), periodId: newId(), chargeId: newId() })
    const plan = await garden.plan(1)
    const person = { memberId: newId(), code: 'ZZZZ-0001', givenName: 'Kim', familyName: '' }
    await leavesNoTrace(world(), 'memberships.enrol', { ...person, ...plan, ...sale() })
    await leavesNoTrace(world(), 'memberships.suspend-member', { memberId, reason: 'Broke a lamp' })
    const seen = { notes: null }
    await leavesNoTrace(world(), 'memberships.update-member', { memberId, changes: { notes: 'Rings twice' }, seen })
    await leavesNoTrace(world(), 'memberships.archive-plan', { planId: plan.planId })
  })

  it('of what members pay, and of what they have', async () => {
    const { garden } = await openFloor(world())
    const [plan, other] = [await garden.plan(0), await garden.plan(0)]
    const person = { memberId: newId(), code: 'ZZZZ-0002', givenName: 'Kim', familyName: '' }
    const { memberId } = person
    await world().must('memberships.create-member', person)
    await leavesNoTrace(world(), 'memberships.archive-member', { memberId })
    const sale = { membershipId: newId(), periodId: newId(), chargeId: newId() }
    const { membershipId } = sale
    await world().must('memberships.purchase', { memberId, ...plan, ...sale, priceMinor: 4900, autoRenew: true })
    const settlement = { settlementId: newId(), chargeIds: [sale.chargeId], method: 'cash', amountMinor: 4900 }
    await leavesNoTrace(world(), 'memberships.settle-charges', settlement)
    await leavesNoTrace(world(), 'memberships.set-kyc', { memberId, status: 'approved', checkedOn: '2027-02-01' })
    await leavesNoTrace(world(), 'memberships.reorder-plans', { order: [{ planId: plan.planId, sortOrder: 3 }] })
    const to = { membershipId, toPlanId: other.planId, toPlanVersionId: other.planVersionId }
    await leavesNoTrace(world(), 'memberships.change-plan', { ...to, mode: 'at_renewal' })
    const ids = () => ({ periodId: newId(), chargeId: newId() })
    await leavesNoTrace(world(), 'memberships.change-plan', { ...to, ...ids(), mode: 'now' })
    await leavesNoTrace(world(), 'memberships.change-plan', { ...to, ...ids(), mode: 'now', on: '2027-03-10' })
    const cancellation = { membershipId, reason: 'Moves', refund: 'prorated' }
    await leavesNoTrace(world(), 'memberships.cancel', { ...cancellation, chargeId: newId(), on: '2027-03-15' })
  })
})
