import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { domain as realDomain } from '../../src-shared/domain.ts'
import { command } from '../../src-shared/kernel/command.ts'
import { assemble } from '../../src-shared/kernel/domain.ts'
import type { Module } from '../../src-shared/kernel/module.ts'
import { reject } from '../../src-shared/kernel/rejection.ts'
import type { Schedule } from '../../src-shared/kernel/schedule.ts'
import { identity } from '../../src-shared/modules/identity/module.ts'
import { openPostgres } from '../../sync-server/database/open.ts'
import { dueRuns } from '../../sync-server/jobs/due-runs.ts'
import { Scheduler } from '../../sync-server/jobs/scheduler.ts'
import { type Ground, onBothDatabases } from './databases.ts'
import { fileOf, openImportHouse } from './import-house.ts'
import { Line } from './line.ts'

const note = z.object({ what: z.string(), left: z.int().default(0) }).strict()
/** Tenants whose work of the clock is refused at the moment. */
const refusing = new Set<string>()

/** Leaves a trace of each run: a place whose code is the moment, and who gave it. */
const trace = command('test.trace', {
  input: note,
  permission: 'system',
  offline: false,
  async run({ db, tenant, rowId, actor }, { what, left }) {
    if (refusing.has(tenant.id)) reject('test_refused')
    const code = `${what}${left > 0 ? `-${left}-left` : ''}`
    await db
      .insertInto('plant_slot_locations')
      .values({ id: rowId('place', 1), code, name: actor.kind, kind: 'field' })
      .execute()
    return { left }
  },
})

const moduleWith = (schedules: Schedule[]): Module => ({
  name: 'test',
  commands: [trace],
  ...{ queries: [], reactions: [], labels: {}, constraints: {}, permissions: {}, schedules },
  rejections: { test_refused: { status: 409, sentences: { en: 'No', es: 'No', ko: '아니요', tr: 'Hayır' } } },
  scope: { plant_slot_locations: { owner: 'all' } },
})

const daily: Schedule = {
  key: 'test.daily',
  cron: '5 0 * * *',
  command: 'test.trace',
  catchUp: 'each day',
  input: ({ day }) => ({ what: day }),
}

/** A tenant whose clock stands in a test's hand. */
async function open(ground: Ground, schedules: Schedule[], timeZone?: string) {
  const domain = assemble([identity, moduleWith(schedules)])
  const line = await Line.open(ground, domain, timeZone)
  const failures: string[] = []
  const newScheduler = (database = ground.database) =>
    new Scheduler({
      ...{ domain, database, clock: line.clock, commands: line.commands },
      isHeld: () => false,
      report: ({ tenantId }) => {
        failures.push(tenantId)
      },
    })
  return { line, failures, newScheduler, scheduler: newScheduler() }
}

describe('[PL-R31] [PL-25] the local time of a schedule', () => {
  const hours = (day: string, zone: string, cron = '30 2 * * *') =>
    dueRuns({ cron, catchUp: 'each day' }, zone, new Date(`${day}T00:00:00Z`), new Date(`${day}T23:00:00Z`)).map((at) =>
      at.toISOString().slice(11, 16),
    )

  test('that is left out in spring runs once, at the next minute there is', () => {
    expect(hours('2026-03-29', 'Europe/Berlin')).toEqual(['01:00'])
  })

  test('that comes twice in autumn runs once, the first time', () => {
    expect(hours('2026-10-25', 'Europe/Berlin')).toEqual(['00:30'])
    expect(hours('2026-10-25', 'Europe/Berlin', '30 2,3 * * *')).toEqual(['00:30', '02:30'])
  })

  test('every minute is a minute of real time, also in the hour that comes twice', () => {
    const every = { cron: '* * * * *', catchUp: 'each day' as const }
    const night = [new Date('2026-10-24T23:30:00Z'), new Date('2026-10-25T02:30:00Z')] as const
    expect(dueRuns(every, 'Europe/Berlin', ...night)).toHaveLength(180)
  })

  test('missed while no server ran: each day by itself, or once, or not at all', () => {
    const from = new Date('2026-11-01T12:00:00Z')
    const to = new Date('2026-11-04T12:00:00Z')
    const missed = (catchUp: Schedule['catchUp']) =>
      dueRuns({ cron: '5 0 * * *', catchUp }, 'Asia/Seoul', from, to).map((at) => at.toISOString())
    expect(missed('each day')).toEqual([
      ...['2026-11-01T15:05:00.000Z', '2026-11-02T15:05:00.000Z', '2026-11-03T15:05:00.000Z'],
    ])
    expect(missed('one')).toEqual(['2026-11-03T15:05:00.000Z'])
    expect(missed('none')).toEqual([])
  })
})

