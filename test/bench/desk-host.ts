import { z } from 'zod'
import { doorOf } from '../../src-main/desk/door.ts'
import { HttpConnection } from '../../src-main/desk/server-connection.ts'
import { serveDesk } from '../../src-main/host-web/serve.ts'
import { current, openDesk } from './stage/desk-of-bench.ts'

/** A real desk behind the real web host, with a page of the bench for its screens. Ends when it is asked to. */

const input = z.object({
  folder: z.string(),
  server: z.string(),
  credentials: z.object({ email: z.string(), password: z.string() }),
  page: z.string(),
})

const { folder, server, credentials, page } = input.parse(JSON.parse(process.argv[2] ?? ''))
const desk = await openDesk(folder, new HttpConnection(server))
const signedIn = await desk.signIn(credentials.email, credentials.password)
if (!signedIn.ok) throw new Error(`Not signed in: ${signedIn.failure.code}`)
await current(desk)
const door = doorOf(desk, (error) => {
  throw error
})
const host = await serveDesk({ door, port: 0, rendererFolder: page })
process.once('SIGTERM', () => {
  void host
    .close()
    .then(() => desk.close())
    .then(() => process.exit(0))
})
process.stdout.write(`desk: ${host.url}\n`)
