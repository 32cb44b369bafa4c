import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { readConfiguration } from '../../sync-server/configuration.ts'
import { addPerson, openTenant } from '../../sync-server/identity/tenants.ts'
import { openServer } from '../../sync-server/open-server.ts'
import { buildPage } from '../e2e/journal/site.ts'
import { startPostgres } from '../fixtures/postgres.ts'
import { Program } from './program.ts'
import type { Random } from './random.ts'
import { Screen } from './screen.ts'
import { Wire } from './wire.ts'

const root = join(import.meta.dirname, '..', '..')
const password = 'a calm greenhouse'
const tenant = {
  ...{ slug: 'growers', legalName: 'Growers’ Club', timeZone: 'Europe/Istanbul', currency: 'TRY' },
  locale: 'en' as const,
}
const people = [
  { email: 'aylin@growers.test', displayName: 'Aylin', roles: ['owner' as const] },
  { email: 'elif@growers.test', displayName: 'Elif', roles: ['frontdesk' as const] },
]

/**
 * How wrong the clocks are (s), at least and at most: the first of a kind is fast, the second slow. So some desk may be
 * ahead of some server by more than the two minutes that a server believes (SY-15).
 */
const wrong = { server: [20, 60], desk: [50, 90] } as const
const serverNames = ['Server 1', 'Server 2'] as const

/** A desk process, its way to the servers, the browser in front of it, and who sits there. */
export interface StagedDesk {
  name: string
  program: Program
  wire: Wire
  screen: Screen
  /** Where its replica lies. */
  tenantFolder: string
  email: string
  userId: string
}

/** All that the soak needs, running. */
export interface Stage {
  databaseUrl: string
  tenantId: string
  servers: Program[]
  desks: StagedDesk[]
  /** By how much each clock is wrong (s). */
  clocks: { name: string; seconds: number }[]
  close(): Promise<void>
}

/** Told of what goes wrong without anybody having killed it. */
export interface Alarm {
  crashed(what: string): void
  pageFailed(what: string): void
}

/** Starts a durable Postgres, two servers on it, and for each person a desk with a browser; all clocks differ. */
export async function openStage(alarm: Alarm, random: Random): Promise<Stage> {
  await using undo = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-soak-'))
  undo.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const [postgres, page] = await Promise.all([startPostgres({ durable: true }), buildPage('../../soak/page.ts')])
  undo.defer(() => postgres.stop())
  undo.use(page)
  const databaseUrl = await postgres.createDatabase('soak')
  const { tenantId, userIds } = await openHouse(databaseUrl)
  const clocks: Stage['clocks'] = []
  const clockOf = (name: string, [least, most]: readonly [number, number], index: number): number => {
    const seconds = Math.round(random.between(least, most)) * (index === 0 ? 1 : -1)
    clocks.push({ name, seconds })
    return seconds * 1000
  }
  const servers = serverNames.map(
    (name, index) =>
      new Program({
        ...{ label: 'server', script: join(root, 'sync-server', 'main.ts'), crashed: alarm.crashed },
        env: { DATABASE_URL: databaseUrl, HOLDFAST_LOG_LEVEL: 'error' },
        clock: clockOf(name, wrong.server, index),
      }),
  )
  for (const server of servers) {
    undo.defer(() => server.stop())
    await server.start()
  }
  const ports = servers.map(({ address }) => Number(new URL(address).port))
  const desks = await Promise.all(
    people.map(async ({ email, displayName }, index) => {
      const [name, userId] = [`Desk of ${displayName}`, userIds[index] ?? '']
      const clock = clockOf(name, wrong.desk, index)
      const own = join(folder, `desk-${index + 1}`)
      const wire = new Wire(ports, random.fork())
      undo.defer(() => wire.close())
      await wire.listen()
      const program = new Program({
        ...{ label: 'desk', script: join(root, 'src-main', 'host-web', 'main.ts'), crashed: alarm.crashed },
        args: ['--folder', own, '--server', wire.url, '--name', name, '--screens', page.folder],
        clock,
      })
      undo.defer(() => program.stop())
      await program.start()
      const { origin } = new URL(program.address)
      const profile = join(folder, `profile-${index + 1}`)
      const cookie = await cookieOf(program.address)
      const screen = new Screen({ profile, origin, cookie, clock, failed: alarm.pageFailed })
      undo.defer(() => screen.kill())
      await screen.open()
      return { name, program, wire, screen, email, userId, tenantFolder: join(own, 'tenants', tenantId) }
    }),
  )
  const all = undo.move()
  return { databaseUrl, tenantId, servers, desks, clocks, close: () => all.disposeAsync() }
}

/** Signs in whoever sits at a desk, if need be; says why where it did not work. */
export const signIn = ({ screen, email }: StagedDesk): Promise<string | null> =>
  screen.ask((page) =>
    page.evaluate(([address, secret]) => window.soakPage.signIn(address, secret), [email, password] as const),
  )

async function openHouse(databaseUrl: string): Promise<{ tenantId: string; userIds: string[] }> {
  const server = await openServer(readConfiguration({ DATABASE_URL: databaseUrl }), pino({ level: 'error' }))
  try {
    const tenantId = await openTenant(server.database.db, server.commands, tenant)
    const userIds: string[] = []
    for (const person of people) {
      userIds.push(await addPerson(server.database.db, server.commands, tenantId, { ...person, password }))
    }
    return { tenantId, userIds }
  } finally {
    await server.stop()
  }
}

/** Spends the one-time token of a desk's address, as the first window does. */
async function cookieOf(address: string): Promise<string> {
  const { origin, hash } = new URL(address)
  const token = new URLSearchParams(hash.slice(1)).get('token')
  const headers = { 'content-type': 'application/json', origin }
  const answer = await fetch(new URL('/session', origin), { method: 'POST', headers, body: JSON.stringify({ token }) })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0]
  if (!cookie) throw new Error(`The desk let nobody in: ${answer.status}`)
  return cookie
}
