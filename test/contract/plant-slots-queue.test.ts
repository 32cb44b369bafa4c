import { expect, it } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import { announce } from './plant-slots-facts.ts'
import { Garden, type Holder } from './plant-slots-garden.ts'
import { Queue } from './plant-slots-line.ts'
import { noon, onBothDatabases } from './world.ts'

const day = (date: string, time: string): string => `2027-03-${date}T${time}.000Z`

onBothDatabases('the queue for plant slots', (world) => {
  const open = async (slots: number) => {
    const garden = new Garden(world())
    const greenhouse = await garden.greenhouse(slots)
    return { garden, greenhouse, queue: new Queue(garden) }
  }

  it('[PS-A51] gives what is owed as soon as a slot is given back elsewhere', async () => {
    const { garden, queue } = await open(2)
    const first = await garden.enrol(1)
    const sold = await garden.enrol(2)
    expect(sold).toMatchObject({ status: 'pending_slots', plantSlots: { slotNumbers: ['GH1-2'], owed: 1 } })
    expect(await queue.entries(sold)).toMatchObject([{ kind: 'owed', quantity: 1, state: 'waiting', joined_at: noon }])
    await queue.release(first, 'GH1-1')
    expect(await garden.slot('GH1-1')).toMatchObject({ status: 'allocated', membership_id: sold.membershipId })
    expect(await garden.entitlement(sold)).toMatchObject({ owed: 0 })
    expect(await queue.membership(sold)).toEqual({ status: 'active', slots_owed: 0 })
    expect(await queue.entries(sold)).toMatchObject([{ state: 'fulfilled' }])
    expect(await queue.log()).toMatchObject([{ action: 'given', reason: null, slot_id: garden.id('GH1-1') }])
  })

  it('[PS-A60] [PS-R30] serves what is owed first, then offers in the order of joining', async () => {
    const { garden, queue } = await open(3)
    const holder = await garden.enrol(3)
    const [a, c] = [await garden.person(1), await garden.person(1)]
    await queue.join(a, 1, { at: day('01', '09:00:00') })
    await queue.join(c, 1, { at: day('01', '09:30:00') })
    const b = await garden.enrol(1, { how: { at: day('01', '10:00:00') } })
    await queue.release(holder, 'GH1-1', { at: day('01', '11:00:00') })
    expect(await garden.slot('GH1-1')).toMatchObject({ membership_id: b.membershipId })
    await queue.release(holder, 'GH1-2', { at: day('01', '12:00:00') })
    const [offer] = await queue.offers(a)
    expect(offer).toMatchObject({ state: 'open', slot_ids: [garden.id('GH1-2')], expires_at: day('03', '12:00:00') })
    expect(await garden.slot('GH1-2')).toMatchObject({ status: 'available', offer_id: offer?.id })
    await queue.lapse(day('03', '11:59:00'))
    expect(await queue.offers(c)).toEqual([])
    await queue.lapse(day('03', '12:01:00'))
    expect(await queue.offers(c)).toMatchObject([{ state: 'open', slot_ids: [garden.id('GH1-2')] }])
    expect(await queue.entries(a)).toMatchObject([{ state: 'waiting', lapses: 1, joined_at: day('03', '12:01:00') }])
  })

  it('[PS-A60] takes a yes until the last minute', async () => {
    const { garden, queue } = await open(1)
    const holder = await garden.enrol(1)
    const a = await garden.person(1)
    await queue.join(a, 1)
    await queue.release(holder, 'GH1-1', { at: day('01', '12:00:00') })
    expect(await queue.accept(a, { at: day('03', '11:59:00') })).toMatchObject({ slotNumbers: ['GH1-1'] })
    expect(await garden.slot('GH1-1')).toMatchObject({ status: 'allocated', offer_id: null })
    expect(await queue.entries(a)).toMatchObject([{ state: 'fulfilled' }])
  })

  it('[PS-A61] keeps the place of somebody who got a part', async () => {
    const { garden, queue } = await open(3)
    const holder = await garden.enrol(3)
    const a = await garden.person(3)
    await queue.join(a, 3)
    await queue.release(holder, 'GH1-1')
    expect(await queue.accept(a)).toMatchObject({ slotNumbers: ['GH1-1'] })
    expect(await queue.entries(a)).toMatchObject([{ state: 'waiting', quantity: 2, joined_at: noon }])
  })

  it('[PS-A62] ends an entry with the third offer left unanswered, and counts no refusal', async () => {
    const { garden, queue } = await open(1)
    const holder = await garden.enrol(1)
    const a = await garden.person(1)
    await queue.join(a, 1)
    await queue.release(holder, 'GH1-1')
    await queue.decline(a)
    expect(await queue.entries(a)).toMatchObject([{ state: 'waiting', lapses: 0 }])
    const other = await garden.person(1)
    await garden.allocate(other, { quantity: 1 })
    await queue.release(other, 'GH1-1')
    await queue.lapse(day('04', '09:00:00'))
    await queue.lapse(day('07', '09:00:00'))
    expect(await queue.entries(a)).toMatchObject([{ state: 'offered', lapses: 2 }])
    await queue.lapse(day('10', '09:00:00'))
    expect(await queue.entries(a)).toMatchObject([{ state: 'lapsed', lapses: 3 }])
    expect(await garden.slot('GH1-1')).toMatchObject({ status: 'available', offer_id: null })
  })

  it('[PS-R32] [SY-15] runs from when the slot was given back, though that was told later: rules know no other clock', async () => {
    const { garden, queue } = await open(1)
    const holder = await garden.enrol(1)
    const a = await garden.person(1)
    await queue.join(a, 1, { at: day('01', '10:00:00') })
    // Given back at a desk that was cut for a day; what the server did meanwhile does not move it.
    await queue.lapse(day('02', '11:00:00'))
    await queue.release(holder, 'GH1-1', { at: day('01', '12:00:00') })
    expect(await queue.offers(a)).toMatchObject([
      { state: 'open', offered_at: day('01', '12:00:00'), expires_at: day('03', '12:00:00') },
    ])
  })

  it('[PS-R32] lets somebody leave with a refusal, and says no twice to nobody', async () => {
    const { garden, queue } = await open(1)
    const holder = await garden.enrol(1)
    const a = await garden.person(1)
    await queue.join(a, 1)
    await queue.release(holder, 'GH1-1')
    const [offer] = await queue.offers(a)
    await queue.decline(a, { leave: true })
    expect(await queue.entries(a)).toMatchObject([{ state: 'left' }])
    expect(await world().refuses('plant-slots.decline-offer', { offerId: offer?.id ?? '' })).toMatchObject({
      code: 'plant_slot_offer_closed',
      params: { state: 'declined' },
    })
    expect((await world().refuses('plant-slots.accept-offer', { offerId: newId() })).code).toBe(
      'plant_slot_offer_not_found',
    )
  })

  it('[PS-A63] brings who answered too late back to the old place, once', async () => {
    const { garden, queue } = await open(1)
    const holder = await garden.enrol(1)
    const [a, b] = [await garden.person(1), await garden.person(1)]
    await queue.join(a, 1, { at: day('01', '10:00:00') })
    await queue.join(b, 1, { at: day('01', '11:00:00') })
    await queue.release(holder, 'GH1-1', { at: day('01', '12:00:00') })
    const [offer] = await queue.offers(a)
    await queue.lapse(day('03', '12:01:00'))
    const late = { at: day('03', '11:00:00') }
    const refused = await world().refuses('plant-slots.accept-offer', { offerId: offer?.id ?? '' }, late)
    expect(refused).toMatchObject({ code: 'plant_slot_offer_lapsed', rule: 'PS-R32' })
    const [way] = refused.alternatives
    await world().must(way?.command ?? '', way?.input ?? {})
    expect(await queue.entries(a)).toMatchObject([{ state: 'waiting', joined_at: day('01', '10:00:00') }])
    await queue.decline(b, { at: day('03', '13:00:00') })
    expect(await queue.offers(a)).toMatchObject([{ state: 'lapsed' }, { state: 'open' }])
    const again = await world().refuses(way?.command ?? '', { ...way?.input, entryId: newId() })
    expect(again.code).toBe('plant_slot_offer_closed')
  })

  it('[PS-A54] ends what a cancelled member waits for, and offers it to the next', async () => {
    const { garden, queue } = await open(1)
    const holder = await garden.enrol(1)
    const a = await garden.enrol(0)
    const b = await garden.person(1)
    await queue.allow(a, 1)
    await queue.join(a, 1)
    await queue.join(b, 1)
    await queue.release(holder, 'GH1-1')
    await garden.revoke(a)
    expect(await queue.entries(a)).toMatchObject([{ state: 'ended' }])
    expect(await queue.offers(a)).toMatchObject([{ state: 'withdrawn' }])
    expect(await queue.offers(b)).toMatchObject([{ state: 'open', slot_ids: [garden.id('GH1-1')] }])
  })

  it('[PS-A64] [PS-R23] passes over who is suspended or wants another place, and says so in the log', async () => {
    const { garden, greenhouse, queue } = await open(2)
    const tent = await garden.location('tent-a')
    const holder = await garden.enrol(2)
    const people = [await garden.person(1), await garden.person(1), await garden.person(1), await garden.person(1)]
    const [suspended, elsewhere, served, behind] = people as [Holder, Holder, Holder, Holder]
    await queue.join(suspended, 1)
    await queue.join(elsewhere, 1, {}, tent)
    await queue.join(served, 1, {}, greenhouse)
    await queue.join(behind, 1, { at: day('01', '09:30:00') }, tent)
    await world().must('memberships.suspend-member', { memberId: suspended.memberId, reason: 'Owes money' })
    await queue.release(holder, 'GH1-2')
    const slotId = garden.id('GH1-2')
    const inOrder = [suspended, elsewhere].toSorted((x, y) => (queue.id(x) < queue.id(y) ? -1 : 1))
    const reasons = new Map([
      [suspended, 'suspended'],
      [elsewhere, 'wrong_location'],
    ])
    const passed = inOrder
      .filter((each) => queue.id(each) < queue.id(served))
      .map((each) => ({ entry_id: queue.id(each), action: 'passed', reason: reasons.get(each), slot_id: slotId }))
    expect(await queue.log()).toMatchObject([
      ...passed,
      { entry_id: queue.id(served), action: 'offered', slot_id: slotId },
    ])
    expect(await queue.entries(suspended)).toMatchObject([{ state: 'waiting', joined_at: noon }])
  })

  it('[PS-R31] asks for a membership in force, one entry each, and no more than the allowance', async () => {
    const { garden, queue } = await open(1)
    await garden.enrol(1)
    const a = await garden.person(2)
    const join = (holder: Holder, quantity: number) =>
      world().refuses('plant-slots.join-waitlist', { entryId: newId(), membershipId: holder.membershipId, quantity })
    expect(await join(a, 3)).toMatchObject({ code: 'plant_slot_over_allowance', params: { allowance: 2, asked: 3 } })
    await queue.join(a, 2)
    expect((await join(a, 1)).code).toBe('plant_slot_already_waiting')
    await world().must('memberships.suspend-member', { memberId: a.memberId, reason: 'Owes money' })
    expect((await join(a, 1)).code).toBe('plant_slot_membership_required')
    const owing = await garden.enrol(2)
    expect((await join(owing, 1)).code).toBe('plant_slot_over_allowance')
  })

  it('[PS-R33] asks again for a membership in force when somebody says yes', async () => {
    const { garden, queue } = await open(1)
    const holder = await garden.enrol(1)
    const a = await garden.person(1)
    await queue.join(a, 1)
    await queue.release(holder, 'GH1-1')
    await world().must('memberships.suspend-member', { memberId: a.memberId, reason: 'Owes money' })
    const [offer] = await queue.offers(a)
    const refused = await world().refuses('plant-slots.accept-offer', { offerId: offer?.id ?? '' })
    expect(refused).toMatchObject({ code: 'plant_slot_membership_required', params: { reason: 'suspended' } })
  })

  it('[PS-A42] [PS-R24] promises another slot for one that staff took, and never the same at once', async () => {
    const { garden, queue } = await open(2)
    const holder = await garden.person(2)
    await garden.allocate(holder, { quantity: 1 })
    const other = await garden.enrol(1)
    await queue.release(holder, 'GH1-1', {}, { owe: true })
    expect(await garden.slot('GH1-1')).toMatchObject({ status: 'available' })
    expect(await garden.entitlement(holder)).toMatchObject({ owed: 1 })
    await queue.release(other, 'GH1-2')
    expect(await garden.entitlement(holder)).toMatchObject({ owed: 0 })
    const statuses = await garden.statuses('GH1-1', 'GH1-2')
    expect(statuses.toSorted()).toEqual(['allocated', 'available'])
  })

  it('[PS-A42] gives another at once for one that went to the pool', async () => {
    const { garden, queue } = await open(2)
    const holder = await garden.person(1)
    await garden.plant(holder, ['GH1-1'])
    const input = { slotId: garden.id('GH1-1'), entryId: newId(), kind: 'repair', description: 'Leaks' }
    await world().must('plant-slots.start-maintenance', input)
    await world().must('plant-slots.complete-maintenance', {
      slotId: garden.id('GH1-1'),
      returnTo: 'pool',
      owe: true,
    })
    expect(await garden.slot('GH1-1')).toMatchObject({ status: 'available', membership_id: null })
    expect(await garden.slot('GH1-2')).toMatchObject({ status: 'allocated', membership_id: holder.membershipId })
    expect(await queue.membership(holder)).toEqual({ status: 'active', slots_owed: 0 })
  })

  it('[PS-A52] [PS-R22] takes back what a smaller plan does not grant, and no plant', async () => {
    const { garden } = await open(6)
    const sold = await garden.enrol(4)
    for (const number of ['GH1-1', 'GH1-2', 'GH1-3']) await garden.occupy(sold, number)
    await announce(world(), [{ allowance: { membershipId: sold.membershipId, from: 4, to: 2 } }])
    expect(await garden.statuses('GH1-1', 'GH1-2', 'GH1-3', 'GH1-4')).toEqual([
      ...['occupied', 'occupied', 'occupied', 'available'],
    ])
    const harvest = async (number: string) => {
      const input = { slotId: garden.id(number), entryId: newId(), kind: 'harvest', description: 'Ripe' }
      await world().must('plant-slots.start-maintenance', input)
      await world().must('plant-slots.complete-maintenance', { slotId: garden.id(number) })
    }
    await harvest('GH1-1')
    await harvest('GH1-2')
    expect(await garden.statuses('GH1-1', 'GH1-2', 'GH1-3')).toEqual(['available', 'allocated', 'occupied'])
  })

  it('[PS-A52] gives more for a larger plan, or owes it', async () => {
    const { garden, queue } = await open(3)
    const sold = await garden.enrol(2)
    const [answer] = await announce(world(), [{ allowance: { membershipId: sold.membershipId, from: 2, to: 4 } }])
    expect(answer).toMatchObject({ slotNumbers: ['GH1-3'], owed: 1 })
    expect(await queue.membership(sold)).toEqual({ status: 'pending_slots', slots_owed: 1 })
  })

  it('[PS-R23] moves what was of one record to the other', async () => {
    const { garden, queue } = await open(1)
    const sold = await garden.enrol(2)
    const kept = await garden.person(0)
    await announce(world(), [{ merged: { fromMemberId: sold.memberId, toMemberId: kept.memberId } }])
    expect(await garden.slot('GH1-1')).toMatchObject({ member_id: kept.memberId, membership_id: sold.membershipId })
    expect(await queue.entries(sold)).toMatchObject([{ member_id: kept.memberId }])
  })

  it('[PS-A41] serves the queue once a slot that needed care is ready, or a new one is made', async () => {
    const { garden, greenhouse, queue } = await open(1)
    const report = { slotId: garden.id('GH1-1'), entryId: newId(), description: 'Leaks', priority: 'high' }
    await world().must('plant-slots.report-maintenance', report)
    const sold = await garden.enrol(2)
    await world().must('plant-slots.complete-maintenance', { slotId: garden.id('GH1-1') })
    expect(await garden.slot('GH1-1')).toMatchObject({ membership_id: sold.membershipId })
    await garden.row(greenhouse, 'NEW', [9])
    expect(await garden.slot('NEW-9')).toMatchObject({ membership_id: sold.membershipId })
    expect(await queue.membership(sold)).toEqual({ status: 'active', slots_owed: 0 })
  })

  it('[PS-R8] waits for no more than is still missing', async () => {
    const { garden, queue } = await open(2)
    const holder = await garden.enrol(2)
    const a = await garden.person(2)
    await queue.join(a, 2)
    await queue.release(holder, 'GH1-1')
    const late = await garden.location('late')
    await garden.write((db) => db.updateTable('plant_slot_locations').set({ status: 'closed' }).execute())
    await garden.row(late, 'L', [1, 2])
    await garden.write((db) => db.updateTable('plant_slot_locations').set({ status: 'active' }).execute())
    await garden.allocate(a, { slotIds: [garden.id('L-1'), garden.id('L-2')] })
    expect(await queue.entries(a)).toMatchObject([{ state: 'fulfilled' }])
    expect(await queue.offers(a)).toMatchObject([{ state: 'withdrawn' }])
    expect(await garden.slot('GH1-1')).toMatchObject({ offer_id: null })
  })

  it('[PS-R45] takes nothing back that was passed on meanwhile', async () => {
    const { garden, queue } = await open(1)
    const holder = await garden.person(1)
    await garden.plant(holder, ['GH1-1'])
    const sold = await garden.enrol(1)
    const input = { slotId: garden.id('GH1-1'), entryId: newId(), kind: 'repair', description: 'Leaks' }
    await world().must('plant-slots.start-maintenance', input)
    const { eventId } = await world().must('plant-slots.complete-maintenance', {
      slotId: garden.id('GH1-1'),
      returnTo: 'pool',
    })
    expect(await garden.slot('GH1-1')).toMatchObject({ membership_id: sold.membershipId })
    const refused = await world().refuses('plant-slots.revert', { slotId: garden.id('GH1-1'), eventId: eventId ?? '' })
    expect(refused).toMatchObject({ code: 'plant_slot_revert_too_late', params: { reason: 'given_on' } })
    expect(await queue.log()).toHaveLength(1)
  })
})
