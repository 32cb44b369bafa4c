import { z } from 'zod'
import { openDesk } from '../../src-main/desk/open-desk.ts'
import { serveDesk } from '../../src-main/host-web/serve.ts'
import { rendererFolder } from '../../src-main/start/screens.ts'

/**
 * A desk that has synced before, behind the real web host with the product's own screens. It prints an address for a
 * window and one for who looks behind it. Ends when it is asked to.
 */

const input = z.object({ folder: z.string(), server: z.string(), port: z.int() })

const { folder, server, port } = input.parse(JSON.parse(process.argv[2] ?? ''))
const report = (error: unknown, during: string): void => {
  process.stderr.write(`desk: ${during}: ${error instanceof Error ? error.stack : String(error)}\n`)
}
const { door, close } = await openDesk({ folder, server, name: 'Bench desk', platform: 'web', report })
const host = await serveDesk({ door, port, rendererFolder })
process.once('SIGTERM', () => {
  void host
    .close()
    .then(close)
    .then(() => process.exit(0))
})
process.stdout.write(`desk: ${host.url} ${new URL(host.url).origin}/#token=${host.newToken()}\n`)
