import { expect, test } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { attentionIdOf } from '../../src-shared/modules/desk/attention-item.ts'
import { inTenant } from '../../sync-server/database/tenant-transaction.ts'
import { type House, onBothServers, type Stage } from './authorities.ts'
import { plantGarden } from './garden.ts'
import type { WireDesk } from './wire.ts'

async function openGarden(stage: Stage, members = 2, slots = 4) {
  const house = await stage.house('owner', 'frontdesk', 'manager')
  const owner = await house.desk('owner')
  const garden = await plantGarden((name, input) => owner.must(name, input), { members, slots })
  const allocate = (n: number, ...slotsOf: number[]): JsonObject => ({
    membershipId: garden.members[n]?.membershipId ?? '',
    pick: { slotIds: slotsOf.map((slot) => garden.slots[slot]?.id ?? '') },
  })
  return { house, owner, garden, allocate }
}

const itemsOf = (stage: Stage, { id }: House) =>
  inTenant(stage.authority.database.db, id, (db) =>
    db.selectFrom('attention_items').selectAll().orderBy('created_at').execute(),
  )

const inbox = async (desk: WireDesk, input: JsonObject = {}): Promise<JsonObject[]> =>
  Object(await desk.ask('desk.attention', input)).body.data.items

onBothServers('[DX-R7] what the server decides otherwise', (stage) => {
  test('[DX-A2] a refusal comes to its author with the verdict: what was told, why, who has it, what else there is', async () => {
    const { house, owner, allocate } = await openGarden(stage())
    const clerk = await house.desk('frontdesk')
    await owner.give('plant-slots.allocate', allocate(0, 0))
    const command = clerk.next('plant-slots.allocate', allocate(1, 0), { outcome: { slotNumbers: ['GH-1'] } })
    await clerk.push([command])
    const [item] = await itemsOf(stage(), house)
    expect(item).toMatchObject({
      ...{ id: attentionIdOf(command.id), kind: 'rejected', state: 'open', command_id: command.id, desk_id: clerk.id },
      ...{ actor_user_id: house.userOf('frontdesk'), shown: { outcome: { slotNumbers: ['GH-1'] } } },
      ...{ subject_kind: 'membership', winner: { userName: expect.stringContaining('owner') } },
    })
    expect(Object(item?.alternatives).length).toBeGreaterThan(0)
    // Whoever pulls has it, at a version of its own (SY-4).
    expect(Number(item?.row_version)).toBeGreaterThan(0)
  })

  test('what is done as told brings nothing; what is done otherwise brings before and after', async () => {
    const { house, owner, garden, allocate } = await openGarden(stage())
    await owner.give('plant-slots.allocate', allocate(0, 0))
    expect(await itemsOf(stage(), house)).toEqual([])
    const any = { membershipId: garden.members[1]?.membershipId ?? '', pick: { quantity: 1 } }
    const told = { slotIds: [garden.slots[0]?.id ?? ''], slotNumbers: [garden.slots[0]?.slotNumber ?? ''] }
    await owner.push([owner.next('plant-slots.allocate', any, { outcome: told })])
    expect(await itemsOf(stage(), house)).toMatchObject([{ kind: 'adjusted', shown: { outcome: told } }])
  })

  test('[SY-10] what failed with it is folded into the one item', async () => {
    const { house, owner, garden, allocate } = await openGarden(stage())
    await owner.give('plant-slots.allocate', allocate(0, 0))
    const clerk = await house.desk('frontdesk')
    const first = clerk.next('plant-slots.allocate', allocate(1, 0))
    const slotId = garden.slots[0]?.id ?? ''
    const membershipId = garden.members[1]?.membershipId ?? ''
    const plant = { slotId, membershipId, occupancyId: newId(), label: 'Roses' }
    const second = clerk.next('plant-slots.occupy', plant, { meta: { dependsOn: [first.id] } })
    const more = { ...plant, occupancyId: newId(), label: 'Lilies' }
    const third = clerk.next('plant-slots.occupy', more, { meta: { dependsOn: [second.id] } })
    await clerk.push([first, second, third])
    expect(await itemsOf(stage(), house)).toMatchObject([{ command_id: first.id, dependents: [second.id, third.id] }])
  })

  test('[DX-R10] [DX-A4] a way out that is done ends the item; one that fails brings it back with both stories', async () => {
    const { house, owner, allocate } = await openGarden(stage(), 3)
    const clerk = await house.desk('frontdesk')
    await owner.give('plant-slots.allocate', allocate(0, 0))
    await owner.give('plant-slots.allocate', allocate(2, 1))
    const refused = await clerk.give('plant-slots.allocate', allocate(1, 0))
    const resolves = attentionIdOf(refused.id)
    const tried = clerk.next('plant-slots.allocate', allocate(1, 1), { meta: { resolves } })
    await clerk.push([tried])
    expect(await itemsOf(stage(), house)).toMatchObject([
      { state: 'open', decided: { tried: [{ commandId: tried.id, rejection: { code: expect.any(String) } }] } },
    ])
    const taken = clerk.next('plant-slots.allocate', allocate(1, 2), { meta: { resolves } })
    await clerk.push([taken])
    expect(await itemsOf(stage(), house)).toMatchObject([{ state: 'resolved', resolved_command_id: taken.id }])
  })

  test('[DX-A7] two people deal with one item in two ways: the second learns of the first, and may take either back', async () => {
    const { house, owner, allocate } = await openGarden(stage(), 3, 5)
    const [clerk, manager] = [await house.desk('frontdesk'), await house.desk('manager')]
    await owner.give('plant-slots.allocate', allocate(0, 0))
    const refused = await clerk.give('plant-slots.allocate', allocate(1, 0))
    const resolves = attentionIdOf(refused.id)
    await manager.push([manager.next('plant-slots.allocate', allocate(1, 1), { meta: { resolves } })])
    await clerk.push([clerk.next('plant-slots.allocate', allocate(2, 2), { meta: { resolves } })])
    const double = (await itemsOf(stage(), house)).find(({ kind }) => kind === 'duplicate')
    expect(double).toMatchObject({
      actor_user_id: house.userOf('frontdesk'),
      decided: { by: house.userOf('manager') },
      alternatives: [
        { label: 'desk_undo_mine', command: 'plant-slots.release' },
        { label: 'desk_undo_theirs', command: 'plant-slots.release' },
      ],
    })
  })

  test('[DX-R35] [DX-R10] a way out that came by way of another desk, and otherwise than told, is not two ways out', async () => {
    const { house, owner, garden, allocate } = await openGarden(stage(), 2, 5)
    const [dead, other] = [await house.desk('frontdesk'), await house.desk('frontdesk')]
    await owner.give('plant-slots.allocate', allocate(0, 0))
    const refused = await dead.give('plant-slots.allocate', allocate(1, 0))
    const resolves = attentionIdOf(refused.id)
    const any = { membershipId: garden.members[1]?.membershipId ?? '', pick: { quantity: 1 } }
    const told = { slotIds: [garden.slots[3]?.id ?? ''], slotNumbers: [garden.slots[3]?.slotNumber ?? ''] }
    const saved = dead.next('plant-slots.allocate', any, { meta: { resolves }, outcome: told })
    await other.push([other.next('plant-slots.allocate', any, { id: saved.id, meta: { resolves } })])
    const { verdicts } = await dead.push([saved])
    expect(verdicts).toMatchObject([{ id: saved.id, verdict: 'adjusted' }])
    const kinds = (await itemsOf(stage(), house)).map(({ kind, state }) => [kind, state])
    expect(kinds).toEqual([
      ['rejected', 'resolved'],
      ['adjusted', 'open'],
    ])
  })

  test('an author who may no longer do it is brought to those who may, at once', async () => {
    const { house, owner } = await openGarden(stage())
    const clerk = await house.desk('frontdesk')
    await clerk.give('memberships.archive-plan', { planId: newId() })
    expect(await itemsOf(stage(), house)).toMatchObject([{ kind: 'held_review' }])
    expect(await inbox(owner)).toHaveLength(1)
  })
})

