import type { DeskDoor } from '../desk/api/desk-api.ts'
import { openDesk } from '../desk/open-desk.ts'
import { Installation } from '../first-run/installation.ts'
import { readDeskOptions } from '../host/desk-options.ts'
import { reportTo, stderrLog } from '../host/log.ts'
import { serveScreens } from './door-port.ts'

/** The desk's own process inside Electron: opens the desk and serves its door to the ports that main hands over. */
const platforms: Partial<Record<NodeJS.Platform, 'windows' | 'macos'>> = { win32: 'windows', darwin: 'macos' }
const report = reportTo(stderrLog)
const { folder, server, name, demo } = readDeskOptions(process.argv.slice(2), process.env)
const options = { folder, name, platform: platforms[process.platform] ?? ('linux' as const), report }
// Node may not be run from here, so a server on this computer is not offered.
const opening = server
  ? openDesk({ ...options, server, demo })
  : Installation.open({ ...options, fork: null, log: stderrLog })
const door = opening.then((desk): DeskDoor => desk.door)

async function stop(): Promise<void> {
  const desk = await opening
  await desk.close()
  process.exit()
}

serveScreens(process.parentPort, door, () => void stop(), stderrLog)
// Main hears of the end and starts the desk again.
opening.catch((error: unknown) => {
  report(error, 'opening the desk')
  process.exit(1)
})
