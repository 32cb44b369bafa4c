import { openDesk } from '../desk/open-desk.ts'
import { readDeskOptions } from '../host/desk-options.ts'
import { reportTo, stderrLog } from '../host/log.ts'
import { serveScreens } from './door-port.ts'

/** The desk's own process inside Electron: opens the desk and serves its door to the ports that main hands over. */
const platforms: Partial<Record<NodeJS.Platform, 'windows' | 'macos'>> = { win32: 'windows', darwin: 'macos' }
const report = reportTo(stderrLog)
const { folder, server, name } = readDeskOptions(process.argv.slice(2), process.env)
const opening = openDesk({ folder, server, name, platform: platforms[process.platform] ?? 'linux', report })
const door = opening.then((desk) => desk.door)

async function stop(): Promise<void> {
  await opening.then((desk) => desk.close())
  process.exit()
}

const sendRest = () => opening.then((desk) => desk.sendRest())
serveScreens(process.parentPort, door, { stop: () => void stop(), sendRest }, stderrLog)
// Main hears of the end and starts the desk again.
opening.catch((error: unknown) => {
  report(error, 'opening the desk')
  process.exit(1)
})
