import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as later } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { Desk } from '../../src-main/desk/desk.ts'
import { HttpConnection } from '../../src-main/desk/server-connection.ts'
import { type Started, startProgram, stopProgram } from '../../src-main/start/process.ts'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { systemClock } from '../../sync-server/clock.ts'
import { migrate } from '../../sync-server/database/migrate.ts'
import { openPostgres, type ServerDatabase } from '../../sync-server/database/open.ts'
import { inTenant } from '../../sync-server/database/tenant-transaction.ts'
import { addPerson, openTenant } from '../../sync-server/identity/tenants.ts'
import { verifyLog } from '../../sync-server/sync/command-log.ts'
import { SystemCommands } from '../../sync-server/sync/system-commands.ts'
import { TenantWriters } from '../../sync-server/sync/tenant-writer.ts'
import { password } from '../fixtures/authority.ts'
import { createDatabase } from '../fixtures/postgres.ts'
import { newLocation, plantGarden } from './garden.ts'
import { send, until, WireDesk } from './wire.ts'

const root = join(import.meta.dirname, '../..')
const email = 'owner@house.test'

/** What a command-line tool beside the servers does: makes a tenant and its people. */
async function openHouse(database: ServerDatabase): Promise<string> {
  const { db } = database
  const setting = { domain, writers: new TenantWriters(db), clock: systemClock, reportCrash: () => {} }
  const commands = new SystemCommands(setting)
  const tenant = { legalName: 'House', timeZone: 'Europe/Istanbul', currency: 'TRY', locale: 'en' as const }
  const id = await openTenant(db, commands, { slug: 'house', ...tenant })
  await addPerson(db, commands, id, { email, password, displayName: 'Owner', roles: ['owner'] })
  return id
}