onBothServers('[DX-R13] taking back', (stage) => {
  test('[DX-R15] [DX-A9] what was never done there is nothing to take back of: nobody is told, and nothing happens', async () => {
    const { house, owner, garden, allocate } = await openGarden(stage())
    const clerk = await house.desk('frontdesk')
    await owner.give('plant-slots.allocate', allocate(0, 0))
    const first = clerk.next('plant-slots.allocate', allocate(1, 0))
    const back = { slotIds: [garden.slots[0]?.id ?? ''], membershipId: garden.members[1]?.membershipId ?? '' }
    const undo = clerk.next('plant-slots.release', back, { meta: { undoOf: first.id } })
    const { verdicts } = await clerk.push([first, undo])
    const [original, compensation] = verdicts
    expect(original?.verdict).toBe('rejected')
    expect(compensation).toMatchObject({ verdict: 'rejected', rejection: { code: 'undone_before_done' } })
    expect((await itemsOf(stage(), house)).map(({ state }) => state)).toEqual(['resolved'])
    const holders = await inTenant(stage().authority.database.db, house.id, (db) =>
      db
        .selectFrom('plant_slots')
        .select('membership_id')
        .where('id', '=', garden.slots[0]?.id ?? '')
        .execute(),
    )
    expect(holders).toEqual([{ membership_id: garden.members[0]?.membershipId }])
  })

  test('[DX-R15] [DX-A10] what was done otherwise is taken back as it was done, not as it was told', async () => {
    const { house, owner, garden, allocate } = await openGarden(stage(), 2, 6)
    const clerk = await house.desk('frontdesk')
    await owner.give('plant-slots.allocate', allocate(0, 0))
    const membershipId = garden.members[1]?.membershipId ?? ''
    const told = { slotIds: [garden.slots[0]?.id ?? ''], slotNumbers: [garden.slots[0]?.slotNumber ?? ''] }
    const first = clerk.next('plant-slots.allocate', { membershipId, pick: { quantity: 1 } }, { outcome: told })
    const undo = clerk.next(
      'plant-slots.release',
      { slotIds: told.slotIds, membershipId },
      { meta: { undoOf: first.id }, outcome: { changed: told.slotIds } },
    )
    const { verdicts } = await clerk.push([first, undo])
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['adjusted', 'adjusted'])
    const slots = await inTenant(stage().authority.database.db, house.id, (db) =>
      db.selectFrom('plant_slots').select(['id', 'membership_id']).execute(),
    )
    const held = slots.filter(({ membership_id }) => membership_id !== null)
    expect(held).toEqual([{ id: garden.slots[0]?.id, membership_id: garden.members[0]?.membershipId }])
    // The story of the first command ended with its undo.
    expect((await itemsOf(stage(), house)).map(({ state, resolution }) => [state, resolution])).toEqual([
      ['resolved', 'undone'],
    ])
  })
})
