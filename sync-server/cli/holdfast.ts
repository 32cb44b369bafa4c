import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { z } from 'zod'
import { isCurrency } from '../../src-shared/kernel/money.ts'
import { builtinRoles } from '../../src-shared/kernel/permission.ts'
import { systemClock } from '../clock.ts'
import { readConfiguration } from '../configuration.ts'
import { inTenant } from '../database/tenant-transaction.ts'
import { addPerson, openTenant } from '../identity/tenants.ts'
import { openServer } from '../open-server.ts'
import { verifyLog } from '../sync/command-log.ts'

/** The command-line tool of whoever looks after a server. It works on the server's own database. */
const usage = `holdfast <task>
  open-tenant --slug S --name N --zone Europe/Istanbul --currency TRY --locale en --email E --owner N
  add-person  --slug S --email E --name N --role frontdesk
  (the password of the owner or the person is read from standard input)
  verify-log  --slug S
  demo`

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: Object.fromEntries(
    ['slug', 'name', 'zone', 'currency', 'locale', 'email', 'owner', 'role'].map((name) => [
      name,
      { type: 'string' as const },
    ]),
  ),
})
const text = z.string().min(1)
const configuration = readConfiguration(process.env)
const server = await openServer(configuration, pino({ level: 'error' }))
const say = (line: string) => process.stdout.write(`${line}\n`)

const tenantOf = async (): Promise<string> => {
  const row = await server.database.db
    .selectFrom('control.tenant_directory')
    .select('tenant_id')
    .where('slug', '=', text.parse(values.slug))
    .executeTakeFirst()
  if (!row) throw new Error(`There is no organisation ${values.slug}`)
  return row.tenant_id
}

const tasks: Record<string, () => Promise<void>> = {
  async 'open-tenant'() {
    const tenant = z
      .object({
        slug: text,
        legalName: text,
        timeZone: text,
        currency: z.string().refine(isCurrency),
        locale: z.enum(['en', 'es', 'ko', 'tr']),
      })
      .parse({ ...values, legalName: values.name, timeZone: values.zone })
    const owner = z.object({ email: z.email(), owner: text }).parse(values)
    const password = (await readInput()).trim()
    const tenantId = await openTenant(server.database.db, server.commands, tenant)
    const person = { email: owner.email, password, displayName: owner.owner, roles: ['owner' as const] }
    await addPerson(server.database.db, server.commands, tenantId, person)
    say(tenantId)
  },
  async 'add-person'() {
    const person = z.object({ email: z.email(), name: text, role: z.enum(builtinRoles) }).parse(values)
    const password = (await readInput()).trim()
    const { email, name: displayName, role } = person
    say(
      await addPerson(server.database.db, server.commands, await tenantOf(), {
        email,
        password,
        displayName,
        roles: [role],
      }),
    )
  },
  async 'verify-log'() {
    const found = await inTenant(server.database.db, await tenantOf(), verifyLog)
    say(found.whole ? `whole: ${found.entries} entries` : `broken: entry ${found.firstBad} does not fit the chain`)
    if (!found.whole) process.exitCode = 1
  },
  async demo() {
    // Only this task needs the demo's data.
    const { seedDemo } = await import('../demo/seed.ts')
    if (!(await seedDemo(server.database, server.commands, systemClock))) return
    const { playCollisions } = await import('../demo/collisions.ts')
    await playCollisions(server.app)
    say('The demo organisation is ready.')
  },
}

async function readInput(): Promise<string> {
  const parts: string[] = []
  for await (const part of process.stdin.setEncoding('utf8')) parts.push(String(part))
  return parts.join('')
}

try {
  const task = tasks[positionals[0] ?? '']
  if (task) await task()
  else {
    say(usage)
    process.exitCode = 2
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
} finally {
  await server.stop()
}
