import type { DeskDoor } from '../desk/api/desk-api.ts'
import { memoryVault, sealedVault, type Vault } from '../desk/vault.ts'
import { openGivenDesk } from '../first-run/given-demo.ts'
import { Installation } from '../first-run/installation.ts'
import { readDeskOptions } from '../host/desk-options.ts'
import { keepUpdated, updaterOf } from '../host/desk-updates.ts'
import { reportTo, stderrLog } from '../host/log.ts'
import { serveScreens } from './door-port.ts'
import { hubLine } from './server-forks.ts'

/** The desk's own process inside Electron: opens the desk and serves its door to the ports that main hands over. */
const platforms: Partial<Record<NodeJS.Platform, 'windows' | 'macos'>> = { win32: 'windows', darwin: 'macos' }
const report = reportTo(stderrLog)
const { folder, server, name, demo } = readDeskOptions(process.argv.slice(2), process.env)
const updates = updaterOf(folder, server, true)
const options = { folder, name, platform: platforms[process.platform] ?? ('linux' as const), report, updates }
const { promise: unlocked, resolve: unlock } = Promise.withResolvers<Vault>()
let isUnlocked = false
// Node may not be run from here: main starts the server of this computer, and keeps the machine awake for it.
const line = hubLine(process.parentPort)
const opening = unlocked.then((vault) =>
  server
    ? openGivenDesk({ ...options, vault, server, demo })
    : Installation.open({ ...options, ...line, vault, log: stderrLog }),
)
const door = opening.then((desk): DeskDoor => desk.door)
let handOver = (): void => {}
if (updates) door.then((opened) => (handOver = keepUpdated(opened, updates))).catch(() => undefined)

async function stop(): Promise<void> {
  handOver()
  if (isUnlocked) await opening.then((desk) => desk.close())
  process.exit()
}

const orders = {
  unlock(key: Buffer | null): void {
    isUnlocked = true
    unlock(key ? sealedVault(key) : memoryVault())
  },
  stop: () => void stop(),
  sendRest: () => opening.then((desk) => desk.sendRest()),
}
serveScreens(process.parentPort, door, orders, stderrLog)
// Main hears of the end and starts the desk again.
opening.catch((error: unknown) => {
  report(error, 'opening the desk')
  process.exit(1)
})
