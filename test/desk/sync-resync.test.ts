import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { HttpConnection, Unreachable } from '../../src-main/desk/server-connection.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Deployment } from '../../sync-server/database/migrate.ts'
import { migrate } from '../../sync-server/database/migrate.ts'
import { buildServer, type Server } from '../../sync-server/server.ts'
import { newLocation, newPlan, newSlots, plantGarden } from '../server/garden.ts'
import { commandOf, type Front, journalled, type Site, Stage, until } from './sync-stage.ts'

let stage: Stage
let site: Site
const others: Server[] = []
beforeAll(async () => {
  stage = await Stage.open()
})
beforeEach(async () => {
  site = await stage.site('owner', 'frontdesk')
})
afterEach(async () => {
  await stage.clear()
  for (const server of others.splice(0)) await server.app.close()
})
afterAll(() => stage.close())

/** The same server, which says of itself what a test wants: another epoch, as after a restore; another schema. */
async function serverThatSays(change: Partial<Deployment>): Promise<string> {
  const { database } = stage.authority
  const deployment = { ...(await migrate(database)), ...change }
  const log = pino({ level: 'error' })
  const server = await buildServer({ database, deployment, clock: stage, log, signInsPerMinute: 1000 })
  others.push(server)
  return server.app.listen({ host: '127.0.0.1', port: 0 })
}

/** Commands given without the network: a place, its slots, a plan. */
async function threeHeld(front: Front): Promise<string[]> {
  const place = newLocation()
  const given = [
    await front.give('plant-slots.create-location', place),
    await front.give('plant-slots.create-slots', newSlots(place, 2)),
    await front.give('memberships.create-plan', newPlan()),
  ]
  return given.map(({ id }) => id)
}

/** All were done, once, in their order; and the desk ends with exactly what it must hold. */
async function allDoneOnce(front: Front, ids: string[], role: 'owner' | 'frontdesk' = 'owner'): Promise<void> {
  for (const id of ids) expect(await front.verdictOn(id)).toMatchObject({ state: 'confirmed' })
  await front.caughtUp(site)
  const log = (await site.log()).filter(({ command_id }) => ids.includes(command_id))
  expect(log.map(({ command_id }) => command_id)).toEqual(ids)
  await front.desk.close()
  expect(await front.rows(site.id)).toEqual(await site.held(role))
}

describe('[SY-14] a desk begins anew, and what waits is sent all the same', () => {
  test('where the server’s database is another than it was (a restore)', async () => {
    const front = await site.frontOf('owner')
    await front.goOffline()
    const ids = await threeHeld(front)
    front.cable.plugInto(await serverThatSays({ epoch: newId() }))
    front.desk.tryNow()
    await allDoneOnce(front, ids)
  })

  test('where the rights of the person have changed, and with them what they hold', async () => {
    const front = await site.frontOf('frontdesk')
    const before = await front.text('memberships.list-plans')
    expect(front.desk.status.now.rights.membership_plan_manage).toBeUndefined()
    await front.goOffline()
    const place = newLocation()
    await site.grant('frontdesk', 'member')
    front.comeBack()
    await until('it began anew', () => front.desk.status.now.version === null)
    await front.caughtUp(site)
    expect(await front.text('memberships.list-plans')).toBe(before)
    await site.grant('frontdesk', 'owner')
    await (await site.wire('owner')).must('plant-slots.create-location', place)
    await until('the new rights are here', () => front.desk.status.now.rights.membership_plan_manage === 'tenant')
    await until('the new place too', async () => (await front.text('plant-slots.locations')).includes(place.code))
  })

  test('where server and app have other tables: the desk asks for an update, keeps its queue, and shows no half truth', async () => {
    const front = await site.frontOf('owner')
    await front.goOffline()
    const ids = await threeHeld(front)
    front.cable.plugInto(await serverThatSays({ schema: 'another' }))
    front.desk.tryNow()
    await until('the desk wants an update', () => front.connection === 'update_needed')
    expect(await front.text('plant-slots.locations')).toContain('desk_unavailable')
    expect(await front.refuses('plant-slots.create-location', newLocation())).toBe('desk_unavailable')
    front.cable.plugInto(stage.authority.url)
    front.desk.tryNow()
    await allDoneOnce(front, ids)
  })

  test('in the middle of its queue: what was sent before is not sent twice, what was not comes after it', async () => {
    const front = await site.frontOf('owner')
    const sent = await front.give('plant-slots.create-location', newLocation())
    await front.inStep()
    await front.goOffline()
    const ids = await threeHeld(front)
    await site.grant('owner', 'member')
    front.comeBack()
    for (const id of ids) expect(await front.verdictOn(id)).toMatchObject({ state: 'confirmed' })
    expect((await site.log()).map(({ command_id, desk_seq }) => [command_id, desk_seq])).toEqual(
      [sent.id, ...ids].map((id, n) => [id, n + 1]),
    )
  })
})

