import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import { maxPushBytes } from '../../src-shared/sync/protocol.ts'
import { newEnrolment, newLocation, newPlan, newSlots, plantGarden } from '../server/garden.ts'
import { commandOf, type Front, type Site, Stage, until } from './sync-stage.ts'

let stage: Stage
let site: Site
beforeAll(async () => {
  stage = await Stage.open()
  site = await stage.site('owner', 'frontdesk', 'field')
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

const unconfirmed = (front: Front) => front.text('desk.unconfirmed')

describe('a command on its way', () => {
  test('[SY-7] is held here at once, and confirmed not before the server has said so', async () => {
    const front = await site.frontOf('owner')
    await front.goOffline()
    const place = newLocation()
    const held = await front.give('plant-slots.create-location', place)
    expect(held).toMatchObject({ state: 'held', deskSeq: 1, serverOutcome: null, serverVersion: null, decidedAt: null })
    expect(await front.text('plant-slots.locations')).toContain(place.code)
    expect(await unconfirmed(front)).toContain(`"${place.locationId}":"held"`)
    await until('the count shows it', () => front.desk.status.now.queued === 1)
    expect(front.desk.status.now.atRisk).toBe(0)
    expect(front.statesOf(held.id)).toEqual([])
    front.comeBack()
    expect(await front.verdictOn(held.id)).toMatchObject({ state: 'confirmed', serverOutcome: {}, rejection: null })
    expect(front.statesOf(held.id)).toEqual(['confirmed'])
    expect(await unconfirmed(front)).not.toContain(place.locationId)
    await front.inStep()
    expect(await front.text('plant-slots.locations')).toContain(place.code)
  })

  test('[SY-2] [SY-9] what was given without the network is done in the order in which it was given, also after a restart', async () => {
    const front = await site.frontOf('owner')
    await front.goOffline()
    const place = newLocation()
    const given = [
      await front.give('plant-slots.create-location', place),
      await front.give('plant-slots.create-slots', newSlots(place, 2)),
      await front.give('memberships.create-plan', newPlan()),
    ]
    expect(given.map(({ deskSeq }) => deskSeq)).toEqual([1, 2, 3])
    await front.restart()
    expect(await front.text('plant-slots.locations')).toContain(place.code)
    front.comeBack()
    for (const { id } of given) expect(await front.verdictOn(id)).toMatchObject({ state: 'confirmed' })
    const log = (await site.log()).filter(({ command_id }) => given.some(({ id }) => id === command_id))
    expect(log.map(({ command_id }) => command_id)).toEqual(given.map(({ id }) => id))
  })

  test('[SY-9] is taken once, however often the screen asks', async () => {
    const front = await site.frontOf('owner')
    const command = commandOf('plant-slots.create-location', newLocation())
    const answers = await Promise.all([1, 2, 3].map(() => front.desk.submit(command)))
    expect(answers.every(({ ok }) => ok)).toBe(true)
    await front.verdictOn(command.id)
    const again = await front.desk.submit(command)
    expect(again).toMatchObject({ ok: true, value: { state: 'confirmed' } })
    expect((await site.log()).filter(({ command_id }) => command_id === command.id)).toHaveLength(1)
    await front.desk.acknowledge([command.id])
    expect(await front.text('desk.unconfirmed')).not.toContain(command.id)
  })

  test('that is refused leaves no row and no place in the queue, and is never sent', async () => {
    const front = await site.frontOf('owner')
    const place = newLocation()
    await front.give('plant-slots.create-location', place)
    await front.inStep()
    const log = await site.log()
    const before = await front.text('plant-slots.locations')
    expect(await front.refuses('plant-slots.create-location', { ...newLocation(), code: place.code })).toBe(
      'plant_slot_location_code_taken',
    )
    expect(await front.refuses('plant-slots.create-location', { nonsense: 1 })).toBe('validation_failed')
    expect(await front.refuses('no.such', {})).toBe('unknown_command')
    expect(await front.text('plant-slots.locations')).toBe(before)
    expect(front.desk.status.now.queued).toBe(0)
    await front.give('plant-slots.create-location', newLocation())
    await front.inStep()
    expect((await site.log()).length).toBe(log.length + 1)
  })

  test('that only the server can do is said to need the network before the click, and is not kept for later', async () => {
    const front = await site.frontOf('owner')
    await front.goOffline()
    expect(await front.refuses('identity.suspend-user', { userId: newId(), suspended: true })).toBe('needs_connection')
    front.comeBack()
    await until('the desk is back', () => front.connection === 'current')
    // With the network it is sent and never held; what a person may not do, the server refuses.
    const sent = await front.give('identity.suspend-user', { userId: newId(), suspended: true })
    expect(sent).toMatchObject({ state: 'sending', outcome: null })
    expect(await front.verdictOn(sent.id)).toMatchObject({
      state: 'rejected',
      rejection: { code: 'actor_not_permitted' },
    })
  })

  test('[SY-8] that no push could carry is refused at the click; one that just fits goes out and blocks nothing', async () => {
    const front = await site.frontOf('owner')
    const place = newLocation()
    await front.give('plant-slots.create-location', place)
    /** An input of exactly so many bytes of JSON. */
    const sized = (bytes: number) => {
      const numberOf = (n: number) => `${place.code}-${n}`.padEnd(40, 'x')
      const slots = Array.from({ length: 500 }, (_, n) => ({ id: newId(), slotNumber: numberOf(n), notes: 'n' }))
      let missing = bytes - JSON.stringify({ locationId: place.locationId, slots }).length
      for (const slot of slots) {
        const filling = Math.min(1999, missing)
        slot.notes += 'n'.repeat(filling)
        missing -= filling
      }
      expect(missing).toBe(0)
      return { locationId: place.locationId, slots }
    }
    // The words around the input count too: one that fits by itself would still never leave the desk.
    for (const bytes of [maxPushBytes + 1, maxPushBytes, maxPushBytes - 1024]) {
      expect(await front.refuses('plant-slots.create-slots', sized(bytes)), String(bytes)).toBe('command_too_large')
    }
    const large = await front.give('plant-slots.create-slots', sized(maxPushBytes - 1500))
    const small = await front.give('plant-slots.create-location', newLocation())
    expect(await front.verdictOn(large.id)).toMatchObject({ state: 'confirmed', serverOutcome: { count: 500 } })
    expect(await front.verdictOn(small.id)).toMatchObject({ state: 'confirmed' })
  })

  test('[SY-10] what leaned on a refused command is named with it, and has a verdict of its own', async () => {
    const front = await site.frontOf('owner')
    const other = await site.wire('owner')
    await front.goOffline()
    const plan = newPlan()
    const renaming = (name: string) => ({ planId: plan.planId, versionId: newId(), seenVersionNo: 1, patch: { name } })
    const first = await front.give('memberships.create-plan', plan)
    const second = await front.give('memberships.update-plan', renaming(`${plan.name} b`))
    const third = await front.give('memberships.update-plan', renaming(`${plan.name} c`))
    const apart = await front.give('plant-slots.create-location', newLocation())
    expect(second.dependsOn).toEqual([first.id])
    expect(third.dependsOn).toEqual([first.id, second.id].sort())
    expect(apart.dependsOn).toEqual([])
    await other.must('memberships.create-plan', newPlan({}, plan.name))
    front.comeBack()
    expect(await front.verdictOn(first.id)).toMatchObject({
      state: 'rejected',
      rejection: { code: 'membership_plan_name_taken' },
      dependents: [second.id, third.id],
    })
    for (const { id } of [second, third]) expect(await front.verdictOn(id)).toMatchObject({ state: 'rejected' })
    expect(await front.verdictOn(apart.id)).toMatchObject({ state: 'confirmed', dependents: [] })
    await front.inStep()
    expect(await front.text('memberships.list-plans', { limit: 100 })).not.toContain(plan.planId)
  })
})

describe('two desks', () => {
  test('[SY-3] [SY-10] the same slot, given away twice without the network: one has it, the other learns who, and takes another way', async () => {
    const house = await stage.site('owner', 'frontdesk')
    const [one, two] = [await house.frontOf('owner'), await house.frontOf('frontdesk')]
    const wire = await house.wire('owner')
    const garden = await plantGarden((name, input) => wire.must(name, input), { members: 2, slots: 3 })
    for (const front of [one, two]) {
      await front.caughtUp(house)
      await front.goOffline()
    }
    const slotIds = garden.slots.slice(0, 1).map(({ id }) => id)
    const [kim, ada] = garden.members.map(({ membershipId }) => membershipId)
    const first = await one.give('plant-slots.allocate', { membershipId: kim ?? '', pick: { slotIds } })
    const second = await two.give('plant-slots.allocate', { membershipId: ada ?? '', pick: { slotIds } })
    expect([first.state, second.state]).toEqual(['held', 'held'])
    one.comeBack()
    expect(await one.verdictOn(first.id)).toMatchObject({ state: 'confirmed' })
    two.comeBack()
    const lost = await two.verdictOn(second.id)
    expect(lost).toMatchObject({
      state: 'rejected',
      rejection: { winner: { userName: `owner of ${house.slug}`, deskName: expect.any(String) } },
    })
    await two.inStep()
    const slot = await two.text('plant-slots.slot', { slotId: slotIds[0] ?? '' })
    expect(slot).toContain(kim)
    expect(slot).not.toContain(ada)
    const [way] = lost.rejection?.alternatives ?? []
    if (!way) throw new Error('No way out')
    const retried = await two.give(way.command, way.input)
    expect(await two.verdictOn(retried.id)).toMatchObject({ state: 'confirmed' })
  })

  test('[SY-10] done, but otherwise than the person was told: the desk says what it became', async () => {
    const house = await stage.site('owner', 'frontdesk')
    const [one, two] = [await house.frontOf('owner'), await house.frontOf('frontdesk')]
    const wire = await house.wire('owner')
    const garden = await plantGarden((name, input) => wire.must(name, input), { members: 2, slots: 2 })
    for (const front of [one, two]) {
      await front.caughtUp(house)
      await front.goOffline()
    }
    const any = { quantity: 1, locationId: garden.location.locationId, locationOnly: true }
    const [kim, ada] = garden.members.map(({ membershipId }) => membershipId)
    const first = await one.give('plant-slots.allocate', { membershipId: kim ?? '', pick: any })
    const second = await two.give('plant-slots.allocate', { membershipId: ada ?? '', pick: any })
    expect(second.outcome).toEqual(first.outcome)
    one.comeBack()
    await one.verdictOn(first.id)
    two.comeBack()
    const adjusted = await two.verdictOn(second.id)
    expect(adjusted).toMatchObject({ state: 'adjusted', outcome: second.outcome })
    expect(adjusted.serverOutcome).not.toEqual(second.outcome)
    await two.inStep()
    for (const front of [one, two]) {
      await until('both see both', async () => {
        const board = await front.text('plant-slots.board', { locationId: garden.location.locationId })
        return board.split('"allocated"').length === 3
      })
    }
  })

  test('[SY-4] a change on one appears on the other by itself', async () => {
    const [one, two] = [await site.frontOf('owner'), await site.frontOf('field')]
    const seen: string[] = []
    two.desk.watch('plant-slots.locations', {}, (result) => seen.push(JSON.stringify(result)))
    await until('the first answer', () => seen.length > 0)
    // The first may come because the line has just been opened; the second only because the server says so.
    for (const place of [newLocation(), newLocation()]) {
      await one.give('plant-slots.create-location', place)
      await until('it appears', () => seen.at(-1)?.includes(place.code))
    }
  })

  test('[SY-4] what is deleted elsewhere leaves this desk', async () => {
    const front = await site.frontOf('owner')
    const place = newLocation()
    await front.give('plant-slots.create-location', place)
    await front.inStep()
    await site.write(sql`update plant_slot_locations set deleted_at = now() where id = ${place.locationId}`)
    front.desk.tryNow()
    await until('it has gone', async () => !(await front.text('plant-slots.locations')).includes(place.code))
    await front.caughtUp(site)
    await front.desk.close()
    expect((await front.rows(site.id)).get('plant_slot_locations')?.join()).not.toContain(place.locationId)
  })
})

describe('[SY-6] what a desk holds when all is said', () => {
  test.each(['owner', 'field'] as const)(
    'a desk of a %s has the rows of its scope, byte for byte, and no others',
    async (role) => {
      const wire = await site.wire('owner')
      const garden = await plantGarden((name, input) => wire.must(name, input), { members: 2, slots: 2 })
      const front = await site.frontOf(role)
      await wire.must('memberships.enrol', newEnrolment(garden.plan))
      const { version } = await wire.give('plant-slots.allocate', {
        membershipId: garden.members[0]?.membershipId ?? '',
        pick: { quantity: 1 },
      })
      if (role === 'owner') await front.give('plant-slots.create-location', newLocation())
      await until('it has read all', () => (front.desk.status.now.version ?? 0) >= (version ?? 0))
      await front.inStep()
      await front.desk.close()
      const rows = await front.rows(site.id)
      expect(rows).toEqual(await site.held(role))
      expect(rows.get('members')?.length).toBeGreaterThan(2)
      if (role === 'owner') return
      // [SY-11] What the floor may not see is not on its disk.
      for (const table of ['member_contacts', 'membership_periods', 'membership_charges']) {
        expect(rows.get(table), table).toEqual([])
      }
    },
  )

  test('what the days have pushed out of the window has left the desk, though nobody wrote it', async () => {
    const house = await stage.site('owner', 'field')
    const wire = await house.wire('owner')
    const garden = await plantGarden((name, input) => wire.must(name, input), { members: 1, slots: 1 })
    const membershipId = garden.members[0]?.membershipId ?? ''
    await wire.must('plant-slots.allocate', { membershipId, pick: { quantity: 1 } })
    const front = await house.frontOf('field')
    await front.caughtUp(house)
    const slot = { slotId: garden.slots[0]?.id ?? '' }
    const before = await front.text('plant-slots.slot', slot)
    expect(before).toContain('"allocated"')
    // The floor keeps the past of a slot for two weeks.
    stage.clock.pass(16 * 24 * 60 * 60_000)
    await front.desk.signOut()
    await front.signIn(house.emailOf('field'))
    await front.caughtUp(house)
    await front.desk.close()
    const rows = await front.rows(house.id)
    expect(rows.get('plant_slot_events')).toEqual([])
    expect(rows.get('plant_slots')).toHaveLength(1)
    expect(rows).toEqual(await house.held('field'))
  })

  test('three hundred commands wait while others work: all are done, once, and the desk ends where the server is', async () => {
    const front = await site.frontOf('owner')
    const wire = await site.wire('owner')
    await front.goOffline()
    const given: string[] = []
    for (let n = 0; n < 300; n += 1) given.push((await front.give('plant-slots.create-location', newLocation())).id)
    await until('the count shows them', () => front.desk.status.now.queued === 300)
    for (let n = 0; n < 20; n += 1) await wire.must('plant-slots.create-location', newLocation())
    front.comeBack()
    await front.inStep()
    const log = (await site.log()).filter(({ command_id }) => given.includes(command_id))
    expect(log.map(({ command_id }) => command_id)).toEqual(given)
    expect(log.every(({ verdict }) => verdict === 'applied')).toBe(true)
    await front.desk.close()
    expect(await front.rows(site.id)).toEqual(await site.held('owner'))
  })
})