onBothDatabases('[PL-R31] the scheduler', (ground) => {
  test('gives a command as the server itself, in the zone of the tenant, once a day', async () => {
    const { line, scheduler } = await open(ground(), [daily], 'Asia/Seoul')
    line.clock.set('2027-03-01T15:04:59.000Z')
    await scheduler.look()
    expect(await line.places()).toEqual(['2027-03-01'])
    line.clock.set('2027-03-01T15:05:00.000Z')
    await scheduler.look()
    await scheduler.look()
    line.clock.pass(3_600_000)
    await scheduler.look()
    expect(await line.places()).toEqual(['2027-03-01', '2027-03-02'])
    const [place] = await line.read((db) => db.selectFrom('plant_slot_locations').select('name').execute())
    expect(place).toEqual({ name: 'system' })
  })

  test('[MB-R34] does every day that was missed, oldest first', async () => {
    const { line, scheduler, newScheduler } = await open(ground(), [daily])
    await scheduler.look()
    line.clock.set('2027-03-05T06:00:00.000Z')
    await newScheduler().look()
    const codes = await line.read((db) =>
      db.selectFrom('plant_slot_locations').select('code').orderBy('row_version').execute(),
    )
    expect(codes.map(({ code }) => code)).toEqual([
      ...['2027-03-01', '2027-03-02', '2027-03-03', '2027-03-04', '2027-03-05'],
    ])
  })

  test('what is refused for one tenant stops no other, and is tried again later', async () => {
    const { line, scheduler, failures } = await open(ground(), [daily])
    const other = await Line.open(ground(), assemble([identity, moduleWith([daily])]))
    refusing.add(line.tenantId)
    await scheduler.look()
    expect(await line.places()).toEqual([])
    expect(await other.places()).toEqual(['2027-03-01'])
    expect(failures.filter((tenantId) => tenantId === line.tenantId)).toHaveLength(1)
    refusing.delete(line.tenantId)
    line.clock.pass(30_000)
    await scheduler.look()
    expect(await line.places()).toEqual([])
    line.clock.pass(60_000)
    await scheduler.look()
    expect(await line.places()).toEqual(['2027-03-01'])
  })

  test('goes on step by step until a run is done, and after a crash with the steps that were not done', async () => {
    const steps: Schedule = {
      ...{ ...daily, key: 'test.steps' },
      input: () => ({ what: 'step', left: 3 }),
      rest: (_, { left }) => (Number(left) > 0 ? { what: 'step', left: Number(left) - 1 } : null),
    }
    const { line, scheduler, newScheduler } = await open(ground(), [steps])
    await scheduler.look()
    expect(await line.places()).toEqual(['step', 'step-1-left', 'step-2-left', 'step-3-left'])
    // As a process would leave it that died before it noted what it had done.
    await ground().database.db.deleteFrom('schedules').where('tenant_id', '=', line.tenantId).execute()
    await line.read((db) => db.selectFrom('schedules').selectAll().execute())
    await newScheduler().look()
    expect(await line.places()).toHaveLength(4)
  })

  test('where there is nothing to do, no command is given and no desk is told of news', async () => {
    let needed = false
    const sweep: Schedule = {
      ...{ ...daily, key: 'test.sweep', cron: '* * * * *', catchUp: 'one' },
      input: ({ dueAt }) => ({ what: dueAt.slice(0, 16).replace(':', '-').toLowerCase() }),
      isNeeded: async () => needed,
    }
    const { line, scheduler } = await open(ground(), [sweep])
    const version = await line.version()
    await scheduler.look()
    expect(await line.version()).toBe(version)
    needed = true
    line.clock.pass(60_000)
    await scheduler.look()
    expect(await line.places()).toEqual(['2027-03-01t06-01'])
  })

  test('[MB-R34] a membership is over on the day after its last, though nobody did anything', async () => {
    const { line, whole } = await openImportHouse(ground())
    await whole(fileOf('Name,Start,End', 'Ada Byron,2026-03-02,2027-03-01', 'Eve Stein,2027-03-03,2028-03-02'))
    const scheduler = new Scheduler({
      ...{ domain: realDomain, database: ground().database, clock: line.clock, commands: line.commands },
      ...{ isHeld: (id) => id !== line.tenantId, report: ({ error }) => void console.error(error) },
    })
    const statuses = async () => {
      await scheduler.look()
      const rows = await line.read((db) => db.selectFrom('memberships').select('status').orderBy('starts_on').execute())
      return rows.map(({ status }) => status)
    }
    expect(await statuses()).toEqual(['active', 'scheduled'])
    line.clock.set('2027-03-04T06:00:00.000Z')
    expect(await statuses()).toEqual(['expired', 'active'])
  })

  test('a tenant that is held for a move is left alone', async () => {
    const { line } = await open(ground(), [daily])
    const domain = assemble([identity, moduleWith([daily])])
    const parts = { domain, database: ground().database, clock: line.clock, commands: line.commands }
    await new Scheduler({ ...parts, isHeld: (id) => id === line.tenantId, report: () => undefined }).look()
    expect(await line.places()).toEqual([])
  })

  test('[PL-26] of several processes one schedules, and another takes over where it has gone', async () => {
    const { line, newScheduler } = await open(ground(), [daily])
    const { url } = ground()
    if (url === null) return
    const others = await Promise.all([openPostgres(url), openPostgres(url)])
    await Promise.all([newScheduler(), ...others.map((database) => newScheduler(database))].map((each) => each.look()))
    expect(await line.places()).toEqual(['2027-03-01'])
    const [first, second] = others
    if (!first || !second) throw new Error('Two databases were opened')
    const [taken, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const holding = first.alone?.(4_655_443, () => {
      taken.resolve()
      return held.promise
    })
    await taken.promise
    line.clock.set('2027-03-02T06:00:00.000Z')
    const late = newScheduler(second)
    await late.look()
    expect(await line.places()).toEqual(['2027-03-01'])
    held.resolve()
    await holding
    await late.look()
    expect(await line.places()).toEqual(['2027-03-01', '2027-03-02'])
    await Promise.all(others.map((database) => database.close()))
  })
})

test('a schedule of a command that nobody knows is a mistake that ends the start', () => {
  const wrong = { ...daily, command: 'test.nothing' }
  expect(() => assemble([identity, moduleWith([wrong])])).toThrow('test.nothing')
})
