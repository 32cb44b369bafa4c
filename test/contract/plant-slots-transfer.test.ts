import { describe, expect, it } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { Garden, type Holder } from './plant-slots-garden.ts'
import { doAndUndo } from './plant-slots-hands.ts'
import { onBothDatabases } from './world.ts'

onBothDatabases('plant-slots.release and transfer', (world) => {
  const open = async (slots = 6) => {
    const garden = new Garden(world())
    await garden.greenhouse(slots)
    return { garden, giver: await garden.person(3), receiver: await garden.person(2) }
  }
  const handOver = (garden: Garden, to: Holder, numbers: readonly string[], more: JsonObject = {}): JsonObject => ({
    transferId: newId(),
    toMemberId: to.memberId,
    slotIds: numbers.map((number) => garden.id(number)),
    reason: 'Moving away',
    ...more,
  })
  const give = (garden: Garden, holder: Holder, numbers: readonly string[]) =>
    garden.allocate(holder, { slotIds: numbers.map((number) => garden.id(number)) })
  /** Makes the user of the role member this very member. */
  const signIn = (garden: Garden, { memberId }: Holder) =>
    garden.write((db) =>
      db
        .updateTable('members')
        .set({ user_id: world().userOf('member') })
        .where('id', '=', memberId)
        .execute(),
    )

  describe('release', () => {
    it('gives slots back, and passes over those that are no longer held', async () => {
      const { garden, giver, receiver } = await open()
      await give(garden, giver, ['GH1-1', 'GH1-2'])
      await give(garden, receiver, ['GH1-3'])
      const slotIds = ['GH1-1', 'GH1-3', 'GH1-4'].map((number) => garden.id(number))
      const input = { slotIds, membershipId: giver.membershipId, reason: 'Too many' }
      expect(await world().must('plant-slots.release', input, { as: 'field' })).toEqual({
        slotIds,
        changed: [garden.id('GH1-1')],
      })
      expect(await garden.statuses('GH1-1', 'GH1-2', 'GH1-3')).toEqual(['available', 'allocated', 'allocated'])
      expect(await garden.slot('GH1-1')).toMatchObject({ member_id: null, allocated_at: null })
      expect((await garden.events('GH1-1')).at(-1)).toMatchObject({ event: 'released', reason: 'Too many' })
      expect(await world().must('plant-slots.release', input)).toEqual({ slotIds, changed: [] })
    })

    it('releases none where one is occupied, and none that is unknown', async () => {
      const { garden, giver } = await open()
      await give(garden, giver, ['GH1-1'])
      await garden.plant(giver, ['GH1-2'])
      const input = { slotIds: [garden.id('GH1-1'), garden.id('GH1-2')], membershipId: giver.membershipId }
      expect(await world().refuses('plant-slots.release', input)).toMatchObject({
        code: 'invalid_status_transition',
        params: { slotId: garden.id('GH1-2'), from: 'occupied', to: 'available', allowed: ['maintenance'] },
      })
      expect(await garden.statuses('GH1-1')).toEqual(['allocated'])
      const unknown = { ...input, slotIds: [newId()] }
      expect((await world().refuses('plant-slots.release', unknown)).code).toBe('plant_slot_not_found')
    })

    it('[PS-R24] leaves what may be asked for again, and owes nothing', async () => {
      const { garden, giver } = await open()
      await give(garden, giver, ['GH1-1', 'GH1-2', 'GH1-3'])
      const input = { slotIds: [garden.id('GH1-1')], membershipId: giver.membershipId }
      await world().must('plant-slots.release', input)
      expect(await garden.entitlement(giver)).toMatchObject({ owed: 0 })
      await garden.allocate(giver, { quantity: 1 })
    })

    it('[PS-R54] lets a member give back their own slots, and hides those of others', async () => {
      const { garden, giver, receiver } = await open()
      await give(garden, giver, ['GH1-1'])
      await give(garden, receiver, ['GH1-2'])
      await signIn(garden, giver)
      const release = (number: string, { membershipId }: Holder) => ({ slotIds: [garden.id(number)], membershipId })
      const refused = await world().refuses('plant-slots.release', release('GH1-2', receiver), { as: 'member' })
      expect(refused.code).toBe('plant_slot_not_found')
      await world().must('plant-slots.release', release('GH1-1', giver), { as: 'member' })
      await world().must('plant-slots.release', release('GH1-1', giver), { as: 'member' })
      expect(await garden.statuses('GH1-1', 'GH1-2')).toEqual(['available', 'allocated'])
    })
  })

  describe('transfer', () => {
    it('[PS-A30] moves two slots with the right to them', async () => {
      const { garden, giver, receiver } = await open()
      await give(garden, giver, ['GH1-1', 'GH1-2', 'GH1-3'])
      const input = handOver(garden, receiver, ['GH1-1', 'GH1-2'])
      expect(await world().must('plant-slots.transfer', input, { as: 'frontdesk' })).toMatchObject({
        slotIds: input.slotIds,
        toMembershipId: receiver.membershipId,
      })
      expect(await garden.slot('GH1-1')).toMatchObject({
        status: 'allocated',
        member_id: receiver.memberId,
        membership_id: receiver.membershipId,
      })
      expect(await garden.entitlement(giver)).toMatchObject({ granted: 3, extra: -2 })
      expect(await garden.entitlement(receiver)).toMatchObject({ granted: 2, extra: 2 })
      expect((await garden.refusesAllocate(giver, { quantity: 1 })).params).toMatchObject({ allowance: 1, most: 0 })
      const { slotIds } = await garden.allocate(receiver, { quantity: 2 })
      expect(slotIds).toHaveLength(2)
      const stored = await world().read((db) => db.selectFrom('plant_slot_transfers').selectAll().execute())
      expect(stored).toMatchObject([
        { from_member_id: giver.memberId, to_member_id: receiver.memberId, slot_ids: input.slotIds },
      ])
    })

    it('[PS-A75] is taken back with rights and slots', async () => {
      const { garden, giver, receiver } = await open()
      await give(garden, giver, ['GH1-1'])
      await doAndUndo(world(), 'plant-slots.transfer', handOver(garden, receiver, ['GH1-1']))
      expect(await garden.slot('GH1-1')).toMatchObject({ membership_id: giver.membershipId })
      expect(await garden.entitlement(giver)).toMatchObject({ extra: 0 })
      expect(await garden.entitlement(receiver)).toMatchObject({ extra: 0 })
    })

    it('[PS-A31] needs both memberships in force', async () => {
      const { garden, giver, receiver } = await open()
      await give(garden, giver, ['GH1-1'])
      const later = await garden.enrol(1, { startsOn: '2027-04-01' })
      const refuses = (to: Holder, more: JsonObject = {}) =>
        world().refuses('plant-slots.transfer', handOver(garden, to, ['GH1-1'], more))
      expect(await refuses(later)).toMatchObject({
        code: 'membership_required',
        params: { memberId: later.memberId, side: 'to', reason: 'scheduled' },
      })
      await world().must('memberships.suspend-member', { memberId: giver.memberId, reason: 'Unpaid' })
      expect(await refuses(receiver)).toMatchObject({
        code: 'membership_required',
        params: { memberId: giver.memberId, side: 'from', reason: 'suspended' },
      })
      const stranger = { memberId: newId(), membershipId: newId() }
      expect((await refuses(stranger, { slotIds: [newId()] })).code).toBe('member_not_found')
      expect((await refuses(receiver, { fromMemberId: newId() })).code).toBe('member_not_found')
      expect((await refuses(receiver, { slotIds: [newId()] })).code).toBe('plant_slot_not_found')
    })

    it('[PS-A32] moves all or none', async () => {
      const { garden, giver, receiver } = await open()
      await give(garden, giver, ['GH1-1'])
      await garden.plant(giver, ['GH1-2'])
      const refuses = (numbers: string[], more: JsonObject = {}) =>
        world().refuses('plant-slots.transfer', handOver(garden, receiver, numbers, more))
      expect(await refuses(['GH1-1', 'GH1-2'])).toMatchObject({
        code: 'plant_slot_occupied_cannot_transfer',
        params: { slotIds: [garden.id('GH1-2')] },
      })
      expect(await garden.slot('GH1-1')).toMatchObject({ membership_id: giver.membershipId })
      await world().must('plant-slots.start-maintenance', {
        slotId: garden.id('GH1-2'),
        entryId: newId(),
        kind: 'repair',
        description: 'Leaks',
      })
      const failing = async (numbers: string[], more: JsonObject = {}) => {
        const { code, params } = await refuses(numbers, more)
        return [code, params.reason]
      }
      const code = 'plant_slot_transfer_failed'
      expect(await failing(['GH1-1', 'GH1-2'])).toEqual([code, 'in_maintenance'])
      expect(await failing(['GH1-1', 'GH1-3'])).toEqual([code, 'not_holder'])
      expect(await failing(['GH1-3'])).toEqual([code, 'not_holder'])
      expect(await failing(['GH1-1'], { toMemberId: giver.memberId })).toEqual([code, 'same_member'])
      const toThemselves = { fromMemberId: giver.memberId, toMemberId: giver.memberId }
      expect(await failing(['GH1-1'], toThemselves)).toEqual([code, 'same_member'])
    })

    it('[PS-A32] stops at the most slots a member may hold', async () => {
      const { garden, giver, receiver } = await open()
      await garden.write((db) =>
        db.insertInto('plant_slot_settings').values({ id: world().tenantId, max_slots_per_member: 2 }).execute(),
      )
      await give(garden, giver, ['GH1-1', 'GH1-2'])
      await give(garden, receiver, ['GH1-3'])
      const refused = await world().refuses('plant-slots.transfer', handOver(garden, receiver, ['GH1-1', 'GH1-2']))
      expect(refused).toMatchObject({
        code: 'plant_slot_transfer_failed',
        params: { reason: 'recipient_limit', most: 1 },
      })
      await world().must('plant-slots.transfer', handOver(garden, receiver, ['GH1-1']))
    })

    it('[PS-A33] is refused without a reason, without slots, with one twice or with 101', async () => {
      const { garden, receiver } = await open()
      const wrong: JsonObject[] = [
        { reason: ' ' },
        { slotIds: [] },
        { slotIds: [garden.id('GH1-1'), garden.id('GH1-1')] },
        { slotIds: Array.from({ length: 101 }, () => newId()) },
      ]
      for (const more of wrong) {
        const input = handOver(garden, receiver, ['GH1-1'], more)
        expect((await world().refuses('plant-slots.transfer', input)).code).toBe('validation_failed')
      }
    })

    it('[PS-A33] lets a member hand over their own slots only', async () => {
      const { garden, giver, receiver } = await open()
      await give(garden, giver, ['GH1-1'])
      await give(garden, receiver, ['GH1-2'])
      const third = await garden.person(1)
      await signIn(garden, giver)
      const asMember = { as: 'member' } as const
      const others = handOver(garden, third, ['GH1-2'])
      expect((await world().refuses('plant-slots.transfer', others, asMember)).params.reason).toBe('not_holder')
      const inTheirName = { ...others, fromMemberId: receiver.memberId }
      expect((await world().refuses('plant-slots.transfer', inTheirName, asMember)).code).toBe('actor_not_permitted')
      await world().must('plant-slots.transfer', handOver(garden, third, ['GH1-1']), asMember)
      expect(await garden.slot('GH1-1')).toMatchObject({ member_id: third.memberId })
    })

    it('[PS-A34] loses transferred slots with the membership of who got them', async () => {
      const { garden, giver, receiver } = await open()
      await give(garden, giver, ['GH1-1'])
      await world().must('plant-slots.transfer', handOver(garden, receiver, ['GH1-1']))
      await garden.revoke(receiver)
      expect(await garden.slot('GH1-1')).toMatchObject({ status: 'available', member_id: null })
    })
  })
})
