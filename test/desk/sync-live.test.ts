import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { LiveQueries, type Source } from '../../src-main/desk/live-queries.ts'
import { type RoundEnd, SyncLoop } from '../../src-main/desk/sync-loop.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import type { QueryResult } from '../../src-shared/kernel/run-query.ts'
import { newLocation, newPlan } from '../server/garden.ts'
import { type Site, Stage, until } from './sync-stage.ts'

const value = (result: QueryResult): Json => (result.done ? result.value : result.rejection.code)

/** Queries over made-up tables: each reads the tables that its name says, and answers when it is let. */
function ledger() {
  const rows = new Map<string, number>()
  const ran: string[] = []
  let gate = Promise.resolve()
  const ask: Source<never>['ask'] = async (name, _input, heard) => {
    ran.push(name)
    const tables = name.split('+')
    for (const table of tables) heard(`select * from "${table}"`)
    const answer = Object.fromEntries(tables.map((table) => [table, rows.get(table) ?? 0]))
    await gate
    return { done: true, value: answer }
  }
  return {
    live: new LiveQueries({ ask, stillHold: async () => [] }, ['members', 'plans', 'slots']),
    ran,
    set: (table: string, to: number) => rows.set(table, to),
    /** Answers wait until the returned function is called. */
    hold(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = promise
      return resolve
    },
  }
}

describe('a screen that watches', () => {
  test('is told at once, and again only when its own tables changed and its answer with them', async () => {
    const { live, ran, set } = ledger()
    const [members, plans]: [Json[], Json[]] = [[], []]
    live.watch('members', {}, (result) => members.push(value(result)))
    live.watch('plans+slots', {}, (result) => plans.push(value(result)))
    await live.settled()
    expect([members, plans]).toEqual([[{ members: 0 }], [{ plans: 0, slots: 0 }]])
    set('members', 1)
    live.changed(['members'])
    await live.settled()
    live.changed(['members'])
    await live.settled()
    expect(members).toEqual([{ members: 0 }, { members: 1 }])
    expect(plans).toHaveLength(1)
    expect(ran).toEqual(['members', 'plans+slots', 'members', 'members'])
  })

  test('shares its question with others who ask the same', async () => {
    const { live, ran } = ledger()
    const heard: Json[] = []
    for (let n = 0; n < 5; n += 1) live.watch('members', { a: 1 }, (result) => heard.push(value(result)))
    live.watch('members', { a: 2 }, (result) => heard.push(value(result)))
    await live.settled()
    expect(ran).toHaveLength(2)
    expect(heard).toHaveLength(6)
  })

  test('never gets an older answer after a newer one, nor misses the newest', async () => {
    const { live, set, hold } = ledger()
    const heard: Json[] = []
    live.watch('members', {}, (result) => heard.push(value(result)))
    await live.settled()
    for (let n = 1; n <= 50; n += 1) {
      const release = hold()
      set('members', n)
      live.changed(['members'])
      await Promise.resolve()
      await Promise.resolve()
      // It changes once more while the question is under way.
      set('members', n + 0.5)
      live.changed(['members'])
      release()
      await live.settled()
      expect(heard.at(-1)).toEqual({ members: n + 0.5 })
    }
    const numbers = heard.map((each) => Number(Object.values(Object(each))[0]))
    expect([...numbers].sort((a, b) => a - b)).toEqual(numbers)
  })

  test('hears of what changed while it was asked for the very first time', async () => {
    const { live, set, hold } = ledger()
    const heard: Json[] = []
    const release = hold()
    live.watch('slots', {}, (result) => heard.push(value(result)))
    await Promise.resolve()
    await Promise.resolve()
    set('slots', 1)
    live.changed(['slots'])
    release()
    await live.settled()
    expect(heard.at(-1)).toEqual({ slots: 1 })
  })

  test('is not asked for again while its answer holds, and is as soon as it does not', async () => {
    let [holds, asked] = [true, 0]
    const live = new LiveQueries<'grounds'>(
      {
        async ask(_name, _input, heard, keep) {
          heard('select * from "members"')
          keep('grounds')
          asked += 1
          return { done: true, value: asked }
        },
        stillHold: async (grounds) => grounds.map(() => holds),
      },
      ['members'],
    )
    const [heard, late]: [Json[], Json[]] = [[], []]
    live.watch('members', {}, (result) => heard.push(value(result)))
    await live.settled()
    live.changed(['members'])
    live.watch('members', {}, (result) => late.push(value(result)))
    await live.settled()
    expect([asked, heard, late]).toEqual([1, [1], [1]])
    holds = false
    live.changed(['members'])
    await live.settled()
    expect([heard, late]).toEqual([
      [1, 2],
      [1, 2],
    ])
    // Another person: what held for the last one is not even looked at.
    holds = true
    live.changedAll()
    await live.settled()
    expect(heard).toEqual([1, 2, 3])
  })

  test('that joins others while their answer is being refreshed is told too, though nothing changed for them', async () => {
    const { live, hold } = ledger()
    const [first, second]: [Json[], Json[]] = [[], []]
    live.watch('members', {}, (result) => first.push(value(result)))
    await live.settled()
    const release = hold()
    live.changed(['members'])
    live.watch('members', {}, (result) => second.push(value(result)))
    release()
    await live.settled()
    expect([first, second]).toEqual([[{ members: 0 }], [{ members: 0 }]])
  })

  test('[SY-11] that comes after another person is not told what that person was', async () => {
    const { live, set, hold } = ledger()
    live.watch('members', {}, () => undefined)
    await live.settled()
    set('members', 7)
    const release = hold()
    live.changedAll()
    // The question is under way already when the next screen comes.
    await Promise.resolve()
    await Promise.resolve()
    const heard: Json[] = []
    live.watch('members', {}, (result) => heard.push(value(result)))
    release()
    await live.settled()
    expect(heard).toEqual([{ members: 7 }])
  })

  test('that has gone hears nothing, and takes nobody with it', async () => {
    const { live, set } = ledger()
    const heard: Json[] = []
    const leave = live.watch('members', {}, () => heard.push('gone'))
    await live.settled()
    leave()
    const stay: Json[] = []
    live.watch('members', {}, (result) => stay.push(value(result)))
    await live.settled()
    leave()
    set('members', 1)
    live.changed(['members'])
    await live.settled()
    expect(heard).toEqual(['gone'])
    expect(stay.at(-1)).toEqual({ members: 1 })
  })
})

