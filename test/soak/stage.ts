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
import { Screen } from './screen.ts'

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

/** A desk process, the browser in front of it, and who sits there. */
export interface StagedDesk {
  name: string
  program: Program
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
  server: Program
  desks: StagedDesk[]
  close(): Promise<void>
}

/** Told of what goes wrong without anybody having killed it. */
export interface Alarm {
  crashed(what: string): void
  pageFailed(what: string): void
}

/** Starts a durable Postgres, a server on it, and a desk with a browser for each person. */
export async function openStage(alarm: Alarm): Promise<Stage> {
  await using undo = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-soak-'))
  undo.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const [postgres, page] = await Promise.all([startPostgres({ durable: true }), buildPage('../../soak/page.ts')])
  undo.defer(() => postgres.stop())
  undo.use(page)
  const databaseUrl = await postgres.createDatabase('soak')
  const { tenantId, userIds } = await openHouse(databaseUrl)
  const server = new Program({
    ...{ label: 'server', script: join(root, 'sync-server', 'main.ts'), crashed: alarm.crashed },
    env: { DATABASE_URL: databaseUrl, HOLDFAST_LOG_LEVEL: 'error' },
  })
  undo.defer(() => server.stop())
  await server.start()
  const desks = await Promise.all(
    people.map(async ({ email, displayName }, index) => {
      const [name, userId] = [`Desk of ${displayName}`, userIds[index] ?? '']
      const own = join(folder, `desk-${index + 1}`)
      const program = new Program({
        ...{ label: 'desk', script: join(root, 'src-main', 'host-web', 'main.ts'), crashed: alarm.crashed },
        args: ['--folder', own, '--server', server.address, '--name', name, '--screens', page.folder],
      })
      undo.defer(() => program.stop())
      await program.start()
      const { origin } = new URL(program.address)
      const profile = join(folder, `profile-${index + 1}`)
      const screen = new Screen({ profile, origin, cookie: await cookieOf(program.address), failed: alarm.pageFailed })
      undo.defer(() => screen.kill())
      await screen.open()
      return { name, program, screen, email, userId, tenantFolder: join(own, 'tenants', tenantId) }
    }),
  )
  const all = undo.move()
  return { databaseUrl, tenantId, server, desks, close: () => all.disposeAsync() }
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
