import { expect, it } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import { Garden, type Holder } from './plant-slots-garden.ts'
import { doAndUndo, doUndoAndRedo } from './plant-slots-hands.ts'
import { Queue } from './plant-slots-line.ts'
import { onBothDatabases, type World } from './world.ts'

/** Makes the signed-in member of the world somebody's record. */
const signIn = (garden: Garden, world: World, { memberId }: Holder) =>
  garden.write((db) =>
    db
      .updateTable('members')
      .set({ user_id: world.userOf('member') })
      .where('id', '=', memberId)
      .execute(),
  )

onBothDatabases('settings, inventory and requests of plant slots', (world) => {
  const open = async (slots: number) => {
    const garden = new Garden(world())
    const greenhouse = await garden.greenhouse(slots)
    return { garden, greenhouse, queue: new Queue(garden) }
  }
  const settings = (patch: object, seen: object) =>
    world().must('plant-slots.update-settings', { patch: { ...patch }, seen: { ...seen } })

  it('[PS-A6] gives a member what they ask for with their own membership', async () => {
    const { garden } = await open(3)
    const as = { as: 'member' } as const
    expect(await world().refuses('plant-slots.request', { quantity: 1 }, as)).toMatchObject({
      code: 'membership_required',
      params: { reason: 'none' },
    })
    const holder = await garden.person(2)
    await signIn(garden, world(), holder)
    for (const quantity of [0, 11, 1.5, '2']) {
      expect((await world().refuses('plant-slots.request', { quantity }, as)).code).toBe('validation_failed')
    }
    const wish = { quantity: 2, preferredLocation: 'greenhouse-1' }
    const unknown = { quantity: 1, preferredLocation: 'nowhere' }
    expect((await world().refuses('plant-slots.request', unknown, as)).code).toBe('plant_slot_location_not_found')
    expect(await world().must('plant-slots.request', wish, as)).toMatchObject({ slotNumbers: ['GH1-1', 'GH1-2'] })
    expect((await world().refuses('plant-slots.request', { quantity: 1 }, as)).code).toBe(
      'plant_slot_already_allocated',
    )
    expect(await world().ask('plant-slots.my-slots', {}, as)).toMatchObject({
      memberId: holder.memberId,
      slots: [{ number: 'GH1-1' }, { number: 'GH1-2' }],
      entitlements: [{ allowance: 2, held: 2, most: 0 }],
    })
    await world().must('memberships.suspend-member', { memberId: holder.memberId, reason: 'Owes money' })
    expect(await world().refuses('plant-slots.request', { quantity: 1 }, as)).toMatchObject({
      code: 'membership_required',
      params: { reason: 'suspended' },
    })
  })

  it('[PS-R5] offers who asks for too much to take fewer or to wait, by their own commands', async () => {
    const { garden } = await open(1)
    const holder = await garden.person(2)
    await signIn(garden, world(), holder)
    const refused = await world().refuses('plant-slots.request', { quantity: 2 }, { as: 'member' })
    expect(refused).toMatchObject({ code: 'plant_slot_insufficient_slots' })
    const [fewer, wait] = refused.alternatives
    expect(await world().must(fewer?.command ?? '', fewer?.input ?? {}, { as: 'member' })).toMatchObject({
      slotNumbers: ['GH1-1'],
    })
    expect(wait).toMatchObject({ command: 'plant-slots.join-waitlist', input: { quantity: 2 } })
    await world().must('plant-slots.join-waitlist', { ...wait?.input, quantity: 1 }, { as: 'member' })
  })

  it('[PS-R4] asks no more at once than the tenant lets a member', async () => {
    const { garden } = await open(5)
    const holder = await garden.person(5)
    await signIn(garden, world(), holder)
    await settings({ requestMax: 2 }, { requestMax: 10 })
    expect((await world().refuses('plant-slots.request', { quantity: 3 }, { as: 'member' })).code).toBe(
      'validation_failed',
    )
    await world().must('plant-slots.request', { quantity: 2 }, { as: 'member' })
  })

  it('[PS-A33] lets only staff transfer where the tenant says so', async () => {
    const { garden } = await open(2)
    const [giver, receiver] = [await garden.person(1), await garden.person(1)]
    await signIn(garden, world(), giver)
    await garden.allocate(giver, { quantity: 1 })
    await settings({ memberTransfers: 'staff' }, { memberTransfers: 'direct' })
    const input = {
      transferId: newId(),
      toMemberId: receiver.memberId,
      slotIds: [garden.id('GH1-1')],
      reason: 'A friend',
    }
    expect(await world().refuses('plant-slots.transfer', input, { as: 'member' })).toMatchObject({
      code: 'plant_slot_transfer_failed',
      params: { reason: 'staff_only' },
    })
    await world().must('plant-slots.transfer', input, { as: 'frontdesk' })
  })

  it('[PS-R32] counts hours and lapses as the tenant says', async () => {
    const { garden, queue } = await open(1)
    await settings({ offerHours: 1, offersBeforeRemoval: 1 }, { offerHours: 48, offersBeforeRemoval: 3 })
    const holder = await garden.enrol(1)
    const a = await garden.person(1)
    await queue.join(a, 1)
    await queue.release(holder, 'GH1-1')
    expect(await queue.offers(a)).toMatchObject([{ expires_at: '2027-03-01T10:00:00.000Z' }])
    await queue.lapse('2027-03-01T10:00:01.000Z')
    expect(await queue.entries(a)).toMatchObject([{ state: 'lapsed', lapses: 1 }])
  })

  it('shows how slots are run, as usual before anyone set anything', async () => {
    const asked = () => world().ask('plant-slots.settings', {}, { as: 'frontdesk' })
    expect(await asked()).toMatchObject({ requestMax: 10, offerHours: 48, onEndOccupied: 'available', leaseHours: 24 })
    await world().must('plant-slots.update-settings', { patch: { requestMax: 5 }, seen: { requestMax: 10 } })
    expect(await asked()).toMatchObject({ requestMax: 5, offerHours: 48 })
    await expect(world().ask('plant-slots.settings', {}, { as: 'member' })).rejects.toThrow('actor_not_permitted')
  })

  it('keeps a setting that somebody else changed, and takes a change back', async () => {
    await settings({ offerHours: 24 }, { offerHours: 48 })
    const stale = { patch: { offerHours: 12 }, seen: { offerHours: 48 } }
    const refused = await world().refuses('plant-slots.update-settings', stale)
    expect(refused).toMatchObject({ code: 'version_conflict', params: { field: 'offerHours', theirs: 24, mine: 12 } })
    const [mine] = refused.alternatives
    await doAndUndo(world(), mine?.command ?? '', mine?.input ?? {})
    const [row] = await world().read((db) => db.selectFrom('plant_slot_settings').select('offer_hours').execute())
    expect(row).toEqual({ offer_hours: 24 })
  })

  it('[PS-R2] lets somebody hold more, or less, and waits for no more than that', async () => {
    const { garden, queue } = await open(1)
    const sold = await garden.enrol(3)
    expect(await garden.entitlement(sold)).toMatchObject({ owed: 2 })
    const { membershipId } = sold
    const extra = (n: number) => world().must('plant-slots.set-extra', { membershipId, extra: n, reason: 'Agreed' })
    expect(await extra(-1)).toMatchObject({ allowance: 2, formerExtra: 0 })
    expect(await garden.entitlement(sold)).toMatchObject({ owed: 1, extra: -1 })
    expect(await extra(2)).toMatchObject({ allowance: 5, formerExtra: -1 })
    expect(await queue.membership(sold)).toEqual({ status: 'pending_slots', slots_owed: 1 })
    await extra(-2)
    expect(await queue.entries(sold)).toMatchObject([{ state: 'ended' }])
  })

  it('[PS-R22] takes back what is held beyond, the latest first, and leaves what grows', async () => {
    const { garden, queue } = await open(4)
    const sold = await garden.enrol(3)
    await garden.occupy(sold, 'GH1-3')
    const late = { at: '2027-03-01T10:00:00.000Z' }
    await world().must('plant-slots.release', { slotIds: [garden.id('GH1-1')], membershipId: sold.membershipId })
    await garden.allocate(sold, { slotIds: [garden.id('GH1-1')] }, late)
    const waits = await garden.person(1)
    await garden.allocate(waits, { slotIds: [garden.id('GH1-4')] })
    const next = await garden.person(1)
    await queue.join(next, 1)
    const { membershipId } = sold
    const extra = (n: number) =>
      world().must('plant-slots.set-extra', { membershipId, extra: n, reason: 'Agreed' }, late)
    expect(await extra(-1)).toMatchObject({ allowance: 2, slotNumbers: ['GH1-1'] })
    expect(await garden.events('GH1-1')).toMatchObject([
      ...[{ event: 'allocated' }, { event: 'released' }, { event: 'allocated' }],
      { event: 'released', to_status: 'available', membership_id: membershipId, reason: 'allowance_changed' },
    ])
    expect(await queue.offers(next)).toMatchObject([{ state: 'open', slot_ids: [garden.id('GH1-1')] }])
    expect(await extra(-3)).toMatchObject({ allowance: 0, slotNumbers: ['GH1-2'] })
    expect(await garden.statuses('GH1-1', 'GH1-2', 'GH1-3')).toEqual(['available', 'available', 'occupied'])
  })

  it('[DX-R14] [PS-R22] gives back what it took, unless somebody else has it meanwhile', async () => {
    const { garden } = await open(2)
    const sold = await garden.enrol(2)
    const less = { membershipId: sold.membershipId, extra: -1, reason: 'Agreed' }
    await doUndoAndRedo(world(), 'plant-slots.set-extra', less)
    expect(await garden.slot('GH1-2')).toMatchObject({ status: 'allocated', membership_id: sold.membershipId })
    expect(await garden.entitlement(sold)).toMatchObject({ extra: 0 })
    await world().must('plant-slots.set-extra', less)
    await garden.allocate(await garden.person(1), { slotIds: [garden.id('GH1-2')] })
    const back = { ...less, extra: 0, giveBack: [garden.id('GH1-2')] }
    expect((await world().refuses('plant-slots.set-extra', back)).code).toBe('plant_slot_taken')
    expect(await garden.entitlement(sold)).toMatchObject({ extra: -1 })
  })

  it('[PS-R52] gives nothing new in a closed location, and to who waits when it opens', async () => {
    const { garden, greenhouse, queue } = await open(1)
    await doAndUndo(world(), 'plant-slots.close-location', { locationId: greenhouse })
    await world().must('plant-slots.close-location', { locationId: greenhouse })
    const sold = await garden.enrol(1)
    expect(sold).toMatchObject({ plantSlots: { owed: 1 } })
    const join = { entryId: newId(), membershipId: sold.membershipId, quantity: 1, locationId: greenhouse }
    expect((await world().refuses('plant-slots.join-waitlist', join)).code).toBe('plant_slot_location_closed')
    await world().must('plant-slots.open-location', { locationId: greenhouse })
    expect(await queue.membership(sold)).toEqual({ status: 'active', slots_owed: 0 })
  })

  it('[PS-R51] moves and removes a free slot only', async () => {
    const { garden, greenhouse } = await open(3)
    const tent = await garden.location('tent-a', { maxSlots: 1 })
    const holder = await garden.person(1)
    await garden.allocate(holder, { slotIds: [garden.id('GH1-1')] })
    const move = (number: string) => ({
      slotId: garden.id(number),
      patch: { locationId: tent },
      seen: { locationId: greenhouse },
    })
    expect(await world().refuses('plant-slots.update-slot', move('GH1-1'))).toMatchObject({
      code: 'plant_slot_in_use',
      params: { status: 'allocated' },
    })
    expect((await world().refuses('plant-slots.delete-slot', { slotId: garden.id('GH1-1') })).code).toBe(
      'plant_slot_in_use',
    )
    await world().must('plant-slots.update-slot', move('GH1-2'))
    expect(await garden.slot('GH1-2')).toMatchObject({ location_id: tent })
    expect((await world().refuses('plant-slots.update-slot', move('GH1-3'))).code).toBe('plant_slot_location_full')
    await doAndUndo(world(), 'plant-slots.delete-slot', { slotId: garden.id('GH1-3') })
    expect(await garden.slot('GH1-3')).toMatchObject({ deleted_at: expect.any(String) })
  })

  it('[PS-R50] renames within what is unique, and lets the floor write notes only', async () => {
    const { garden } = await open(2)
    const rename = (slotNumber: string) => ({
      slotId: garden.id('GH1-2'),
      patch: { slotNumber },
      seen: { slotNumber: 'GH1-2' },
    })
    expect((await world().refuses('plant-slots.update-slot', rename('gh1-1'))).code).toBe('plant_slot_number_taken')
    expect((await world().refuses('plant-slots.update-slot', rename('X-1'), { as: 'field' })).code).toBe(
      'actor_not_permitted',
    )
    await doAndUndo(world(), 'plant-slots.update-slot', rename('X-1'))
    const note = { slotId: garden.id('GH1-2'), patch: { notes: 'Shady' }, seen: { notes: null } }
    await world().must('plant-slots.update-slot', note, { as: 'field' })
    expect(await garden.slot('GH1-2')).toMatchObject({ slot_number: 'GH1-2', notes: 'Shady' })
    const place = { row: 1, column: 1, level: 1 }
    const onto = { slotId: garden.id('GH1-2'), patch: { position: place }, seen: { position: { ...place, column: 2 } } }
    expect((await world().refuses('plant-slots.update-slot', onto)).code).toBe('plant_slot_position_taken')
  })

  it('[PS-R50] changes a location, field by field', async () => {
    const { garden, greenhouse } = await open(2)
    await garden.location('tent-a')
    const change = (patch: object, seen: object) => ({ locationId: greenhouse, patch: { ...patch }, seen: { ...seen } })
    const refuses = (patch: object, seen: object) => world().refuses('plant-slots.update-location', change(patch, seen))
    expect((await refuses({ code: 'tent-a' }, { code: 'greenhouse-1' })).code).toBe('plant_slot_location_code_taken')
    expect((await refuses({ maxSlots: 1 }, { maxSlots: null })).code).toBe('plant_slot_location_full')
    expect((await refuses({ name: 'Sera' }, { name: 'House' })).code).toBe('version_conflict')
    await doAndUndo(world(), 'plant-slots.update-location', change({ name: 'Sera' }, { name: 'greenhouse-1' }))
  })

  it('[PS-A64] tells who waits where, and why somebody was passed over', async () => {
    const { garden, queue } = await open(1)
    const holder = await garden.enrol(1)
    const [a, b] = [await garden.person(1), await garden.person(1)]
    await queue.join(a, 1)
    await queue.join(b, 1, { at: '2027-03-01T10:00:00.000Z' })
    await world().must('memberships.suspend-member', { memberId: a.memberId, reason: 'Owes money' })
    await queue.release(holder, 'GH1-1')
    expect(await world().ask('plant-slots.waitlist')).toMatchObject({
      total: 2,
      entries: [
        { place: 1, memberId: a.memberId, state: 'waiting', offer: null },
        { place: 2, memberId: b.memberId, state: 'offered', offer: { slotNumbers: ['GH1-1'] } },
      ],
    })
    expect(await world().ask('plant-slots.queue-log', { entryId: queue.id(a) })).toMatchObject([
      { action: 'passed', reason: 'suspended', number: 'GH1-1' },
    ])
    const past = { slotId: garden.id('GH1-1'), from: '2027-03-01', to: '2027-03-01' }
    expect(await world().ask('plant-slots.history', past)).toMatchObject({
      events: [{ event: 'released' }, { event: 'allocated' }],
      occupancies: [],
      transfers: [],
    })
  })
})
