import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openReplica } from '../../src-main/desk/replica.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { dependentsOf } from '../../src-shared/sync/rebase.ts'
import { plantGarden } from '../server/garden.ts'
import { commandOf, type Front, journalled, type Site, Stage, until } from './sync-stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await Stage.open()
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

/** A desk of the owner with a greenhouse and members who may hold one slot each. */
async function openDesk(members = 4) {
  const site = await stage.site('owner')
  const front = await site.frontOf('owner')
  const wire = await site.wire('owner')
  const garden = await plantGarden((name, input) => wire.must(name, input), { members, slots: members + 1 })
  await front.caughtUp(site)
  const membershipId = (n: number): string => garden.members[n]?.membershipId ?? ''
  const slotId = (n: number): string => garden.slots[n]?.id ?? ''
  const allocation = (n: number): JsonObject => ({ membershipId: membershipId(n), pick: { slotIds: [slotId(n)] } })
  return { site, front, slotId, membershipId, allocation }
}

const withdrawalOf = (commandId: string) => commandOf('desk.withdraw', { commandId, name: 'plant-slots.allocate' })

/** What lies in the tables beside the rows of the tenant: the queue, what is unconfirmed and by whom. */
async function besideRows(front: Front, { id }: Site) {
  const { replica } = await openReplica(join(front.folder, 'tenants', id), id)
  const [queue, undo, touched] = await Promise.all(
    (['desk_queue', 'desk_undo', 'desk_touched'] as const).map((table) =>
      replica.db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow(),
    ),
  )
  await replica.close()
  return { queue: queue?.n, undo: undo?.n, touched: touched?.n }
}