describe('when a desk speaks to its server', () => {
  /** Rounds that end as they are told, one by one. */
  function rounds() {
    const waiting: ((end: RoundEnd) => void)[] = []
    const loop = new SyncLoop(() => new Promise<RoundEnd>((done) => waiting.push(done)))
    const end = async (how: RoundEnd) => {
      waiting.shift()?.(how)
      await new Promise((done) => setImmediate(done))
    }
    return { loop, end, running: () => waiting.length }
  }

  test.each<RoundEnd>([{ kind: 'stuck' }, { kind: 'unreachable' }, { kind: 'done' }])(
    'a reason that comes while a round is ending ($kind) begins another: a sign-in is not forgotten',
    async (how) => {
      const { loop, end, running } = rounds()
      loop.wake()
      expect(running()).toBe(1)
      loop.wake()
      loop.wake()
      expect(running()).toBe(1)
      await end(how)
      expect(running()).toBe(1)
      await end({ kind: 'stuck' })
      expect(running()).toBe(0)
      await loop.stop()
    },
  )

  test('a server that asked for patience gets it, and a desk that is stopped says no more', async () => {
    const { loop, end, running } = rounds()
    loop.wake()
    loop.wake()
    await end({ kind: 'wait', seconds: 60 })
    expect(running()).toBe(0)
    loop.wake()
    expect(running()).toBe(1)
    const stopped = loop.stop()
    loop.wake()
    await end({ kind: 'done' })
    await stopped
    loop.wake()
    expect(running()).toBe(0)
  })
})

describe('watching a real desk', () => {
  let stage: Stage
  let site: Site
  beforeAll(async () => {
    stage = await Stage.open()
    site = await stage.site('owner', 'frontdesk')
  })
  afterEach(() => stage.clear())
  afterAll(() => stage.close())

  test('own commands show at once, others’ when they come; what they do not touch is not asked again', async () => {
    const front = await site.frontOf('owner')
    const wire = await site.wire('owner')
    const [places, plans]: [string[], string[]] = [[], []]
    front.desk.watch('plant-slots.locations', {}, (result) => places.push(JSON.stringify(result)))
    front.desk.watch('memberships.list-plans', {}, (result) => plans.push(JSON.stringify(result)))
    await until('both are answered', () => places.length > 0 && plans.length > 0)
    const counted = plans.length
    const [mine, theirs] = [newLocation(), newLocation()]
    await front.give('plant-slots.create-location', mine)
    await until('the own place', () => places.at(-1)?.includes(mine.code))
    await wire.must('plant-slots.create-location', theirs)
    await until("the other's place", () => places.at(-1)?.includes(theirs.code))
    await front.inStep()
    expect(plans).toHaveLength(counted)
    const plan = newPlan()
    await front.give('memberships.create-plan', plan)
    await until('the plan', () => plans.at(-1)?.includes(plan.name))
  })

  test('many screens at once, while commands come: each ends with the newest answer', async () => {
    const front = await site.frontOf('owner')
    const last = new Map<number, string>()
    const given: string[] = []
    for (let n = 0; n < 20; n += 1) {
      front.desk.watch('plant-slots.free', n % 2 ? {} : { locationId: newLocation().locationId }, () => undefined)
      front.desk.watch('plant-slots.locations', {}, (result) => last.set(n, JSON.stringify(result)))
      const place = newLocation()
      given.push(place.code)
      // Questions of the moment run between those that are watched, and take nothing from them.
      await Promise.all([front.give('plant-slots.create-location', place), front.ask('identity.people')])
    }
    await front.inStep()
    const newest = given.at(-1) ?? ''
    await until('all know of the last place', () => [...last.values()].every((text) => text.includes(newest)))
    expect(last.size).toBe(20)
    expect(new Set(last.values()).size).toBe(1)
  })

  test('[ID-R24] rights that change change what is on the screen, without a restart', async () => {
    const front = await site.frontOf('frontdesk')
    const seen: string[] = []
    front.desk.watch('memberships.charges', {}, (result) => seen.push(JSON.stringify(result)))
    await until('the clerk sees charges', () => seen.at(-1)?.includes('"done":true'))
    await site.suspend('frontdesk', true)
    await until('the desk is locked', () => front.connection === 'locked_out')
  })
})
