import { join } from 'node:path'
import { Kysely, PGliteDialect } from 'kysely'
import { domain } from '../../../src-shared/domain.ts'
import { newId } from '../../../src-shared/kernel/id.ts'
import type { BuiltinRole } from '../../../src-shared/kernel/permission.ts'
import { readSchema, sharedSchema } from '../../../src-shared/schema/read-schema.ts'
import type { Database } from '../../../src-shared/schema/row-types.ts'
import { openAuthority } from '../../../sync-server/authority.ts'
import { type Deployment, migrate } from '../../../sync-server/database/migrate.ts'
import type { ServerDatabase } from '../../../sync-server/database/open.ts'
import { openTenant } from '../../../sync-server/identity/tenants.ts'
import { newsChannel } from '../../../sync-server/sync/tenant-writer.ts'
import { Random } from '../../soak/random.ts'
import { openingCommands, people } from '../generators/opening.ts'
import { Engine } from '../runtime/engine.ts'
import type { Image } from '../runtime/image.ts'
import { beginning, Life } from '../runtime/life.ts'
import { Scheduler } from '../runtime/scheduler.ts'
import { type DeskDisk, SimulatedDesk } from './desk.ts'
import { Network } from './network.ts'
import { passwordMatches, SimulatedServer, tokens } from './server.ts'

/** Who sits where: one desk each. */
const seats = ['owner', 'frontdesk', 'field'] as const satisfies readonly BuiltinRole[]
/** Most desks of a history. */
export const mostDesks = seats.length

/** A person who signs in. */
export interface Person {
  userId: string
  role: BuiltinRole
  email: string
}

/** A desk's machine as every history finds it: signed in, and in step with the server. */
export interface Machine {
  person: Person
  engine: Engine
  disk: DeskDisk
  ready: Image
  empty: Image
}

/** All that histories begin from: made once, put back in milliseconds. */
export interface House {
  tenantId: string
  people: Person[]
  server: { engine: Engine; ready: Image; deployment: Deployment }
  machines: Machine[]
}

export const password = 'the same for all'

/** Opens the house: a server, its people, their desks, each through the same code as in any history. */
export async function openHouse(): Promise<House> {
  const scheduler = new Scheduler()
  const random = new Random(1)
  const newLife = (name: string): Life => new Life(name, scheduler, random.fork())
  const builder = newLife('builder')
  const server = await openServer(builder)
  const machines: Machine[] = []
  for (const person of server.people.filter(({ role }) => seats.some((seat) => seat === role))) {
    machines.push(await builder.run(() => newMachine(person)))
  }
  const process = new SimulatedServer({
    ...{ name: 'server', engine: server.engine, newLife, deployment: () => server.deployment },
    ...{ committed: () => Promise.resolve(), crashed: fail },
  })
  process.start()
  for (const machine of machines) await firstSync(machine, scheduler, newLife, process)
  process.life.end()
  await scheduler.run(scheduler.now + 1_000)
  const { tenantId, people, engine, deployment } = server
  return {
    ...{ tenantId, people },
    server: { engine, deployment, ready: engine.takeImage() },
    machines: machines.map((machine) => ({ ...machine, ready: machine.engine.takeImage() })),
  }
}

const fail = (error: unknown): never => {
  throw error
}

async function openServer(builder: Life) {
  const engine = await Engine.open()
  await engine.listen(newsChannel)
  const db = new Kysely<Database>({ dialect: new PGliteDialect({ pglite: engine.pglite }) })
  const database: ServerDatabase = {
    db,
    listen: () => Promise.resolve(),
    async script(sql) {
      await engine.pglite.exec(sql)
    },
    refreshStatistics: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
  return builder.run(async () => {
    const deployment = await migrate(database)
    const parts = { domain, database, deployment, tokens, passwordMatches, clock: { now: () => new Date() } }
    const { commands } = await openAuthority({ ...parts, reportCrash: ({ error }) => fail(error) })
    const tenant = { slug: 'growers', legalName: 'Growers', timeZone: 'Europe/Istanbul', currency: 'TRY' }
    const tenantId = await openTenant(db, commands, { ...tenant, locale: 'en' })
    const known: Person[] = []
    for (const { role, displayName } of people) {
      const person = { userId: newId(), role, email: `${role}@growers.test` }
      await commands.run(tenantId, 'identity.add-user', { userId: person.userId, displayName, roles: [role] })
      await addAccount(db, tenantId, person)
      known.push(person)
    }
    const owner = known[0]
    const actor = { kind: 'user' as const, userId: owner?.userId ?? '', grants: domain.grantsOf('owner') }
    const opening = openingCommands(new Random(2), new Date(beginning).toISOString())
    await commands.runAll(
      tenantId,
      opening.map((command) => ({ ...command, actor })),
    )
    await engine.pglite.exec('analyze')
    return { engine, deployment, tenantId, people: known }
  })
}

/** The password is kept as it is: see `passwordMatches`. */
async function addAccount(db: Kysely<Database>, tenantId: string, { userId, email }: Person): Promise<void> {
  const accountId = newId()
  await db.insertInto('control.accounts').values({ id: accountId, email, password_hash: password }).execute()
  await db
    .insertInto('control.account_tenants')
    .values({ account_id: accountId, tenant_id: tenantId, user_id: userId })
    .execute()
}

const deskSchema = readSchema(join(import.meta.dirname, '../../../src-main/desk/schema'))

async function newMachine(person: Person): Promise<Machine> {
  const engine = await Engine.open()
  await engine.pglite.exec([...sharedSchema(), ...deskSchema].map(({ sql }) => sql).join('\n'))
  const empty = engine.takeImage()
  return { person, engine, disk: { deskId: newId(), session: null }, empty, ready: empty }
}

/** Signs the person in at their desk and waits until it has all there is. */
async function firstSync(
  { person, engine, disk, empty }: Machine,
  scheduler: Scheduler,
  newLife: (name: string) => Life,
  server: SimulatedServer,
): Promise<void> {
  const network = new Network(scheduler, new Random(3), [server])
  const committed = () => Promise.resolve()
  const desk = new SimulatedDesk({
    ...{ name: person.role, disk, engine, empty, network, newLife, committed, crashed: fail },
  })
  desk.start()
  await scheduler.run(scheduler.now + 1_000)
  void desk.life.run(() => desk.desk?.signIn(person.email, password))
  await scheduler.run(scheduler.now + 60_000, () => desk.desk?.status.now.connection === 'current')
  if (desk.desk?.status.now.connection !== 'current') {
    throw new Error(`The desk of ${person.role} did not come in step: ${JSON.stringify(desk.desk?.status.now)}`)
  }
  desk.life.end()
  await scheduler.run(scheduler.now + 1_000)
  await engine.pglite.exec('analyze')
}
