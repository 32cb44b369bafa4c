import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { demoPassword } from '../../src-shared/sync/demo.ts'
import { stderrLog } from '../host/log.ts'
import { buildPreload } from '../host-electron/build-preload.ts'
import { EmbeddedServer } from '../hub/embedded-server.ts'
import { forkInNode } from '../hub/server-process.ts'
import { electronBinary, startElectron } from './electron.ts'
import { openWindow } from './open-window.ts'
import { compiled, runProgram, type Started, startProgram, stopProgram } from './process.ts'
import { buildScreens } from './screens.ts'

/**
 * `npm start`: a desk on this machine and a window for it; on a fresh folder the first run asks what it is to be. With
 * `--demo`, or with `--desks 2` to play a collision: the demo at once, its server, one desk or more, and a window for
 * each.
 */

const root = join(import.meta.dirname, '..', '..')
const { values } = parseArgs({
  options: {
    demo: { type: 'boolean', default: false },
    desks: { type: 'string', default: '1' },
    folder: { type: 'string' },
    window: { type: 'boolean', default: true },
  },
  allowNegative: true,
})
const demo = values.demo || values.desks !== '1'
const folder = values.folder ?? join(root, '.holdfast', demo ? 'demo' : 'desk')
const deskCount = Math.min(4, Math.max(1, Number.parseInt(values.desks, 10) || 1))
const numbers = Array.from({ length: deskCount }, (_, index) => index + 1)
/** The browser keeps a journal under the address of its desk, so each desk has its own lasting port. */
const firstDeskPort = 7460

const serverPort = 7400

const started: Started[] = []
let embedded: Promise<EmbeddedServer> | undefined
let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  // Ctrl+C reaches the server's process too: unless it is being stopped, it would be started again.
  const served = embedded?.then((server) => server.stop()).catch(() => undefined)
  await Promise.all([...started.reverse().map(stopProgram), served])
  process.exit()
}
process.on('SIGINT', () => void stop())
process.on('SIGTERM', () => void stop())

/** How long the demo may take to be made (ms). */
const demoWithin = 15 * 60_000
const [server] = await Promise.all([
  demo ? startServer() : null,
  buildScreens(),
  runProgram(join(root, 'src-main', 'start', 'make-replica-image.ts'), []),
])

/** The server with the demo in it. It is filled once; a folder that was left half full is begun again. */
async function startServer(): Promise<EmbeddedServer> {
  const ready = join(folder, 'demo-is-made')
  if (!existsSync(ready)) {
    const parts = ['server', ...numbers.map((desk) => `desk-${desk}`)]
    for (const part of parts) rmSync(join(folder, part), { recursive: true, force: true })
  }
  embedded = EmbeddedServer.start({
    ...{ folder: join(folder, 'server'), host: '127.0.0.1', port: serverPort },
    ...{ fork: forkInNode(stderrLog), log: stderrLog },
    settings: { ...compiled, HOLDFAST_LOG_LEVEL: process.env.HOLDFAST_LOG_LEVEL ?? 'warn' },
  })
  const server = await embedded
  if (existsSync(ready)) return server
  const { ok } = await server.ask('seed-demo', {}, demoWithin)
  if (!ok) throw new Error('The demo could not be made')
  writeFileSync(ready, '')
  return server
}

const say = (line: string) => process.stdout.write(`${line}\n`)
const optionsOf = (desk: number) =>
  server
    ? ['--demo', '--folder', join(folder, `desk-${desk}`), '--server', server.url, '--name', `Desk ${desk}`]
    : ['--folder', folder]
say('')
const electron = values.window ? electronBinary(root) : null
if (electron) {
  await buildPreload()
  for (const desk of numbers) started.push(startElectron(electron, root, optionsOf(desk)))
  say(`${deskCount === 1 ? 'A desk opens in a window' : 'Each desk opens in a window'} of its own.`)
} else {
  if (values.window) say('There is no Electron binary here, so the desk opens in a browser on this machine.')
  const desks = await Promise.all(
    numbers.map((desk) => {
      const port = String(firstDeskPort + desk - 1)
      return startProgram('desk', join(root, 'src-main', 'host-web', 'main.ts'), [...optionsOf(desk), '--port', port])
    }),
  )
  started.push(...desks)
  for (const [index, desk] of desks.entries()) {
    say(`Desk ${index + 1}: ${desk.address}`)
    if (values.window) say(`        ${await openWindow(desk.address)}`)
  }
}
say('')
if (demo) {
  say('Sign in as aylin@holdfast.demo (owner), elif@holdfast.demo (front desk) or emre@holdfast.demo (greenhouse).')
  say(`The password of each is: ${demoPassword}`)
}
say('Ctrl+C ends it; everything is kept for the next start.')
