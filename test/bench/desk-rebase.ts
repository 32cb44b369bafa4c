import { monitorEventLoopDelay } from 'node:perf_hooks'
import { z } from 'zod'
import { exchange } from '../../src-main/desk/exchange.ts'
import { firstSync } from '../../src-main/desk/first-sync.ts'
import { cursorOf, PresentPeople } from '../../src-main/desk/present.ts'
import { rebase } from '../../src-main/desk/rebase.ts'
import { openReplica } from '../../src-main/desk/replica.ts'
import { HttpConnection } from '../../src-main/desk/server-connection.ts'
import { submit } from '../../src-main/desk/submit.ts'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import { pullPageRows } from '../../src-shared/sync/protocol.ts'
import { pause, timed } from './measure/sample.ts'
import { tell } from './stage/desk-of-bench.ts'
import { Premises } from './stage/house.ts'

/**
 * A rebase by itself: the desk's own parts, with a queue of so many allocations and a cut that brings so many rows. The
 * same cut is taken in again and again, which comes to the same each time.
 */

const input = z.object({
  folder: z.string(),
  server: z.string(),
  databaseUrl: z.string(),
  credentials: z.object({ email: z.string(), password: z.string() }),
  membershipIds: z.array(z.string()),
  incoming: z.number(),
  repeats: z.number(),
})

const given = input.parse(JSON.parse(process.argv[2] ?? ''))
const server = new HttpConnection(given.server)
const deskId = newId()
const session = await server.signIn({
  ...given.credentials,
  desk: { id: deskId, name: 'Bench desk', platform: 'linux' },
})
const { accessToken: token, user, tenant } = session
const { replica } = await openReplica(given.folder, tenant.id)
const { db } = replica
const start = await firstSync(replica, server, token, new Set(Object.keys(domain.scope)), () => undefined)
await db
  .updateTable('desk_state')
  .set({ cursor: JSON.stringify(start) })
  .execute()

const people = new PresentPeople(domain)
const now = new Date().toISOString()
const setting = {
  ...{ domain, deskId, now, userId: user.id },
  crashed(error: unknown): void {
    throw error
  },
}
const nothing = (): void => undefined
await exchange({ db, server, token, setting, rebased: nothing, sending: nothing })

const present = await people.of(db, user.id, now)
if ('code' in present) throw new Error(present.code)
const before = await cursorOf(db)
if (!before) throw new Error('The first sync left no cursor')
const queueing = await timed(async () => {
  for (const membershipId of given.membershipIds) {
    const command = {
      id: newId(),
      name: 'plant-slots.allocate',
      version: 1,
      at: now,
      meta: {},
      actorId: user.id,
      told: null,
    }
    const done = await submit(
      db,
      { domain, deskId, present, crashed: () => undefined },
      { ...command, input: { membershipId, pick: { quantity: 1 } } },
    )
    if (!done.accepted) throw new Error(JSON.stringify(done.refusal))
  }
})

// As many rows as were asked for, changed by one command of somebody else: taken slots, which no allocation wants.
const premises = await Premises.at(given.databaseUrl)
await premises.touchTakenSlots(tenant.id, given.incoming)
await premises.close()
const pulled = await server.pull(token, { cursor: before, limit: pullPageRows, verdictsAfter: 0 })
const rows = Object.values(pulled.tables).reduce((sum, table) => sum + table.rows.length, 0)

const delay = monitorEventLoopDelay({ resolution: 1 })
const runs: number[] = []
const cpu: number[] = []
for (let n = 0; n < given.repeats; n += 1) {
  const cut = { cursor: pulled.cursor, delta: pulled.tables, verdicts: [], processedSeq: 0 }
  delay.enable()
  const cpuBefore = process.cpuUsage()
  const { ms, value } = await timed(() => rebase(db, { ...setting, version: cut.cursor.version }, cut))
  const { user: userTime, system } = process.cpuUsage(cpuBefore)
  cpu.push((userTime + system) / 1000)
  // A block is seen by the first timer after it.
  await pause(5)
  delay.disable()
  if (value.progress.length > 0) throw new Error('A command no longer applied')
  runs.push(ms)
}
await replica.close()
tell({ runs, cpu, rows, submitMs: queueing.ms, longestBlockMs: delay.max / 1e6 })