describe('[SY-3] several processes of the server on one Postgres', () => {
  let url: string
  let database: ServerDatabase
  let tenantId: string
  const servers: Started[] = []
  const folders: string[] = []

  const startServer = async (): Promise<Started> => {
    const env = {
      DATABASE_URL: url,
      HOLDFAST_PORT: '0',
      HOLDFAST_LOG_LEVEL: 'error',
      HOLDFAST_SIGN_INS_PER_MINUTE: '1000',
    }
    const server = await startProgram('server', join(root, 'sync-server/main.ts'), [], env)
    servers.push(server)
    return server
  }
  /** How a process ended: its code, or the signal that ended it. */
  const goneOf = ({ child }: Started) =>
    new Promise<number | string | null>((done) => {
      const ended = child.exitCode ?? child.signalCode
      if (ended !== null) done(ended)
      child.once('exit', (code, signal) => done(code ?? signal))
    })
  const placesOf = async (): Promise<string[]> => {
    const rows = await inTenant(database.db, tenantId, (db) =>
      db.selectFrom('plant_slot_locations').select('id').execute(),
    )
    return rows.map(({ id }) => id)
  }
  let one: Started
  let two: Started

  beforeAll(async () => {
    url = await createDatabase(inject('postgresUrl'), `processes_${newId().replaceAll('-', '')}`)
    // Both find an empty database at the same moment, and both make the tables.
    ;[one, two] = await Promise.all([startServer(), startServer()])
    database = await openPostgres(url)
    tenantId = await openHouse(database)
  })
  afterAll(async () => {
    await Promise.all(servers.map(stopProgram))
    await database?.close()
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })

  test('started at once on an empty database they agree on who they are, and know the same sessions', async () => {
    const desk = await WireDesk.signIn(one.address, email)
    const here = await desk.snapshot()
    const there = await desk.at(two.address).snapshot()
    expect(there).toEqual(here)
    expect(here.cursor.epoch).toBe((await migrate(database)).epoch)
  })

  test('a change through one appears on a desk of the other, without waiting for its next poll', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-desk-'))
    folders.push(folder)
    const desk = await Desk.open({
      ...{ domain, folder, name: 'Far desk', platform: 'linux' },
      server: new HttpConnection(two.address),
    })
    try {
      expect(await desk.signIn(email, password)).toMatchObject({ ok: true })
      await until('the desk is in step', () => desk.status.now.connection === 'current')
      const seen: string[] = []
      desk.watch('plant-slots.locations', {}, (result) => seen.push(JSON.stringify(result)))
      await until('the first answer', () => seen.length > 0)
      const near = await WireDesk.signIn(one.address, email)
      // One change may fall into the moment in which the socket opens; then the desk pulls anyway.
      for (const code of ['near-1', 'near-2']) {
        await near.must('plant-slots.create-location', newLocation(code))
        await until(`${code} appears`, () => seen.at(-1)?.includes(code))
      }
    } finally {
      await desk.close()
    }
  })

  test('a process that lost the connection by which it hears of the others hears of them again', async () => {
    const desk = await WireDesk.signIn(one.address, email)
    const ear = desk.at(two.address).live()
    await ear.opened
    const { rows } = await sql<{ cut: number }>`
      select count(pg_terminate_backend(pid))::int as cut from pg_stat_activity
      where datname = current_database() and query like 'listen %'`.execute(database.db)
    expect(rows[0]?.cut).toBeGreaterThan(1)
    await until('it hears again', async () => {
      await desk.must('plant-slots.create-location', newLocation())
      await later(50)
      return ear.heard.length > 0
    })
    ear.socket.terminate()
  })

  test('ten desks on two processes ask for one slot each, five are free: five have one', async () => {
    const desk = await WireDesk.signIn(one.address, email)
    const garden = await plantGarden((name, input) => desk.must(name, input), { members: 10, slots: 5 })
    const verdicts = await Promise.all(
      garden.members.map(async ({ membershipId }, n) => {
        const asking = await WireDesk.signIn(n % 2 === 0 ? one.address : two.address, email)
        return asking.give('plant-slots.allocate', { membershipId, pick: { quantity: 1 } })
      }),
    )
    const given = verdicts.flatMap(({ outcome }) => outcome?.slotIds ?? [])
    expect([...given].sort()).toEqual(garden.slots.map(({ id }) => id).sort())
    expect(verdicts.filter(({ rejection }) => rejection?.code === 'plant_slot_insufficient_slots')).toHaveLength(5)
  })

  test('[ID-R11] who signs out at one is signed out at the other within five seconds', async () => {
    const desk = await WireDesk.signIn(one.address, email)
    const there = desk.at(two.address)
    expect(await there.ask('identity.people')).toMatchObject({ status: 200 })
    await send(one.address, '/auth/sign-out', { token: desk.token, method: 'POST' })
    const begun = performance.now()
    await until('the other process knows', async () => (await there.ask('identity.people')).status === 401)
    expect(performance.now() - begun).toBeLessThan(6_000)
  })

  test('[SY-9] asked to stop, a process ends what it has begun, answers it, and goes; the other goes on', async () => {
    const third = await startServer()
    const desks = await Promise.all(Array.from({ length: 4 }, () => WireDesk.signIn(third.address, email)))
    const ear = desks[0]?.live()
    await ear?.opened
    const sent = desks.map((desk) => {
      const places = Array.from({ length: 20 }, () => newLocation())
      return { desk, commands: places.map((place) => desk.next('plant-slots.create-location', place)) }
    })
    const pushes = sent.map(({ desk, commands }) => desk.push(commands).catch(() => null))
    await later(5)
    third.child.kill('SIGTERM')
    const answers = await Promise.all(pushes)
    expect(await goneOf(third)).toBe(0)
    const places = new Set(await placesOf())
    for (const [n, { desk, commands }] of sent.entries()) {
      const done = commands.filter(({ input }) => places.has(String((input as JsonObject).locationId))).length
      // A batch is one: done and answered, or not begun. Nobody is left in doubt for longer than one question.
      expect([0, commands.length]).toContain(done)
      if (answers[n]) expect(done).toBe(commands.length)
      const { verdicts } = await desk.at(two.address).push(commands)
      expect(verdicts.every(({ verdict }) => verdict === 'applied')).toBe(true)
    }
    await expect(fetch(`${third.address}/health`)).rejects.toThrow()
  })

  test('[SY-1] [SY-9] killed in the middle of pushes, a process loses nothing and doubles nothing', async () => {
    const desks = await Promise.all(Array.from({ length: 4 }, () => WireDesk.signIn(one.address, email)))
    const given: { id: string; place: string }[] = []
    let killed = false
    const pushing = desks.map(async (desk, n) => {
      for (let round = 0; round < 30; round += 1) {
        const batch = Array.from({ length: 3 }, () => {
          const place = newLocation()
          const command = desk.next('plant-slots.create-location', place)
          given.push({ id: String(command.id), place: place.locationId })
          return command
        })
        // What is not answered is sent again, through whichever process is there.
        let answer = await desk.push(batch).catch(() => null)
        for (let home = n; !answer; home += 1) {
          await later(10)
          answer = await desk
            .at(home % 2 === 0 ? two.address : one.address)
            .push(batch)
            .catch(() => null)
        }
        expect(answer.verdicts.map(({ verdict }) => verdict)).toEqual(['applied', 'applied', 'applied'])
        if (!killed && round === 8) {
          killed = true
          one.child.kill('SIGKILL')
        }
      }
    })
    await Promise.all(pushing)
    expect(await goneOf(one)).toBe('SIGKILL')
    const places = new Set(await placesOf())
    expect(given.filter(({ place }) => !places.has(place))).toEqual([])
    const { rows } = await sql<{ entries: number; ids: number; whole: number }>`
      select count(*)::int as entries, count(distinct command_id)::int as ids,
        count(*) filter (where command_id = any(${given.map(({ id }) => id)}::uuid[]))::int as whole
      from command_log where tenant_id = ${tenantId}`.execute(database.db)
    expect(rows[0]?.whole).toBe(given.length)
    expect(rows[0]?.ids).toBe(rows[0]?.entries)
    expect(await inTenant(database.db, tenantId, verifyLog)).toEqual({ whole: true, entries: rows[0]?.entries })
    const again = await startServer()
    expect(await send(again.address, '/health')).toMatchObject({ status: 200 })
  })
})