describe('a command that no longer applies here', () => {
  test('is at risk, is still sent, and the server decides', async () => {
    const front = await site.frontOf('owner')
    const wire = await site.wire('owner')
    const garden = await plantGarden((name, input) => wire.must(name, input), { members: 2, slots: 2 })
    await front.caughtUp(site)
    await front.goOffline()
    const slotIds = garden.slots.slice(0, 1).map(({ id }) => id)
    const [kim, ada] = garden.members.map(({ membershipId }) => membershipId)
    const held = await front.give('plant-slots.allocate', { membershipId: kim ?? '', pick: { slotIds } })
    await wire.must('plant-slots.allocate', { membershipId: ada ?? '', pick: { slotIds } })
    // Other rights make the desk read everything anew before it sends: it finds the slot taken.
    await site.grant('owner', 'member')
    front.comeBack()
    const lost = await front.verdictOn(held.id)
    expect(front.statesOf(held.id)).toEqual(['at_risk', 'rejected'])
    expect(front.heard.find(({ state }) => state === 'at_risk')?.rejection?.code).toMatch(/^plant_slot_/)
    expect(lost.outcome).toEqual(held.outcome)
    expect((await site.log()).at(-1)).toMatchObject({ command_id: held.id, verdict: 'rejected' })
  })
})

describe('[SY-9] [SY-14] a replica that is gone or broken', () => {
  /** What the journal of the screen holds of a command that the desk has told of. */
  const kept: ReturnType<typeof journalled>[] = []
  beforeEach(() => {
    kept.length = 0
  })
  const giveAndKeep = async (front: Front, name: string, input: ReturnType<typeof newLocation>) => {
    const command = commandOf(name, input)
    const answer = await front.desk.submit(command)
    if (!answer.ok) throw new Error(answer.failure.code)
    kept.push(journalled(command, site.userOf('owner'), answer.value))
    return command.id
  }
  const replicaOf = (front: Front) => join(front.folder, 'tenants', site.id, 'replica')
  /** Every file of the database says something else than it did. */
  const overwrite = (folder: string, only: (name: string) => boolean = () => true): void => {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name)
      const { size } = statSync(path)
      if (statSync(path).isFile() && size > 0 && only(name)) writeFileSync(path, Buffer.alloc(size, 0x5a))
    }
  }

  test.each<[string, (front: Front) => void]>([
    ['all its files were overwritten', (front) => overwrite(replicaOf(front))],
    ['its tables were overwritten', (front) => overwrite(replicaOf(front), (name) => /base\/\d+\/\d+$/.test(name))],
    ['an older app made it', (front) => writeFileSync(join(replicaOf(front), '..', 'replica-schema'), 'older')],
  ])(
    '%s: it is filled anew, the journal gives back what was unsent, and nothing is done twice',
    async (_what, harm) => {
      const front = await site.frontOf('owner')
      const confirmed = await giveAndKeep(front, 'plant-slots.create-location', newLocation())
      await front.verdictOn(confirmed)
      await front.goOffline()
      const held = [
        await giveAndKeep(front, 'plant-slots.create-location', newLocation()),
        await giveAndKeep(front, 'plant-slots.create-location', newLocation()),
      ]
      await front.restart(() => harm(front))
      expect(existsSync(replicaOf(front))).toBe(true)
      // The screen tells what it has without a verdict: the confirmed one too, if it was killed before it noted it.
      await front.desk.restore(kept)
      front.comeBack()
      await until('all are known', () =>
        [confirmed, ...held].every((id) => front.heard.some((entry) => entry.id === id)),
      )
      await allDoneOnce(front, [confirmed, ...held])
    },
    60_000,
  )

  test('its identity was lost: it is another desk, and its queue still goes out', async () => {
    const front = await site.frontOf('owner')
    for (let n = 0; n < 3; n += 1) await front.give('plant-slots.create-location', newLocation())
    await front.inStep()
    await front.goOffline()
    const ids = await threeHeld(front)
    await front.desk.signOut()
    await front.restart(() => rmSync(join(front.folder, 'desk.json')))
    front.cable.mend()
    await front.signIn(site.emailOf('owner'))
    for (const id of ids) expect(await front.verdictOn(id)).toMatchObject({ state: 'confirmed' })
    expect((await site.log()).map(({ desk_seq }) => desk_seq)).toEqual([1, 2, 3, 1, 2, 3])
  })
})

