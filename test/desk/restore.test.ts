import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Journalled, Progress } from '../../src-main/desk/api/desk-api.ts'
import { Desk } from '../../src-main/desk/desk.ts'
import { HttpConnection, Unreachable } from '../../src-main/desk/server-connection.ts'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { type Authority, password, startAuthority } from '../fixtures/authority.ts'
import { openEmpty } from '../fixtures/prepared.ts'

/** A desk is opened, and its replica made anew, on a machine that does other things too. */
const patient = { timeout: 60_000 }

let authority: Authority
let tenantId: string
let ownerId: string
beforeAll(async () => {
  authority = await startAuthority(await openEmpty())
  const tenant = await authority.tenant('restore', ['owner'])
  tenantId = tenant.id
  ownerId = tenant.userOf('owner')
})
afterAll(() => authority.stop())

let folder: string
let desk: Desk
let heard: Progress[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-restore-'))
  desk = await openDesk()
  await desk.signIn('owner@restore.test', password)
  await current()
})
afterEach(async () => {
  await desk.close()
  await rm(folder, { recursive: true })
})

/** A server that gives whatever is asked for, and takes nothing while it does not hear. */
class Deaf extends HttpConnection {
  hears = true
  override async push(...sent: Parameters<HttpConnection['push']>): ReturnType<HttpConnection['push']> {
    if (!this.hears) throw new Unreachable('It does not hear')
    return super.push(...sent)
  }
}

async function openDesk(server = new HttpConnection(authority.url)): Promise<Desk> {
  const opened = await Desk.open({ domain, folder, server, name: 'Front', platform: 'linux' })
  heard = []
  opened.onProgress((entries) => heard.push(...entries))
  return opened
}

const current = () => vi.waitUntil(() => desk.status.now.connection === 'current', 20_000)
const statesOf = (id: string) => heard.filter((entry) => entry.id === id).map(({ state }) => state)
const verdictOf = (id: string) =>
  vi.waitFor(() => {
    const entry = heard.findLast((each) => each.id === id && each.decidedAt)
    if (!entry) throw new Error(`No verdict yet on ${id}`)
    return entry
  }, 20_000)

const given = (name: string, input: JsonObject) => ({
  ...{ id: newId(), name, version: 1, input, at: new Date().toISOString(), meta: {} },
})
const location = (code: string, locationId = newId()) =>
  given('plant-slots.create-location', { locationId, code, name: code, kind: 'tent' })

/** As the journal has it when the desk's answer never came. */
const draftOf = (command: ReturnType<typeof given>): Journalled => ({
  ...{ ...command, actorId: ownerId, deskSeq: null, outcome: null, basisVersion: null },
})

/** Kills nothing, but leaves what a lost replica leaves. */
async function loseReplica(): Promise<void> {
  await desk.close()
  await rm(join(folder, 'tenants', tenantId, 'replica'), { recursive: true })
  desk = await openDesk()
  await current()
}

describe('[SY-9] [SY-14] a command whose replica is gone', patient, () => {
  test('comes back with the verdict it has, though its answer was lost and its effect is in the way of itself', async () => {
    const command = location('lost-answer')
    await desk.submit(command)
    const { deskSeq } = await verdictOf(command.id)
    await loseReplica()
    await desk.restore([draftOf(command)])
    expect(await verdictOf(command.id)).toMatchObject({ state: 'confirmed', deskSeq })
    expect(statesOf(command.id)).not.toContain('refused')
  })

  test('comes back too where its handler breaks on what it did itself', async () => {
    const [locationId, slotId] = [newId(), newId()]
    await desk.submit(location('breaks', locationId))
    await desk.submit(given('plant-slots.create-slots', { locationId, slots: [{ id: slotId, slotNumber: 'B-1' }] }))
    const report = given('plant-slots.report-maintenance', { entryId: newId(), slotId, description: 'Leaks' })
    const answer = await desk.submit(report)
    if (!answer.ok) throw new Error(answer.failure.code)
    await verdictOf(report.id)
    await loseReplica()
    const { deskSeq, outcome, basisVersion } = answer.value
    await desk.restore([{ ...draftOf(report), deskSeq, outcome, basisVersion }])
    expect(await verdictOf(report.id)).toMatchObject({ state: 'confirmed', deskSeq })
    expect(desk.status.now.queued).toBe(0)
  })

  test('[SY-12] is judged by the server where its author may nothing here any more', async () => {
    const command = location('of-somebody-gone')
    await desk.restore([{ ...draftOf(command), actorId: newId(), deskSeq: 1 }])
    const { state, rejection } = await verdictOf(command.id)
    expect([state, rejection?.code]).toEqual(['rejected', 'actor_not_permitted'])
  })

  test('is refused at once where no replica but this one can have taken it', async () => {
    const [first, second] = [location('taken'), location('taken')]
    await desk.submit(first)
    await verdictOf(first.id)
    await desk.restore([draftOf(second)])
    await vi.waitFor(() => expect(statesOf(second.id)).toEqual(['refused']))
  })
})

