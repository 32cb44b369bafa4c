import { expect, it } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { Garden } from './plant-slots-garden.ts'
import { type Circumstances, noon, onBothDatabases, type World } from './world.ts'

const hoursLater = (hours: number): string => new Date(Date.parse(noon) + hours * 3_600_000).toISOString()

onBothDatabases('leases of slots', (world: () => World) => {
  const open = () => new Garden(world())

  async function desk(name: string): Promise<string> {
    const deskId = newId()
    const registeredBy = world().userOf('owner')
    await world().must('identity.register-desk', { deskId, name, platform: 'web', registeredBy }, { as: 'system' })
    return deskId
  }

  const asked = (locationId: string) => ({ id: newId(), kind: 'plant_slots', resourceKey: locationId, size: 6 })
  const take = async (locationId: string, by: string) => {
    const wanted = asked(locationId)
    const told = await world().must('leases.take', wanted, { as: 'field', desk: by })
    return { ...told, leaseId: wanted.id }
  }
  const lease = (leaseId: string) =>
    world().read((db) =>
      db.selectFrom('capacity_leases').select(['size', 'used', 'state']).where('id', '=', leaseId).executeTakeFirst(),
    )

  it('[PS-A70] [PL-R41] four desks get their share of 40, the same desk never more than its 6, and of 3 nobody gets any', async () => {
    const garden = open()
    const greenhouse = await garden.greenhouse(40)
    const desks: string[] = []
    const granted: unknown[] = []
    for (const name of ['One', 'Two', 'Three', 'Four']) {
      const by = await desk(name)
      desks.push(by)
      const { granted: units } = await world().must('leases.take', asked(greenhouse), { as: 'field', desk: by })
      granted.push(units)
    }
    expect(granted).toEqual([6, 6, 6, 5])
    const again = await world().refuses('leases.take', asked(greenhouse), { as: 'field', desk: desks[0] ?? null })
    expect(again).toMatchObject({ code: 'lease_unavailable', params: { free: 17, grantable: 0 } })
    expect(again.params.heldBy).toHaveLength(4)
    const few = await garden.location('tent-a')
    await garden.row(few, 'T', [1, 2, 3])
    const none = await world().refuses('leases.take', asked(few), { as: 'field', desk: await desk('Five') })
    expect(none).toMatchObject({ code: 'lease_unavailable', params: { free: 3, grantable: 0, heldBy: [] } })
  })

  it('[PS-R53] lasts as long as the settings say, and names the slots that any choice would take', async () => {
    const garden = open()
    const greenhouse = await garden.greenhouse(12)
    const taken = await take(greenhouse, await desk('One'))
    expect(taken).toMatchObject({
      ...{ granted: 3, slotNumbers: ['GH1-1', 'GH1-2', 'GH1-3'] },
      ...{ expiresAt: hoursLater(24), holdUntil: hoursLater(48) },
    })
  })

  it('[PS-R1] [PS-R7] the desk uses its own first; to all others they are taken', async () => {
    const garden = open()
    const greenhouse = await garden.greenhouse(12)
    const mine = await desk('Mine')
    const others = await desk('Others')
    const { leaseId } = await take(greenhouse, mine)
    const first = await garden.person(4)
    const second = await garden.person(4)
    const third = await garden.person(4)
    expect(await garden.allocate(first, { quantity: 1 }, { desk: others })).toMatchObject({ slotNumbers: ['GH1-4'] })
    expect(await garden.allocate(second, { quantity: 2 }, { desk: mine })).toMatchObject({
      slotNumbers: ['GH1-1', 'GH1-2'],
    })
    expect(await lease(leaseId)).toMatchObject({ size: 3, used: 2 })
    const named = { membershipId: third.membershipId, pick: { slotIds: [garden.id('GH1-3')] } }
    const refused = await world().refuses('plant-slots.allocate', named, { desk: others })
    expect(refused).toMatchObject({ code: 'plant_slot_leased', params: { deskName: 'Mine', until: hoursLater(48) } })
    const [way] = refused.alternatives
    await world().must(way?.command ?? '', way?.input ?? {}, { desk: others })
    await world().must('plant-slots.allocate', { ...named, membershipId: first.membershipId }, { desk: mine })
    expect(await lease(leaseId)).toMatchObject({ used: 3 })
  })

  it('[PL-R42] [PL-R43] a use by the end is honoured until it can be reported no more; then all is free for all', async () => {
    const garden = open()
    const greenhouse = await garden.greenhouse(12)
    const mine = await desk('Mine')
    const others = await desk('Others')
    const { leaseId } = await take(greenhouse, mine)
    const early = await world().must('leases.expire', {}, { as: 'system', at: hoursLater(48) })
    expect(early).toEqual({ leaseIds: [] })
    const late = await world().must('leases.expire', {}, { as: 'system', at: hoursLater(48.1) })
    expect(late).toEqual({ leaseIds: [leaseId] })
    expect(await lease(leaseId)).toMatchObject({ state: 'expired' })
    const holder = await garden.person(2)
    expect(await garden.allocate(holder, { quantity: 2 }, { desk: others })).toMatchObject({
      slotNumbers: ['GH1-1', 'GH1-2'],
    })
    expect(await world().refuses('leases.return', { leaseId }, { desk: mine })).toMatchObject({ code: 'lease_closed' })
  })

  it('[PL-R43] what is taken back goes back to the lease of the desk', async () => {
    const garden = open()
    const greenhouse = await garden.greenhouse(12)
    const mine = await desk('Mine')
    const { leaseId } = await take(greenhouse, mine)
    const holder = await garden.person(2)
    const id = newId()
    const { slotIds } = await garden.allocate(holder, { quantity: 2 }, { desk: mine, id })
    const { membershipId } = holder
    await world().must('plant-slots.release', { slotIds, membershipId }, { desk: mine, meta: { undoOf: id } })
    expect(await lease(leaseId)).toMatchObject({ used: 0, state: 'active' })
    expect(await world().must('leases.return', { leaseId }, { as: 'field', desk: mine })).toEqual({ freed: 3 })
    expect(await garden.allocate(holder, { quantity: 1 })).toMatchObject({ slotNumbers: ['GH1-1'] })
  })

  it('[PL-R44] is lengthened from now on, by its own desk or by who manages leases', async () => {
    const garden = open()
    const greenhouse = await garden.greenhouse(12)
    const mine = await desk('Mine')
    const others = await desk('Others')
    const { leaseId } = await take(greenhouse, mine)
    const extended = await world().must('leases.extend', { leaseId }, { as: 'field', desk: mine, at: hoursLater(13) })
    expect(extended).toEqual({ expiresAt: hoursLater(37), holdUntil: hoursLater(61) })
    const foreign = { as: 'field', desk: others } as const
    expect(await world().refuses('leases.return', { leaseId }, foreign)).toMatchObject({ code: 'actor_not_permitted' })
    expect(await world().refuses('leases.return', { leaseId: newId() }, foreign)).toMatchObject({
      code: 'actor_not_permitted',
    })
    expect(await world().must('leases.return', { leaseId }, { as: 'manager', desk: others })).toEqual({ freed: 3 })
  })

  it('[PL-R42] [PL-R44] never becomes shorter, since its desk may have told people until when', async () => {
    const garden = open()
    const mine = await desk('Mine')
    const { leaseId } = await take(await garden.greenhouse(12), mine)
    const shorter = await world().must('leases.extend', { leaseId, hours: 1 }, { as: 'manager', desk: mine })
    expect(shorter).toEqual({ expiresAt: hoursLater(24), holdUntil: hoursLater(48) })
  })

  it('[PS-R53] leaves what somebody who waits could have', async () => {
    const garden = open()
    const greenhouse = await garden.greenhouse(4)
    const { membershipId } = await garden.enrol(4)
    const given = [garden.id('GH1-1'), garden.id('GH1-2'), garden.id('GH1-3'), garden.id('GH1-4')]
    await world().must('plant-slots.release', { slotIds: given, membershipId, owe: true })
    const refused = await world().refuses('leases.take', asked(greenhouse), { as: 'field', desk: await desk('Mine') })
    expect(refused).toMatchObject({ code: 'lease_unavailable', params: { free: 0 } })
  })

  it('[PL-R43] a sale that is taken back gives its slots back to the lease, one that ends otherwise to everyone', async () => {
    const garden = open()
    const greenhouse = await garden.greenhouse(12)
    const mine = await desk('Mine')
    const { leaseId } = await take(greenhouse, mine)
    const id = newId()
    const sold = await garden.enrol(2, { how: { desk: mine, id } })
    expect(await lease(leaseId)).toMatchObject({ used: 2 })
    await garden.revoke(sold, { desk: mine, meta: { undoOf: id } })
    expect(await lease(leaseId)).toMatchObject({ used: 0 })
    const other = await garden.enrol(2, { how: { desk: mine } })
    await garden.revoke(other, { desk: mine })
    expect(await lease(leaseId)).toMatchObject({ used: 2, state: 'active' })
    expect(await garden.slot('GH1-1')).toMatchObject({ lease_id: null, taken_lease_id: null })
  })

  it('[PL-R43] a slot that went to maintenance and to the pool was given from no lease any more', async () => {
    const garden = open()
    const greenhouse = await garden.greenhouse(12)
    const mine = await desk('Mine')
    const { leaseId } = await take(greenhouse, mine)
    const holder = await garden.person(1)
    await garden.allocate(holder, { quantity: 1 }, { desk: mine })
    await garden.occupy(holder, 'GH1-1')
    const slotId = garden.id('GH1-1')
    const entry = { slotId, entryId: newId(), kind: 'repair', description: 'Glass' }
    await world().must('plant-slots.start-maintenance', entry)
    expect(await garden.slot('GH1-1')).toMatchObject({ taken_lease_id: leaseId })
    await world().must('plant-slots.complete-maintenance', { slotId, returnTo: 'pool' })
    expect(await garden.slot('GH1-1')).toMatchObject({ member_id: null, taken_lease_id: null })
  })

  it('[PS-R46] [PL-R41] a slot that is forced leaves the lease, which ends with its last one', async () => {
    const garden = open()
    const greenhouse = await garden.greenhouse(4)
    const { leaseId } = await take(greenhouse, await desk('Mine'))
    const force = { slotId: garden.id('GH1-1'), seenStatus: 'available', status: 'maintenance', reason: 'Broken glass' }
    const refused = await world().refuses('plant-slots.force-status', force)
    expect(refused).toMatchObject({ code: 'plant_slot_leased', params: { deskName: 'Mine' } })
    await world().must('plant-slots.force-status', { ...force, breakLease: true })
    expect(await lease(leaseId)).toMatchObject({ size: 1, used: 0, state: 'revoked' })
  })

  it('[PL-R41] says who may, what there is, and that only desks take any', async () => {
    const garden = open()
    const greenhouse = await garden.greenhouse(4)
    const mine = await desk('Mine')
    const refusal = async (input: JsonObject, how: Circumstances) =>
      (await world().refuses('leases.take', { ...asked(greenhouse), ...input }, how)).code
    expect(await refusal({}, { as: 'viewer', desk: mine })).toBe('actor_not_permitted')
    expect(await refusal({}, { as: 'member', desk: mine })).toBe('actor_not_permitted')
    expect(await refusal({ kind: 'moon_dust' }, { as: 'field', desk: mine })).toBe('lease_kind_unknown')
    expect(await refusal({}, { as: 'field', desk: null })).toBe('lease_needs_desk')
    expect(await refusal({ resourceKey: newId() }, { as: 'field', desk: mine })).toBe('plant_slot_location_not_found')
    expect(await refusal({ resourceKey: 'nowhere' }, { as: 'field', desk: mine })).toBe('plant_slot_location_not_found')
    expect(await refusal({ size: 0 }, { as: 'field', desk: mine })).toBe('validation_failed')
  })
})
