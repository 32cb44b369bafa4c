import { PGlite } from '@electric-sql/pglite'
import { z } from 'zod'
import { HttpConnection } from '../../src-main/desk/server-connection.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { pause } from './measure/sample.ts'
import { current, openDesk, tell } from './stage/desk-of-bench.ts'

/**
 * One row changed → all live queries settled, on a desk without a network. What the queries' own SQL takes inside PGlite
 * is told apart from what is around it: transactions, permission, building statements, comparing answers.
 */

const input = z.object({
  folder: z.string(),
  server: z.string(),
  credentials: z.object({ email: z.string(), password: z.string() }),
  queries: z.array(z.object({ name: z.string(), input: z.record(z.string(), z.json()) })),
  /** Slots that a command each changes. */
  changes: z.array(z.object({ slotId: z.string(), membershipId: z.string() })),
})

const given = input.parse(JSON.parse(process.argv[2] ?? ''))

const simpleQuery = 'Q'.charCodeAt(0)
let ownSql = 0
let statements = 0
const execute = PGlite.prototype.execProtocolRawSync
/** All that goes into PGlite goes in here. `begin`, `commit` and the like come as simple queries; what a query asks does not. */
PGlite.prototype.execProtocolRawSync = function told(message) {
  const began = performance.now()
  try {
    return execute.call(this, message)
  } finally {
    if (message[0] !== simpleQuery) {
      ownSql += performance.now() - began
      statements += 1
    }
  }
}

const desk = await openDesk(given.folder, new HttpConnection(given.server))
const signedIn = await desk.signIn(given.credentials.email, given.credentials.password)
if (!signedIn.ok) throw new Error(`Not signed in: ${signedIn.failure.code}`)
await current(desk)
desk.workOffline(true)
for (const { name, input: asked } of given.queries) {
  desk.watch(name, asked, (result) => {
    if (!result.done) throw new Error(`${name}: ${result.rejection.code}`)
  })
}
/** Queries run in the order in which they were watched, so when the last has changed all are settled. */
let lastTold = (): void => undefined
desk.watch('desk.unconfirmed', {}, () => lastTold())
await pause(3000)

async function change({ slotId, membershipId }: { slotId: string; membershipId: string }) {
  const settled = new Promise<number>((done) => {
    lastTold = () => done(performance.now())
  })
  const asked: JsonObject = { slotIds: [slotId], membershipId }
  const command = {
    id: newId(),
    name: 'plant-slots.release',
    version: 1,
    input: asked,
    at: new Date().toISOString(),
    meta: {},
  }
  const answer = desk.submit(command)
  let began = 0
  void answer.then(() => {
    began = performance.now()
    ownSql = 0
    statements = 0
  })
  const done = await answer
  if (!done.ok) throw new Error(JSON.stringify(done.failure))
  const total = (await settled) - began
  return { total, sql: ownSql, statements }
}

const warm = 5
const measured: Awaited<ReturnType<typeof change>>[] = []
for (const [n, each] of given.changes.entries()) {
  const one = await change(each)
  if (n >= warm) measured.push(one)
  await pause(50)
}
await desk.close()
tell({
  total: measured.map(({ total }) => total),
  beyond: measured.map(({ total, sql }) => total - sql),
  statements: measured.map((each) => each.statements),
})
