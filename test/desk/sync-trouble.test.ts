import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Desk } from '../../src-main/desk/desk.ts'
import { HttpConnection, Refusal } from '../../src-main/desk/server-connection.ts'
import { domain } from '../../src-shared/domain.ts'
import { type Command, command } from '../../src-shared/kernel/command.ts'
import type { Domain } from '../../src-shared/kernel/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { password } from '../fixtures/authority.ts'
import { cardCode, newLocation } from '../server/garden.ts'
import { commandOf, journalled, type Site, Stage, until } from './sync-stage.ts'

let stage: Stage
let site: Site
beforeAll(async () => {
  stage = await Stage.open()
  site = await stage.site('owner', 'frontdesk', 'field')
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

const newMember = () => ({ memberId: newId(), code: cardCode(), givenName: 'Ada' })

/** The real domain with one command more, which a desk knows and the server does not. */
const domainWith = (one: Command): Domain => ({ ...domain, commands: new Map([...domain.commands, [one.name, one]]) })

describe('[SY-8] a command whose handler breaks', () => {
  /** Works when it is given, and never again once somebody has made the place it fears. */
  const fearful = (code: string) =>
    command('test.fearful', {
      input: z.object({}),
      ...{ permission: 'anyone', offline: true },
      async run({ db }) {
        const feared = await db
          .selectFrom('plant_slot_locations')
          .select('id')
          .where('code', '=', code)
          .executeTakeFirst()
        if (feared) throw new Error('A handler with a mistake')
        return { done: true }
      },
    })

  test('at the click: the person is told so, nothing is queued, and the next one is taken', async () => {
    const place = newLocation()
    const front = await site.frontOf('owner', { domain: domainWith(fearful(place.code)) })
    await front.give('plant-slots.create-location', place)
    await front.inStep()
    expect(await front.refuses('test.fearful', {})).toBe('command_crashed')
    expect(String(front.reported)).toContain('A handler with a mistake')
    await front.give('plant-slots.create-location', newLocation())
    await front.inStep()
  })

  test('when it runs again on what came from elsewhere: it is at risk, and those after it run and are sent', async () => {
    const place = newLocation()
    const house = await stage.site('owner')
    const front = await house.frontOf('owner', { domain: domainWith(fearful(place.code)) })
    const wire = await house.wire('owner')
    await front.goOffline()
    const poison = await front.give('test.fearful', {})
    const after = await front.give('plant-slots.create-location', newLocation())
    await wire.must('plant-slots.create-location', place)
    // Other rights make it read everything anew, and run what waits on that, before it sends.
    await house.grant('owner', 'member')
    front.comeBack()
    expect(await front.verdictOn(poison.id)).toMatchObject({
      state: 'rejected',
      rejection: { code: 'unknown_command' },
    })
    expect(front.statesOf(poison.id)).toEqual(['at_risk', 'rejected'])
    expect(front.heard.find(({ state }) => state === 'at_risk')?.rejection?.code).toBe('command_crashed')
    expect(await front.verdictOn(after.id)).toMatchObject({ state: 'confirmed' })
    expect(String(front.reported)).toContain('A handler with a mistake')
  })
})

describe('a full disk', () => {
  const full = { is: false }
  const filling = command('test.fill', {
    input: z.object({}),
    ...{ permission: 'anyone', offline: true },
    async run() {
      if (full.is) throw Object.assign(new Error('could not extend file: No space left on device'), { code: '53100' })
      return {}
    },
  })

  test('[SY-9] a command that cannot be kept is not taken, and the person is told why; later it is', async () => {
    const front = await site.frontOf('owner', { domain: domainWith(filling) })
    full.is = true
    const filled = commandOf('test.fill', {})
    expect(await front.desk.submit(filled)).toMatchObject({ ok: false, failure: { code: 'storage_full' } })
    expect(front.desk.status.now).toMatchObject({ connection: 'trouble', trouble: 'disk_full' })
    // What the journal holds of it is not answered with a refusal: the command is as good as it was.
    const held = journalled(commandOf('test.fill', {}), site.userOf('owner'), {
      ...{ id: newId(), state: 'held', deskSeq: 1, basisVersion: 1, outcome: {}, serverOutcome: null },
      ...{ rejection: null, serverVersion: null, dependsOn: [], dependents: [], decidedAt: null },
    })
    await front.desk.restore([held])
    await until('the desk goes on', () => front.connection === 'current')
    expect(front.statesOf(held.id)).toEqual([])
    full.is = false
    front.desk.tryNow()
    expect(await front.verdictOn(held.id)).toMatchObject({ rejection: { code: 'unknown_command' } })
    expect(await front.desk.submit(filled)).toMatchObject({ ok: true })
    await front.verdictOn(filled.id)
    expect(front.desk.status.now.trouble).toBeNull()
  })
})

describe('working without the network, by hand', () => {
  test('[SY-7] nothing is sent and nothing comes until it is switched back, though the network is there', async () => {
    const front = await site.frontOf('owner')
    const wire = await site.wire('owner')
    front.desk.workOffline(true)
    expect(front.connection).toBe('working_offline')
    const held = await front.give('plant-slots.create-location', newLocation())
    const elsewhere = newLocation()
    await wire.must('plant-slots.create-location', elsewhere)
    front.desk.tryNow()
    // A round that anything could have begun would have ended by the time two others' changes are through.
    await wire.must('plant-slots.create-location', newLocation())
    expect(front.connection).toBe('working_offline')
    expect(front.statesOf(held.id)).toEqual([])
    expect((await site.log()).some(({ command_id }) => command_id === held.id)).toBe(false)
    expect(await front.text('plant-slots.locations')).not.toContain(elsewhere.code)
    front.desk.workOffline(false)
    expect(await front.verdictOn(held.id)).toMatchObject({ state: 'confirmed' })
    await front.caughtUp(site)
    expect(await front.text('plant-slots.locations')).toContain(elsewhere.code)
  })

  /** Lets a test hold up the renewal of a session, with which a round begins. */
  class Held extends HttpConnection {
    gate = Promise.resolve()
    asked = 0
    pushed = 0
    override async refresh(token: string) {
      this.asked += 1
      await this.gate
      return super.refresh(token)
    }
    override push(...sent: Parameters<HttpConnection['push']>) {
      this.pushed += 1
      return super.push(...sent)
    }
  }

  test('a command given right after the cut is not carried along by what was under way', async () => {
    const server = new Held(stage.authority.url)
    const time = { now: new Date() }
    const front = await site.frontOf('owner', { server, now: () => time.now })
    const { promise, resolve } = Promise.withResolvers<void>()
    server.gate = promise
    time.now = new Date(Date.now() + 20 * 60_000)
    front.desk.tryNow()
    await until('a round is under way', () => server.asked > 0)
    front.desk.workOffline(true)
    const held = await front.give('plant-slots.create-location', newLocation())
    resolve()
    // To close a desk is to wait for its round.
    await front.restart()
    expect(server.pushed).toBe(0)
    expect((await site.log()).some(({ command_id }) => command_id === held.id)).toBe(false)
    expect(await front.verdictOn(held.id)).toMatchObject({ state: 'confirmed' })
  })
})

describe('people come and go', () => {
  test('[SY-9] [ID-R15] who signs out leaves the queue; the next one sends it, and it is done in the first one’s name', async () => {
    const front = await site.frontOf('owner')
    await front.goOffline()
    const left = await front.give('plant-slots.create-location', newLocation())
    await front.desk.signOut()
    expect(front.desk.status.now).toMatchObject({ connection: 'signed_out', user: null, rights: {} })
    expect(await front.refuses('plant-slots.create-location', newLocation())).toBe('session_required')
    front.cable.mend()
    await front.signIn(site.emailOf('frontdesk'))
    expect(await front.verdictOn(left.id)).toMatchObject({ state: 'confirmed' })
    expect((await site.log()).at(-1)).toMatchObject({ command_id: left.id, actor_id: site.userOf('owner') })
  })

  test('[SY-11] the next person is shown nothing that the last one saw, and their desk holds only what is theirs', async () => {
    const wire = await site.wire('owner')
    const { planId, versionId } = await wirePlan(wire.must.bind(wire))
    await wire.must('memberships.enrol', {
      ...{
        memberId: newId(),
        membershipId: newId(),
        periodId: newId(),
        chargeId: newId(),
        planId,
        planVersionId: versionId,
      },
      ...{ code: '7777-7777', givenName: 'Ada', email: 'ada@post.test', notes: 'allergic' },
    })
    const front = await site.frontOf('owner')
    const seen: string[] = []
    const watch = () => front.desk.watch('memberships.charges', {}, (result) => seen.push(JSON.stringify(result)))
    watch()
    await until(
      'the owner sees the charge',
      () => seen.at(-1)?.includes('amountMinor') || seen.at(-1)?.includes('rows'),
    )
    await front.desk.signOut()
    await until('nobody is told anything', () => seen.at(-1)?.includes('session_required'))
    seen.length = 0
    watch()
    await until('also who asks anew', () => seen.length > 0)
    expect(seen.join()).not.toContain('"done":true')
    seen.length = 0
    await front.signIn(site.emailOf('field'))
    await until('the floor is told no', () => seen.at(-1)?.includes('actor_not_permitted'))
    expect(seen.join()).not.toContain('"done":true')
    await front.caughtUp(site)
    await front.desk.close()
    const rows = await front.rows(site.id)
    expect(rows.get('member_contacts')).toEqual([])
    expect(rows.get('membership_charges')).toEqual([])
    expect(rows).toEqual(await site.held('field'))
  })

  const wirePlan = async (must: (name: string, input: JsonObject) => Promise<JsonObject>) => {
    const plan = { planId: newId(), versionId: newId() }
    const terms = { durationType: 'MONTHS', durationValue: 1, priceMinor: 4900 }
    await must('memberships.create-plan', { ...plan, name: `Plan ${newId().slice(-12)}`, terms })
    return plan
  }

  test('[SY-12] [ID-R24] who was suspended is let in no more; what they had given is refused and kept; let in again they go on', async () => {
    const front = await site.frontOf('frontdesk')
    await front.goOffline()
    const held = await front.give('memberships.create-member', newMember())
    await site.suspend('frontdesk', true)
    front.comeBack()
    await until('the desk is locked', () => front.connection === 'locked_out')
    expect((await site.log()).at(-1)).toMatchObject({ command_id: held.id, verdict: 'rejected' })
    expect(await front.desk.signIn(site.emailOf('frontdesk'), password)).toMatchObject({
      ok: false,
      failure: { code: 'invalid_credentials' },
    })
    expect(front.connection).toBe('locked_out')
    await site.suspend('frontdesk', false)
    await front.signIn(site.emailOf('frontdesk'))
    expect(await front.verdictOn(held.id)).toMatchObject({
      state: 'rejected',
      rejection: { code: 'actor_not_permitted', params: { reason: 'suspended' } },
    })
    await front.give('memberships.create-member', newMember())
    await front.inStep()
  })

  test('[ID-R12] a session is renewed by itself; one that has ended asks for a sign-in, and the queue waits for it', async () => {
    const front = await site.frontOf('owner')
    stage.clock.pass(20 * 60_000)
    const first = await front.give('plant-slots.create-location', newLocation())
    expect(await front.verdictOn(first.id)).toMatchObject({ state: 'confirmed' })
    await front.inStep()
    await front.goOffline()
    const held = await front.give('plant-slots.create-location', newLocation())
    stage.clock.pass(8 * 24 * 60 * 60_000)
    front.comeBack()
    await until('it asks for a sign-in', () => front.connection === 'sign_in_again')
    expect(front.statesOf(held.id)).toEqual([])
    await front.signIn(site.emailOf('owner'))
    // It was given within the hours that the last contact had allowed.
    expect(await front.verdictOn(held.id)).toMatchObject({ state: 'confirmed' })
  })

  test('[ID-R22] when the hours without the server are over no more is taken, and what was taken stays', async () => {
    const time = { now: new Date() }
    const front = await site.frontOf('owner', { now: () => time.now })
    await front.goOffline()
    const held = await front.give('plant-slots.create-location', newLocation())
    time.now = new Date(Date.parse(front.desk.status.now.offlineUntil ?? '') + 1000)
    expect(await front.refuses('plant-slots.create-location', newLocation())).toBe('offline_lease_expired')
    time.now = new Date()
    front.comeBack()
    expect(await front.verdictOn(held.id)).toMatchObject({ state: 'confirmed' })
  })
})

describe('[SY-16] a server that speaks another language', () => {
  class Newer extends HttpConnection {
    old = true
    override pull(...asked: Parameters<HttpConnection['pull']>) {
      if (this.old) return Promise.reject(new Refusal(426, 'upgrade_required', {}, null))
      return super.pull(...asked)
    }
  }

  test('the desk says that it is too old, and keeps its queue until it is not', async () => {
    const front = await site.front()
    await front.desk.close()
    const server = new Newer(front.cable.url)
    const late = await site.front({ server })
    await late.desk.signIn(site.emailOf('owner'), password)
    await until('it asks for an update', () => late.connection === 'update_needed')
    server.old = false
    late.desk.tryNow()
    await late.inStep()
  })
})

describe('one desk, one process', () => {
  const lockScript = `
    const { lockDesk } = await import(process.argv[1])
    await lockDesk(process.argv[2]).then(() => console.log('locked'), (error) => console.log(error.code))
    setInterval(() => {}, 1000)`
  /** Another process that takes a desk folder, and what came of it. */
  const taker = async (folder: string) => {
    const lock = join(import.meta.dirname, '../../src-main/desk/desk-lock.ts')
    const child = spawn(process.execPath, ['--input-type=module', '-e', lockScript, lock, folder])
    const [line] = await once(createInterface({ input: child.stdout }), 'line')
    return { child, line: String(line) }
  }

  test('a second process that opens the folder is told so and touches nothing; one that was killed holds nobody up', async () => {
    const front = await site.frontOf('owner')
    const second = await taker(front.folder)
    expect(second.line).toBe('desk_already_running')
    second.child.kill('SIGKILL')
    const options = { domain, folder: front.folder, server: new HttpConnection(front.cable.url), name: 'x' }
    await expect(Desk.open({ ...options, platform: 'linux' })).rejects.toMatchObject({ code: 'desk_already_running' })
    await front.give('plant-slots.create-location', newLocation())
    await front.inStep()
    await front.desk.close()
    const third = await taker(front.folder)
    expect(third.line).toBe('locked')
    third.child.kill('SIGKILL')
    await once(third.child, 'exit')
    await front.restart()
    await until('the desk is back', () => front.connection === 'current')
  })
})

describe('[SY-9] what only the server can do', () => {
  const taken = () => ({ id: newId(), kind: 'plant_slots', resourceKey: newId(), size: 1 })

  test('refused while nobody reaches it, it is not done when the journal offers it once more', async () => {
    const front = await site.frontOf('frontdesk')
    await front.goOffline()
    const given = commandOf('leases.take', taken())
    expect(await front.desk.submit(given)).toMatchObject({ ok: false, failure: { code: 'needs_connection' } })
    front.comeBack()
    await front.inStep()
    await front.desk.restore([journalled(given, site.userOf('frontdesk'), null)])
    await until('the journal has an answer', () => front.statesOf(given.id).length > 0)
    await front.inStep()
    expect(front.statesOf(given.id)).toEqual(['refused'])
    expect((await site.log()).map(({ command_id }) => command_id)).not.toContain(given.id)
  })

  test('and cannot be read or kept, is refused at the click', async () => {
    const front = await site.frontOf('frontdesk')
    expect(await front.refuses('leases.take', { ...taken(), kind: 'a\u0000b' })).toBe('validation_failed')
    expect(await front.refuses('leases.take', { ...taken(), size: -1 })).toBe('validation_failed')
    expect(front.reported).toEqual([])
  })
})