describe('[DX-R19] taking a command out of the outbox', { timeout: 90_000 }, () => {
  test('[DX-A14] [SY-2] the third of seven: what leans on it is known before, and the server gets seven without a gap', async () => {
    const { site, front, slotId, membershipId, allocation } = await openDesk()
    await front.goOffline()
    const given = [await front.give('plant-slots.allocate', allocation(0))]
    given.push(await front.give('plant-slots.allocate', allocation(1)))
    given.push(await front.give('plant-slots.allocate', allocation(2)))
    given.push(await front.give('plant-slots.allocate', allocation(3)))
    const planting = { slotId: slotId(2), membershipId: membershipId(2), occupancyId: newId(), label: 'Roses' }
    given.push(await front.give('plant-slots.occupy', planting))
    const repair = { slotId: slotId(2), entryId: newId(), kind: 'repair', description: 'Leaks' }
    given.push(await front.give('plant-slots.start-maintenance', repair))
    const report = { slotId: slotId(4), entryId: newId(), description: 'Leaks' }
    given.push(await front.give('plant-slots.report-maintenance', report))
    const [, , third, , fifth, sixth] = given.map(({ id }) => id)
    expect(dependentsOf(third ?? '', given)).toEqual([fifth, sixth])

    const withdrawal = withdrawalOf(third ?? '')
    expect(await front.desk.submit(withdrawal)).toMatchObject({ ok: true, value: { deskSeq: 3, state: 'held' } })
    expect(front.statesOf(third ?? '')).toEqual(['withdrawn'])
    for (const id of [fifth, sixth]) expect(front.statesOf(id ?? '')).toEqual(['at_risk'])
    expect(await front.text('plant-slots.list')).toContain(slotId(2))

    front.comeBack()
    for (const id of [fifth, sixth]) expect((await front.verdictOn(id ?? '')).state).toBe('rejected')
    const log = await site.log()
    expect(log.slice(-7).map(({ desk_seq, name }) => [desk_seq, name])).toEqual([
      [1, 'plant-slots.allocate'],
      [2, 'plant-slots.allocate'],
      [3, 'desk.withdraw'],
      [4, 'plant-slots.allocate'],
      [5, 'plant-slots.occupy'],
      [6, 'plant-slots.start-maintenance'],
      [7, 'plant-slots.report-maintenance'],
    ])
    expect(log.some(({ command_id }) => command_id === third)).toBe(false)
  })

  test('[DX-A15] what may have been sent is taken back by an undo, not by this', async () => {
    const { site, front, allocation } = await openDesk()
    front.cable.cutAfter(0)
    const { id } = await front.give('plant-slots.allocate', allocation(0))
    await until('the answer is lost', () => front.connection === 'offline')
    expect(await front.desk.submit(withdrawalOf(id))).toMatchObject({ ok: false, failure: { code: 'already_sent' } })
    front.comeBack()
    expect((await front.verdictOn(id)).state).toBe('confirmed')
    expect((await site.log()).filter(({ command_id }) => command_id === id)).toHaveLength(1)
  })

  test('what was tried while there was no line to any server was never sent', async () => {
    const { front, allocation } = await openDesk()
    await front.cable.takeUp()
    const { id } = await front.give('plant-slots.allocate', allocation(0))
    await until('it was tried in vain', () => front.connection === 'offline')
    expect(await front.desk.submit(withdrawalOf(id))).toMatchObject({ ok: true })
    expect(front.statesOf(id)).toEqual(['withdrawn'])
  })

  test('[SY-9] a page that missed it all is told: nothing runs that was taken out, also where its own record is old', async () => {
    const { site, front, allocation } = await openDesk()
    await front.goOffline()
    // Nothing is tried meanwhile: what is tried, if only at a dead cable, may have been sent.
    front.desk.workOffline(true)
    const command = commandOf('plant-slots.allocate', allocation(0))
    const told = await front.desk.submit(command)
    const withdrawal = withdrawalOf(command.id)
    expect(await front.desk.submit(withdrawal)).toMatchObject({ ok: true })
    await front.restart()
    const owner = site.userOf('owner')
    const entries = [journalled(command, owner, told.ok ? told.value : null), journalled(withdrawal, owner, null)]
    await front.desk.restore(entries)
    await until('it is told', () => front.statesOf(command.id).includes('withdrawn'))
    front.comeBack()
    expect((await front.verdictOn(withdrawal.id)).state).toBe('confirmed')
    // The page has written the verdict down; what it asked before arrives after that.
    await front.desk.acknowledge([withdrawal.id])
    front.heard = []
    await front.desk.restore(entries.slice(0, 1))
    await until('it is told again', () => front.statesOf(command.id).length > 0)
    expect(front.statesOf(command.id)).toEqual(['withdrawn'])
    await front.inStep()
    expect((await site.log()).some(({ command_id }) => command_id === command.id)).toBe(false)
  })

  test('at the moment in which it is sent, it is either taken out or done, never both', async () => {
    const { site, front, allocation } = await openDesk()
    for (let n = 0; n < 4; n += 1) {
      await front.goOffline()
      const { id } = await front.give('plant-slots.allocate', allocation(n))
      front.comeBack()
      await new Promise((done) => setTimeout(done, n * 8))
      const answer = await front.desk.submit(withdrawalOf(id))
      await front.inStep()
      const ran = (await site.log()).some(({ command_id }) => command_id === id)
      expect(ran).toBe(!answer.ok)
      if (!answer.ok) expect(answer.failure.code).toBe('already_sent')
    }
  })

  test('[DX-R8] what is only tried leaves nothing behind: no row, no undo, nothing in the queue', async () => {
    const { site, front, allocation } = await openDesk()
    const before = await front.text('plant-slots.list')
    expect(await front.desk.rehearse('plant-slots.allocate', allocation(0))).toMatchObject({ ok: true })
    expect(
      await front.desk.rehearse('plant-slots.allocate', { ...allocation(0), membershipId: newId() }),
    ).toMatchObject({
      ok: false,
      failure: { code: 'membership_not_found' },
    })
    expect(await front.text('plant-slots.list')).toBe(before)
    await front.desk.close()
    expect(await besideRows(front, site)).toEqual({ queue: 0, undo: 0, touched: 0 })
    const held = await site.held('owner')
    for (const [table, rows] of await front.rows(site.id)) expect([table, rows]).toEqual([table, held.get(table)])
  })
})