describe('[DX-A27] a replica whose folder is deleted while the desk runs', patient, () => {
  const tables = () => join(folder, 'tenants', tenantId)
  const badges = async () => desk.query('desk.unconfirmed', {})
  /** What the journal of a screen would give back: all that has no verdict, as it was told. */
  const journalOf = (commands: readonly ReturnType<typeof given>[]): Journalled[] =>
    commands.map((command) => {
      const { deskSeq, outcome, basisVersion } = heard.findLast(({ id }) => id === command.id) ?? {}
      return {
        ...draftOf(command),
        deskSeq: deskSeq ?? null,
        outcome: outcome ?? null,
        basisVersion: basisVersion ?? null,
      }
    })

  test('is made anew once the server can be reached, 23 held are done again with the same badges, and work goes on', async () => {
    await desk.close()
    const server = new Deaf(authority.url)
    desk = await openDesk(server)
    await current()
    const before = location('before')
    await desk.submit(before)
    await verdictOf(before.id)
    server.hears = false
    const held = Array.from({ length: 23 }, (_, n) => location(`held-${n}`))
    for (const command of held) {
      const answer = await desk.submit(command)
      if (answer.ok) heard.push(answer.value)
    }
    const shown = await badges()
    await rm(tables(), { recursive: true })
    desk.tryNow()
    await vi.waitUntil(() => desk.status.now.trouble === 'replica_rebuilt' && desk.status.now.version !== null, 30_000)
    await desk.restore(journalOf(held))
    await vi.waitUntil(() => desk.status.now.rebuilt?.reapplied === 23, 20_000)
    expect(existsSync(join(tables(), 'replica'))).toBe(true)
    expect(await badges()).toEqual(shown)
    const places = JSON.stringify(await desk.query('plant-slots.locations', {}))
    for (const { input } of [before, ...held]) expect(places).toContain(`"${input.code}"`)
    server.hears = true
    desk.tryNow()
    for (const { id } of held) expect(await verdictOf(id)).toMatchObject({ state: 'confirmed' })
    const after = location('after')
    expect(await desk.submit(after)).toMatchObject({ ok: true })
    expect(await verdictOf(after.id)).toMatchObject({ state: 'confirmed' })
  })

  test('is not given up before the server can be reached; what cannot be done until then is not refused', async () => {
    desk.workOffline(true)
    await rm(tables(), { recursive: true })
    desk.tryNow()
    const command = location('without-files')
    const answer = await desk.submit(command)
    if (!answer.ok) expect(answer.failure.code).toBe('desk_unavailable')
    expect(desk.status.now).toMatchObject({ connection: 'working_offline', trouble: null })
    desk.workOffline(false)
    await vi.waitUntil(() => desk.status.now.trouble === 'replica_rebuilt', 30_000)
    await desk.restore(journalOf([command]))
    expect(await verdictOf(command.id)).toMatchObject({ state: 'confirmed' })
  })
})

describe('[SY-1] a command that comes by the click and from the journal at once', patient, () => {
  test('is taken once, and refused by neither', async () => {
    desk.workOffline(true)
    const commands = Array.from({ length: 10 }, (_, n) => location(`at-once-${n}`))
    for (const command of commands) {
      const [, answer] = await Promise.all([desk.restore([draftOf(command)]), desk.submit(command)])
      expect(answer).toMatchObject({ ok: true, value: { state: 'held' } })
    }
    for (const { id } of commands) await vi.waitFor(() => expect(statesOf(id)).toEqual(['held']))
    desk.workOffline(false)
    for (const { id } of commands) expect(await verdictOf(id)).toMatchObject({ state: 'confirmed' })
  })
})
