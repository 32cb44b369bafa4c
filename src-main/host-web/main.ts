import { join } from 'node:path'
import { openGivenDesk } from '../first-run/given-demo.ts'
import { Installation } from '../first-run/installation.ts'
import { readDeskOptions } from '../host/desk-options.ts'
import { keepUpdated, updaterOf } from '../host/desk-updates.ts'
import { reportTo, stderrLog } from '../host/log.ts'
import { forkInNode } from '../hub/server-process.ts'
import { serveDesk } from './serve.ts'
import { askForWindow } from './window-key.ts'

/**
 * One process that is a desk and its web host; without a server's address it sets itself up. Prints `desk: <url>` once
 * it can be opened, and closes its replica at SIGTERM or SIGINT. Where the desk is already open
 * (`desk_already_running`) it prints the address of one more window on that one, and ends.
 */
async function run(): Promise<void> {
  const { folder, server, name, port, screens, demo } = readDeskOptions(process.argv.slice(2), process.env)
  const running = await askForWindow(folder)
  if (running) {
    process.stdout.write(`desk: ${running}\n`)
    return
  }
  const updates = updaterOf(folder, server, false)
  const options = { folder, name, platform: 'web' as const, report: reportTo(stderrLog), updates }
  const desk = server
    ? await openGivenDesk({ ...options, server, demo })
    : await Installation.open({ ...options, fork: forkInNode(stderrLog), log: stderrLog })
  const endUpdates = updates ? keepUpdated(desk.door, updates) : null
  const host = await serveDesk({
    door: desk.door,
    port,
    rendererFolder: screens ?? join(import.meta.dirname, '../../dist/renderer'),
    folder,
    log: stderrLog,
  }).catch(async (error: unknown) => {
    await desk.close()
    throw error
  })
  const stop = async (): Promise<void> => {
    endUpdates?.()
    await host.close()
    await desk.close()
    process.exit()
  }
  // A second signal ends it at once.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop())
  process.stdout.write(`desk: ${host.url}\n`)
}

await run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
