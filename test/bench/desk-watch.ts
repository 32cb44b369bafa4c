import { z } from 'zod'
import { HttpConnection } from '../../src-main/desk/server-connection.ts'
import { current, openDesk } from './stage/desk-of-bench.ts'

/** A real desk that watches what one member holds, and says when the answer was another. Ends when it is asked to. */

const input = z.object({
  folder: z.string(),
  server: z.string(),
  credentials: z.object({ email: z.string(), password: z.string() }),
  name: z.string(),
  memberId: z.string(),
})

const { folder, server, credentials, name, memberId } = input.parse(JSON.parse(process.argv[2] ?? ''))
const desk = await openDesk(folder, new HttpConnection(server), name)
const signedIn = await desk.signIn(credentials.email, credentials.password)
if (!signedIn.ok) throw new Error(`Not signed in: ${signedIn.failure.code}`)
await current(desk)
process.once('SIGTERM', () => {
  void desk.close().then(() => process.exit(0))
})
let first = true
desk.watch('plant-slots.member-slots', { memberId }, () => {
  const at = performance.timeOrigin + performance.now()
  process.stdout.write(first ? 'ready: yes\n' : `changed: ${at}\n`)
  first = false
})
