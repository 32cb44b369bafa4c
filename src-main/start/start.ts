import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { buildPreload } from '../host-electron/build-preload.ts'
import { askForWindow } from '../host-web/window-key.ts'
import { electronBinary, startElectron } from './electron.ts'
import { openWindow } from './open-window.ts'
import { runProgram, type Started, startProgram, stopProgram } from './process.ts'
import { buildScreens } from './screens.ts'

/** `npm start`: the demo on this machine: a server, one desk or more, and a window for each. */

const root = join(import.meta.dirname, '..', '..')
const { values } = parseArgs({
  options: {
    desks: { type: 'string', default: '1' },
    folder: { type: 'string', default: join(root, '.holdfast', 'demo') },
    window: { type: 'boolean', default: true },
  },
  allowNegative: true,
})
const deskCount = Math.min(4, Math.max(1, Number.parseInt(values.desks, 10) || 1))
/** The browser keeps a journal under the address of its desk, so each desk has its own lasting port. */
const firstDeskPort = 7460

const started: Started[] = []
let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  await Promise.all([...started].reverse().map(stopProgram))
  process.exit()
}
process.on('SIGINT', () => void stop())
process.on('SIGTERM', () => void stop())

const say = (line: string) => process.stdout.write(`${line}\n`)
const numbers = Array.from({ length: deskCount }, (_, index) => index + 1)
const folderOf = (desk: number) => join(values.folder, `desk-${desk}`)

/** Gives each running desk one more window, at an address that opens it once; gives how many were there. */
async function openWindows(): Promise<number> {
  const addresses = await Promise.all(numbers.map((desk) => askForWindow(folderOf(desk))))
  for (const [index, address] of addresses.entries()) if (address) await openDeskWindow(index + 1, address)
  return addresses.filter((address) => address !== null).length
}

async function openDeskWindow(desk: number, address: string): Promise<void> {
  say(`Desk ${desk}: ${address}`)
  if (values.window) say(`        ${await openWindow(address)}`)
}

if ((await openWindows()) > 0) {
  say('The demo is running already; this is one more window on it.')
  process.exit()
}

const serverFolder = join(values.folder, 'server')
await Promise.all([
  buildScreens(),
  prepareDemo(),
  runProgram(join(root, 'src-main', 'start', 'make-replica-image.ts'), []),
])

/** Fills the server's folder once; one that was left half full is begun again. */
async function prepareDemo(): Promise<void> {
  const ready = join(values.folder, 'demo-is-ready')
  if (existsSync(ready)) return
  rmSync(values.folder, { recursive: true, force: true })
  await runProgram(join(root, 'sync-server', 'cli', 'holdfast.ts'), ['demo'], { HOLDFAST_FOLDER: serverFolder })
  writeFileSync(ready, '')
}

const server = await startProgram('server', join(root, 'sync-server', 'main.ts'), [], {
  HOLDFAST_FOLDER: serverFolder,
  HOLDFAST_LOG_LEVEL: process.env.HOLDFAST_LOG_LEVEL ?? 'warn',
})
started.push(server)
const optionsOf = (desk: number) => [
  ...['--folder', folderOf(desk), '--server', server.address, '--name', `Desk ${desk}`],
]
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
  for (const [index, desk] of desks.entries()) await openDeskWindow(index + 1, desk.address)
}
say('')
say('Sign in as aylin@holdfast.demo (owner), elif@holdfast.demo (front desk) or emre@holdfast.demo (greenhouse).')
say('The password of each is: a calm greenhouse')
if (!electron && process.stdin.isTTY) {
  say('Enter opens one more window: each address opens its desk once.')
  createInterface({ input: process.stdin }).on('line', () => void openWindows())
}
say('Ctrl+C ends it; everything is kept for the next start.')
