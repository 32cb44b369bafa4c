import { z } from 'zod'
import { ask, current, NotedConnection, openDesk, tell } from './stage/desk-of-bench.ts'

/** A desk's first sync, from an empty folder to the first query answered, in a process of its own. */

const input = z.object({
  folder: z.string(),
  server: z.string(),
  credentials: z.object({ email: z.string(), password: z.string() }),
  query: z.object({ name: z.string(), input: z.record(z.string(), z.json()) }),
})

const { folder, server, credentials, query } = input.parse(JSON.parse(process.argv[2] ?? ''))
const connection = new NotedConnection(server)
const desk = await openDesk(folder, connection)
let begun = 0
let rows = 0
let synced = 0
desk.status.subscribe(({ firstSync }) => {
  if (firstSync && begun === 0) begun = performance.now()
  if (firstSync) rows = Math.max(rows, firstSync.of)
  if (!firstSync && begun > 0 && synced === 0) synced = performance.now()
})
const signedIn = await desk.signIn(credentials.email, credentials.password)
if (!signedIn.ok) throw new Error(`Not signed in: ${signedIn.failure.code}`)
await current(desk)
const answer = await ask(desk, query.name, query.input)
const answered = performance.now()
const { rss } = process.memoryUsage()
await desk.close()
const from = connection.signedInAt
tell({
  rows,
  /** From the session to an empty replica, to its rows, to the answer (ms). */
  replicaMs: begun - from,
  rowsMs: synced - begun,
  totalMs: answered - from,
  answerRows: Array.isArray(answer) ? answer.length : JSON.stringify(answer).length,
  rss,
})