describe('[SY-5] the first sync', () => {
  /** Notes from where each snapshot was asked for; once cut, what was on its way does not arrive. */
  class Noted extends HttpConnection {
    readonly asked: (string | null)[] = []
    isCut = () => false
    override async *snapshot(token: string, after: string | null): AsyncIterable<string> {
      this.asked.push(after)
      for await (const line of super.snapshot(token, after)) {
        if (this.isCut()) throw new Unreachable('Cut')
        yield line
      }
    }
  }

  test('[DX-A30] cut at 41 % it shows nothing of itself, counts on from there after a restart, and ends whole', async () => {
    const wire = await site.wire('owner')
    for (let n = 0; n < 9; n += 1) {
      const place = newLocation()
      await wire.must('plant-slots.create-location', place)
      await wire.must('plant-slots.create-slots', newSlots(place, 500))
    }
    const front = await site.front()
    const connection = new Noted(front.cable.url)
    connection.isCut = () => front.cable.isCut
    await front.desk.close()
    const again = await site.front({ server: connection })
    // The desk of `again` speaks through the cable of `front`, and that one is cut while rows come in.
    again.desk.status.subscribe(({ firstSync }) => {
      const { done = 0, of = 0 } = firstSync ?? {}
      if (of > 0 && done >= 0.41 * of && !front.cable.isCut && connection.asked.length === 1) front.cable.cut()
    })
    void again.desk.signIn(site.emailOf('owner'), 'a password for tests')
    await until('the desk is offline', () => again.connection === 'offline')
    const { firstSync } = again.desk.status.now
    const { done, of } = firstSync ?? { done: 0, of: 0 }
    expect(of).toBeGreaterThan(4500)
    expect(done / of).toBeGreaterThanOrEqual(0.41)
    expect(done).toBeLessThan(of)
    await again.restart()
    const counted: number[] = []
    again.desk.status.subscribe(({ firstSync }) => {
      if (firstSync && firstSync.of > 0) counted.push(firstSync.done)
    })
    expect(await again.text('plant-slots.locations')).toContain('desk_unavailable')
    expect(await again.refuses('plant-slots.create-location', newLocation())).toBe('desk_unavailable')
    const late = newLocation()
    await wire.must('plant-slots.create-location', late)
    front.cable.mend()
    again.desk.tryNow()
    await again.caughtUp(site)
    expect(connection.asked[0]).toBeNull()
    expect(connection.asked.at(-1)).toMatch(/^plant_slots,/)
    expect(counted[0]).toBe(done)
    expect(counted).toEqual(counted.toSorted((a, b) => a - b))
    expect(await again.text('plant-slots.locations')).toContain(late.code)
    await again.desk.close()
    expect(await again.rows(site.id)).toEqual(await site.held('owner'))
  }, 60_000)
})
